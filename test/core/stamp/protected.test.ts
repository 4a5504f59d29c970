// Which bytes of a genuine document no digest protects: flips all over a sample, and where the survivors stand.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { verifyStamp } from "../../../agent/core/stamp/verify.ts";
import { readXmlBytes } from "../../../agent/core/xml/read.ts";
import { hasShared, shared } from "../../support/shared.ts";

const SAMPLE = "samples/signed-3.4.8/Simplified/Invoice/Simplified_Invoice.xml";
/** Every 19th byte: coprime to the indentation, so that every kind of place is met. */
const STRIDE = 19;

/** The places listed in docs/verify.md: decoration of the stamp, and white space around what is digested. */
const UNPROTECTED: readonly RegExp[] = [
  /<\?xml[\s\S]*?\?>/g,
  /<ext:UBLExtensions>[\s\S]*?<ds:DigestValue>/g,
  /<\/ds:DigestValue>[\s\S]*?<ds:DigestValue>/g,
  /<\/ds:DigestValue>\s*<\/ds:Reference>[\s\S]*?<ds:SignatureValue>/g,
  /<\/ds:SignatureValue>[\s\S]*?<ds:X509Certificate>/g,
  /<\/ds:X509Certificate>[\s\S]*?<xades:SignedProperties/g,
  /<\/xades:SignedProperties>[\s\S]*?<\/ext:UBLExtensions>/g,
  /<cac:AdditionalDocumentReference>\s*<cbc:ID>QR<[\s\S]*?text\/plain">/g,
  /<\/cbc:EmbeddedDocumentBinaryObject>\s*<\/cac:Attachment>\s*<\/cac:AdditionalDocumentReference><cac:Signature>[\s\S]*?<\/cac:Signature>/g,
];

function isUnprotected(text: string, at: number): boolean {
  return UNPROTECTED.some((part) => [...text.matchAll(part)].some((m) => at >= m.index && at < m.index + m[0].length));
}

describe.skipIf(!hasShared)("verifyStamp() on single changed bytes", () => {
  test("lets none pass outside the unprotected parts", () => {
    const bytes = readFileSync(shared(SAMPLE));
    const text = bytes.toString("latin1");
    const survivors: string[] = [];
    for (let at = 0; at < bytes.length; at += STRIDE) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const read = readXmlBytes(changed);
      if (read.ok && verifyStamp(read.value.root).holds && !isUnprotected(text, at))
        survivors.push(`${at}: ${JSON.stringify(text.slice(at - 30, at + 30))}`);
    }
    expect(survivors).toEqual([]);
  });
});
