// A unit for the ledger alone: a key with a certificate of the simulator's authority, and documents stamped by the
// foreign stamper, so that the store can be tried without the rest of the agent.
import { createPrivateKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { invoiceHashOf, type Reference } from "../../agent/core/ids.ts";
import type { NewDocument, NextPlace } from "../../agent/ports/ledger.ts";
import { startSimulator } from "../../simulator/server.ts";
import { onboard, stampKey } from "../simulator/device.ts";
import { foreignInvoice } from "../support/foreign-invoice.ts";
import { foreignStamp, type StampKey } from "../support/foreign-stamper.ts";
import { documentAt } from "../support/ledger.ts";

/** Makes a stamp key and keeps it in a file, for programs started later. */
export async function makeStampKey(path: string): Promise<void> {
  await using simulator = await startSimulator();
  const { privateKey, certificate } = stampKey(await onboard(simulator, Date.now()));
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  writeFileSync(path, JSON.stringify({ pem, certificate }), { mode: 0o600 });
}

/** Reads a key that `makeStampKey` kept. */
export function readStampKey(path: string): StampKey {
  const { pem, certificate } = JSON.parse(readFileSync(path, "utf8")) as { pem: string; certificate: string };
  return { privateKey: createPrivateKey(pem), certificate };
}

/** The n-th document of a run, genuinely stamped, at the place the ledger gives it. */
export function foreignDocument(key: StampKey, n: number, place: NextPlace): NewDocument {
  const document = documentAt(n, place);
  const { irn, uuid, icv, pih, issuedAt } = document.link;
  const unsigned = foreignInvoice({
    irn,
    uuid,
    icv: `${icv}`,
    pih,
    issueDate: issuedAt.date,
    issueTime: issuedAt.time,
  });
  const { xml, hash, qr } = foreignStamp(unsigned, {
    key,
    signingTime: new Date(issuedAt.epochMs).toISOString().slice(0, 19),
  });
  return { ...document, xml: xml.toString("utf8"), hash: invoiceHashOf(Buffer.from(hash, "base64")), qr };
}

/** The reference the n-th document of a run carries. */
export const referenceOf = (n: number): Reference => `till/${n}` as Reference;
