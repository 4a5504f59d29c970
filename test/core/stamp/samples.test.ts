// The official signed documents: every one verifies, and every changed byte in a protected part breaks a named link.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type StampLink, type StampReport, verifyStamp } from "../../../agent/core/stamp/verify.ts";
import { readXml, readXmlBytes } from "../../../agent/core/xml/read.ts";
import { hasShared, shared } from "../../support/shared.ts";

const folder = shared("samples/signed-3.4.8");
const samples = hasShared
  ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".xml"))
  : [];
const textOfSample = (file: string): string => readFileSync(join(folder, file), "utf8");

const broken = (report: StampReport): readonly StampLink[] => report.links.filter((l) => !l.holds).map((l) => l.link);
function brokenIn(xml: string): readonly StampLink[] {
  const read = readXml(xml);
  return read.ok ? broken(verifyStamp(read.value.root)) : ["stamp"];
}

/** One change each: what is replaced, and the first link that must break. */
const CHANGES: readonly (readonly [string, RegExp, string, StampLink])[] = [
  ["the document number", /<cbc:ID>[A-Z]/, "<cbc:ID>_", "invoice-hash"],
  ["white space of the body", /\n {4}<cbc:UUID>/, "\n     <cbc:UUID>", "invoice-hash"],
  ["the invoice digest", /(invoiceSignedData[\s\S]*?<ds:DigestValue>)./, "$1_", "invoice-hash"],
  ["the signature value", /(<ds:SignatureValue>.{20})./, "$1_", "signature"],
  ["the certificate", /(<ds:X509Certificate>.{900})./, "$1_", "certificate-digest"],
  ["the signing time", /(<xades:SigningTime>\d{3})\d/, "$1x", "signed-properties"],
  ["white space of the signed properties", /\n(\s*<xades:SigningTime>)/, "\n $1", "signed-properties"],
  ["the certificate digest", /(<xades:CertDigest>[\s\S]*?<ds:DigestValue[^>]*>)./, "$1_", "signed-properties"],
  ["the issuer", /CN=PRZ/, "CN=XRZ", "signed-properties"],
  ["the serial number", /(X509SerialNumber[^>]*>)./, "$10", "signed-properties"],
  ["the properties digest", /(#xadesSignedProperties[\s\S]*?<ds:DigestValue>)./, "$1_", "signed-properties"],
  ["the QR code's first byte", /(<cbc:ID>QR<[\s\S]*?text\/plain">).{4}/, "$1AgAA", "qr"],
];

describe.skipIf(!hasShared)("verifyStamp() on the official samples", () => {
  test("finds the samples", () => expect(samples).toHaveLength(13));

  test.each(samples)("accepts %s", (file) => {
    const read = readXmlBytes(readFileSync(join(folder, file)));
    if (!read.ok) throw new Error(read.error.message);
    expect(broken(verifyStamp(read.value.root))).toEqual([]);
  });

  test.each(CHANGES)("names the link when %s is changed", (_what, pattern, replacement, link) => {
    for (const file of samples) {
      const text = textOfSample(file);
      const changed = text.replace(pattern, replacement);
      expect(changed, file).not.toBe(text);
      expect(brokenIn(changed)[0], file).toBe(link);
    }
  });
});
