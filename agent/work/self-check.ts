// The last look before a document is committed: read back from its final bytes, every link of its stamp must hold.
import { Fault } from "../core/errors.ts";
import type { Link } from "../core/invoice/lifecycle.ts";
import { type SignatureCheck, signatureHolds } from "../core/stamp/signature.ts";
import type { StampedDocument, StampKey } from "../core/stamp/stamp.ts";
import { qrOf, verifyStamp } from "../core/stamp/verify.ts";
import { counterIn, previousHashIn } from "../core/ubl/place.ts";
import { readXml } from "../core/xml/read.ts";
import { textAt, type XmlElement } from "../core/xml/tree.ts";
import type { SignatureChecks, Signer } from "../ports/keys.ts";

/** The check of a signature begins when it is made, so that the verdict is there when its document was read back. */
export const checkedBeside = ({ certificate, sign }: Signer, checks: SignatureChecks): StampKey => ({
  certificate,
  sign: (data) => {
    const signature = sign(data);
    checks.begin(data, signature, certificate);
    return signature;
  },
});

/**
 * Proves that the bytes about to be stored are the document that was meant.
 * @param check how the signature is checked. It is asked last, since it may still be at it on another thread.
 * @throws Fault `self-check-failed`: the terminal must not sign on.
 */
export function selfCheck(stamped: StampedDocument, link: Link, check: SignatureCheck = signatureHolds): void {
  const read = readXml(stamped.xml);
  if (!read.ok) throw failed(`it cannot be read back (${read.error.message})`);
  const { root } = read.value;
  const questions: Parameters<SignatureCheck>[] = [];
  const report = verifyStamp(root, (...question) => questions.push(question) > 0);
  const broken = report.links.find((l) => !l.holds);
  if (broken !== undefined) throw failed(`${broken.link} does not hold`);
  const wrong = Object.entries(expected(stamped, link)).find(([what, text]) => found(root, what) !== text);
  if (wrong !== undefined) throw failed(`${wrong[0]} is not the one it was given`);
  if (questions.length !== 1 || !questions.every((question) => check(...question)))
    throw failed("signature does not hold");
}

const failed = (why: string): Fault =>
  new Fault("self-check-failed", `a stamped document failed its own check: ${why}`);

type Looked = "uuid" | "irn" | "icv" | "pih" | "qr" | "date" | "time";

const expected = ({ qr }: StampedDocument, link: Link): Readonly<Record<Looked, string>> => ({
  uuid: link.uuid,
  irn: link.irn,
  icv: String(link.icv),
  pih: link.pih,
  qr,
  date: link.issuedAt.date,
  time: link.issuedAt.time,
});

const LOOKS: Readonly<Record<string, (root: XmlElement) => string | undefined>> = {
  uuid: (root) => textAt(root, "cbc:UUID"),
  irn: (root) => textAt(root, "cbc:ID"),
  icv: counterIn,
  pih: previousHashIn,
  qr: qrOf,
  date: (root) => textAt(root, "cbc:IssueDate"),
  time: (root) => textAt(root, "cbc:IssueTime"),
};

const found = (root: XmlElement, what: string): string | undefined => LOOKS[what]?.(root);
