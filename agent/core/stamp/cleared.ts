// What the authority sends back of a standard document, judged before it counts as the legal one (gateway.md A6, A7).
import { err, ok, type Result } from "../result.ts";
import { readXmlBytes } from "../xml/read.ts";
import { select } from "../xml/tree.ts";
import { qrOf, verifyStamp } from "./verify.ts";

/** The authority's copy, as it is archived and printed. */
export interface ClearedXml {
  readonly xml: string;
  readonly qr: string;
}

/**
 * Reads `clearedInvoice` (base64). It is ours with another stamp when its invoice hash is the one that was sent, which
 * covers every byte but stamp, QR code and signature reference; and it is genuine when that stamp verifies, QR included.
 * The error says what does not hold, in English, for the log.
 */
export function readCleared(base64: string, sentHash: string): Result<ClearedXml, string> {
  const bytes = Buffer.from(base64, "base64");
  const read = readXmlBytes(bytes);
  if (!read.ok) return err(`the cleared document cannot be read (${read.error.message})`);
  const { root } = read.value;
  const report = verifyStamp(root);
  if (report.hash !== sentHash) return err("the cleared document is not the one that was sent");
  const broken = report.links.find(({ holds }) => !holds);
  if (broken !== undefined) return err(`the stamp of the cleared document does not hold: ${broken.link}`);
  if (select(root, "ext:UBLExtensions").length !== 1) return err("the cleared document has more than one stamp");
  const qr = qrOf(root);
  return qr === undefined ? err("the cleared document has no QR code") : ok({ xml: bytes.toString("utf8"), qr });
}
