// The cryptographic stamp (checks D16 to D21), over real HTTP.
import { XmlDocument } from "libxml2-wasm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hexDigest, signedPropertiesText } from "../../simulator/fatoora/xml/signed-properties.ts";
import { startSimulator } from "../../simulator/server.ts";
import type { Stamped } from "../support/foreign-stamper.ts";
import { type Bench, bare, changed, NOW, openBench, type Upload } from "./bench.ts";
import { codesIn, messagesIn, onboard, stampedBy, stampKey } from "./device.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const reasons = (reply: Parameters<typeof messagesIn>[0]): string[] =>
  messagesIn(reply, "errorMessages").map(({ message }) => message);

test("STAMP_CHECKS tell a missing stamp on a simplified document, and none on a standard one (D16)", async () => {
  const simplified = await bench.report(bare(bench.unstamped()));
  const standard = await bench.clear(bare(bench.unstamped({ subtype: "0100000" })));
  expect(codesIn(simplified)).toEqual(["QRCODE_INVALID", "invalid-digital-signature"]);
  expect(codesIn(standard)).toEqual([]);
});

test("STAMP_CHECKS tell a signature by another key (D16)", async () => {
  const key = { privateKey: bench.sibling.privateKey, certificate: stampKey(bench.device).certificate };
  const reply = await bench.report(bench.stamped(bench.unstamped(), { key }));
  expect(codesIn(reply)).toEqual(["invalid-digital-signature"]);
  expect(messagesIn(reply, "errorMessages")[0]).toMatchObject({
    category: "SIGNATURE_ERRORS",
    message: "Invalid digital signature",
  });
});

test("STAMP_CHECKS tell a broken signature on a standard document too (D16)", async () => {
  const reply = await bench.clear(changed(bench.standard(), /(<ds:SignatureValue>)..../, "$1AAAA"));
  expect(codesIn(reply)).toEqual(["invalid-digital-signature"]);
});

test("STAMP_CHECKS tell a signed digest that is not the document's (D17)", async () => {
  const other = bench.simplified().hash;
  const document = changed(bench.simplified(), /(<ds:DigestValue>)[^<]{44}(<)/, `$1${other}$2`);
  expect(codesIn(await bench.report(document))).toEqual(["invalid-invoice-hash"]);
});

test.each<[string, string | RegExp, string]>([
  ["another signing time", /(<xades:SigningTime>)[^<]+/, "$12026-03-01T08:59:59"],
  ["one blank more inside", "<xades:Cert>", " <xades:Cert>"],
])("STAMP_CHECKS tell %s in the signed properties (D18)", async (_, from, to) => {
  const reply = await bench.report(changed(bench.simplified(), from, to));
  expect(codesIn(reply)).toEqual(["signed-properties-hashing"]);
});

/** Writes the right digest over signed properties whatever they look like. */
const withRightDigest = ({ xml, hash }: Upload): Upload => {
  const document = XmlDocument.fromBuffer(xml);
  const digest = hexDigest(signedPropertiesText(document) ?? "");
  document.dispose();
  return changed({ xml, hash }, /(<ds:Reference Type[\s\S]*?<ds:DigestValue>)[^<]+/, `$1${digest}`);
};

test("STAMP_CHECKS tell signed properties whose white space alone is not the template's (D18)", async () => {
  const reply = await bench.report(withRightDigest(changed(bench.simplified(), "<xades:Cert>", " <xades:Cert>")));
  expect(reasons(reply)).toEqual([expect.stringContaining("white space")]);
});

const CERT_DIGEST = /(<xades:CertDigest>[\s\S]*?<ds:DigestValue>)[^<]/;

test.each<[string, string | RegExp, string, readonly string[], readonly string[]]>([
  ["digest", CERT_DIGEST, "$1A", ["certificate-digest"], []],
  ["serial number", /(<ds:X509SerialNumber>)\d/, "$19", ["certificate-serial-number"], []],
  ["issuer", "CA, DC", "CA,DC", [], ["certificate-issuer-name"]],
])("STAMP_CHECKS tell a certificate's wrong %s (D19)", async (_, from, to, errors, warnings) => {
  const reply = await bench.report(withRightDigest(changed(bench.simplified(), from, to)));
  expect(codesIn(reply)).toEqual(errors);
  expect(codesIn(reply, "warningMessages")).toEqual(warnings);
});

const bySibling = (): Stamped => bench.stamped(bench.unstamped(), { key: stampKey(bench.sibling) });

test("STAMP_CHECKS warn of another certificate of the same taxpayer on reporting (D20)", async () => {
  const reply = await bench.report(bySibling());
  expect(reply.status).toBe(202);
  expect(codesIn(reply, "warningMessages")).toEqual(["invalid-signing-certificate"]);
  expect(reply.json).toMatchObject({ reportingStatus: "REPORTED", validationResults: { status: "WARNING" } });
});

test("STAMP_CHECKS refuse another certificate in a compliance check, and a stranger's everywhere (D20)", async () => {
  const checked = await bench.check(bySibling());
  await using elsewhere = await startSimulator({ clock: () => NOW });
  const stranger = await onboard(elsewhere, NOW);
  const reported = await bench.report(stampedBy(stranger, NOW, { irn: "S-1" }));
  expect(codesIn(checked)).toEqual(["invalid-signing-certificate"]);
  expect(codesIn(reported)).toEqual(["invalid-signing-certificate"]);
});

test.each([
  ["in the future", "2026-03-01T09:01:01"],
  ["before the certificate", "2026-02-28T09:00:00"],
  ["in Riyadh's time", "2026-03-01T12:00:00"],
  ["in another form", "2026-03-01 09:00:00"],
])("STAMP_CHECKS tell a signing time %s (D21)", async (_, signingTime) => {
  const reply = await bench.report(bench.stamped(bench.unstamped(), { signingTime }));
  expect(reasons(reply)).toEqual([expect.stringMatching(/^Invalid signing time: /)]);
});
