// The authority's own signed documents must pass every check of the stamp and the QR code; one flipped character must
// fail the check that guards it. Their certificates are not the simulator's, so the checks are called directly.
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import type { Case } from "../../simulator/fatoora/checks/check.ts";
import { judge } from "../../simulator/fatoora/checks/judge.ts";
import { readInvoice } from "../../simulator/fatoora/invoice.ts";
import { hasShared, shared } from "../support/shared.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");

/** A case in which everything but the document itself is in order. */
const caseOf = (xml: string, hash: string): Case => {
  const reading = readInvoice(Buffer.from(xml));
  const invoice = typeof reading === "string" ? undefined : reading;
  const certificate = invoice?.stamp?.certificateText ?? "";
  const vat = invoice?.sellerVat ?? "";
  return {
    call: "compliance-check",
    profile: "simulation",
    body: { invoiceHash: hash, uuid: invoice?.uuid ?? "", invoice: Buffer.from(xml).toString("base64") },
    reading,
    sender: { vat, certificate },
    holderOf: () => vat,
    now: NOW,
    clearanceOff: false,
  };
};

const failing = (xml: string, hash: string): string[] =>
  judge(caseOf(xml, hash))
    .filter(({ severity }) => severity !== "INFO")
    .map(({ check, code }) => `${check} ${code}`);

const hashIn = (xml: string): string => /<ds:DigestValue>([^<]{44})</.exec(xml)?.[1] ?? "";
const qrIn = (xml: string): string => /<cbc:ID>QR<[\s\S]*?text\/plain">([^<]+)/.exec(xml)?.[1] ?? "";

/** Changes one character in the middle of a text into another of the same kind. */
const flip = (text: string): string => {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === "2" ? "3" : "2") + text.slice(at + 1);
};

const files = hasShared ? globSync(shared("samples/signed-3.4.8/**/*.xml")).sort() : [];
const simplified = files.filter((file) => file.includes("/Simplified/"));

describe.skipIf(!hasShared)("official samples", () => {
  test("there are thirteen", () => {
    expect(files).toHaveLength(13);
  });

  test.each(files.map((file) => [basename(file), file]))("judge() passes %s", (_, file) => {
    const xml = readFileSync(file, "utf8");
    expect(failing(xml, hashIn(xml))).toEqual([]);
  });
});

type Flip = readonly [what: string, change: (xml: string) => string, expected: readonly string[]];

const inside =
  (pattern: RegExp) =>
  (xml: string): string =>
    xml.replace(pattern, (_, before: string, text: string, after: string) => before + flip(text) + after);

/** Changes one byte inside one QR value. */
const inQr =
  (tag: number) =>
  (xml: string): string => {
    const text = qrIn(xml);
    const bytes = Buffer.from(text, "base64");
    let at = 0;
    while (bytes[at] !== tag) at += 2 + (bytes[at + 1] ?? 0);
    const middle = at + 2 + Math.floor((bytes[at + 1] ?? 0) / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    return xml.replace(text, bytes.toString("base64"));
  };

const HASH_FAULTS = [
  "D5 invalid-invoice-hash",
  "D12 invoiceHash_QRCODE_INVALID",
  "D16 invalid-digital-signature",
  "D17 invalid-invoice-hash",
];

const FLIPS: readonly Flip[] = [
  ["a line's name", inside(/(<cac:Item>\s*<cbc:Name>)([^<]+)(<)/), HASH_FAULTS],
  ["white space between elements", (xml) => xml.replace("</cac:InvoiceLine>", " </cac:InvoiceLine>"), HASH_FAULTS],
  [
    "the issue time",
    (xml) => xml.replace(/:(\d\d)<\/cbc:IssueTime>/, (_, s: string) => `:${s === "11" ? "12" : "11"}</cbc:IssueTime>`),
    [...HASH_FAULTS, "D11 invoiceTimeStamp_QRCODE_INVALID"],
  ],
  ["the invoice digest", inside(/(<ds:DigestValue>)([^<]{44})(<)/), ["D17 invalid-invoice-hash"]],
  [
    "the signature",
    inside(/(<ds:SignatureValue>)([^<]+)(<)/),
    ["D15 signature_QRCODE_INVALID", "D16 invalid-digital-signature"],
  ],
  ["the signing time", inside(/(<xades:SigningTime>[^<]+:)(\d\d)(<)/), ["D18 signed-properties-hashing"]],
  [
    "the certificate digest",
    inside(/(<xades:CertDigest>[\s\S]*?<ds:DigestValue>)([^<]+)(<)/),
    ["D18 signed-properties-hashing", "D19 certificate-digest"],
  ],
  [
    "the issuer name",
    (xml) => xml.replace(", DC=gov", ",DC=gov"),
    ["D18 signed-properties-hashing", "D19 certificate-issuer-name"],
  ],
  [
    "the serial number",
    inside(/(<ds:X509SerialNumber>)(\d+)(<)/),
    ["D18 signed-properties-hashing", "D19 certificate-serial-number"],
  ],
  ["QR tag 1", inQr(1), ["D15 sellerName_QRCODE_INVALID"]],
  ["QR tag 2", inQr(2), ["D15 vatNumber_QRCODE_INVALID"]],
  ["QR tag 3", inQr(3), ["D11 invoiceTimeStamp_QRCODE_INVALID"]],
  ["QR tag 4", inQr(4), ["D15 invoiceTotal_QRCODE_INVALID"]],
  ["QR tag 5", inQr(5), ["D15 vatTotal_QRCODE_INVALID"]],
  ["QR tag 6", inQr(6), ["D12 invoiceHash_QRCODE_INVALID"]],
  ["QR tag 7", inQr(7), ["D15 signature_QRCODE_INVALID"]],
  ["QR tag 8", inQr(8), ["D13 publicKey_QRCODE_INVALID"]],
  ["QR tag 9", inQr(9), ["D14 CERTIFICATE_SIGNATURE_QRCODE_INVALID"]],
];

describe.skipIf(!hasShared)("one flipped byte", () => {
  test.each(FLIPS)("judge() fails exactly the right checks when %s changes", (_, change, expected) => {
    for (const file of simplified) {
      const xml = readFileSync(file, "utf8");
      const changed = change(xml);
      expect(changed, basename(file)).not.toBe(xml);
      expect(failing(changed, hashIn(xml)).sort(), basename(file)).toEqual([...expected].sort());
    }
  });
});
