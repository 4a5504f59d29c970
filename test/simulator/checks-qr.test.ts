// The QR code against the document and its stamp (checks D10 to D15), over real HTTP.
import { afterAll, beforeAll, expect, test } from "vitest";
import { foreignQr } from "../support/foreign-stamper.ts";
import { type Bench, changed, openBench, type Upload } from "./bench.ts";
import { codesIn, messagesIn } from "./device.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const QR = /(<cbc:ID>QR<\/cbc:ID>[\s\S]*?text\/plain">)([^<]+)/;
const QR_REFERENCE = /<cac:AdditionalDocumentReference>\s*<cbc:ID>QR[\s\S]*?<\/cac:AdditionalDocumentReference>/;

const valuesOf = (qr: string): Buffer[] => {
  const bytes = Buffer.from(qr, "base64");
  const values: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 2 + (bytes[at + 1] ?? 0))
    values.push(bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)));
  return values;
};

/** A document whose QR code alone is another; the hash does not cover it. */
const withQr = (change: (values: Buffer[], bytes: Buffer) => string): Upload => {
  const document = bench.simplified();
  return changed(document, QR, `$1${change(valuesOf(document.qr), Buffer.from(document.qr, "base64"))}`);
};

/** The same list with its first two entries the other way round. */
const swapFirst = (bytes: Buffer): Buffer => {
  const first = 2 + (bytes[1] ?? 0);
  const second = first + 2 + (bytes[first + 1] ?? 0);
  return Buffer.concat([bytes.subarray(first, second), bytes.subarray(0, first), bytes.subarray(second)]);
};

test.each<[string, () => Upload]>([
  ["a missing code", () => changed(bench.simplified(), QR_REFERENCE, "")],
  ["bytes that are no list", () => withQr(() => "AAAA")],
  ["a value longer than the code", () => withQr((_, bytes) => bytes.subarray(0, -1).toString("base64"))],
  ["eight tags", () => withQr((values) => foreignQr(values.slice(0, 8)))],
  ["a tenth tag", () => withQr((values) => foreignQr([...values, "x"]))],
  ["two tags changed about", () => withQr((_, bytes) => swapFirst(bytes).toString("base64"))],
])("QR_CHECKS tell %s (D10)", async (_, make) => {
  const reply = await bench.report(make());
  expect(codesIn(reply)).toEqual(["QRCODE_INVALID"]);
  expect(messagesIn(reply, "errorMessages")[0]?.category).toBe("QRCODE_VALIDATION");
});

test("decodeQr() takes a seller name past 127 bytes in the longer form only (D10)", async () => {
  const document = bench.simplified({ sellerName: "م".repeat(70) }); // 140 bytes
  const oneByte = await bench.report(document);
  const bytes = Buffer.from(document.qr, "base64");
  const longForm = Buffer.concat([Buffer.from([1, 0x81, 140]), bytes.subarray(2)]).toString("base64");
  const twoBytes = await bench.report(changed(document, QR, `$1${longForm}`));
  expect(codesIn(oneByte)).toEqual(["QRCODE_INVALID"]);
  expect(twoBytes.status).toBe(200);
});

test.each<[string, number, string]>([
  ["D15", 1, "sellerName_QRCODE_INVALID"],
  ["D15", 2, "vatNumber_QRCODE_INVALID"],
  ["D11", 3, "invoiceTimeStamp_QRCODE_INVALID"],
  ["D15", 4, "invoiceTotal_QRCODE_INVALID"],
  ["D15", 5, "vatTotal_QRCODE_INVALID"],
  ["D12", 6, "invoiceHash_QRCODE_INVALID"],
  ["D15", 7, "signature_QRCODE_INVALID"],
  ["D13", 8, "publicKey_QRCODE_INVALID"],
  ["D14", 9, "CERTIFICATE_SIGNATURE_QRCODE_INVALID"],
])("QR_CHECKS tell (%s) another value of tag %i", async (_, tag, code) => {
  const other = (value: Buffer, index: number): Buffer => (index + 1 === tag ? Buffer.from("0") : value);
  expect(codesIn(await bench.report(withQr((values) => foreignQr(values.map(other)))))).toEqual([code]);
});

test("QR_CHECKS read an issue time in UTC as Riyadh's (D11)", async () => {
  const document = bench.simplified({ issueDate: "2026-02-28", issueTime: "22:30:00Z" });
  const asWritten = await bench.report(document);
  const inRiyadh = valuesOf(document.qr).with(2, Buffer.from("2026-03-01T01:30:00"));
  const local = await bench.report(changed(document, QR, `$1${foreignQr(inRiyadh)}`));
  expect(codesIn(asWritten)).toEqual(["invoiceTimeStamp_QRCODE_INVALID"]);
  expect(codesIn(local)).toEqual([]);
});

test("QR_CHECKS judge the code of a standard document where it has one (D10)", async () => {
  const broken = await bench.clear(changed(bench.standard(), QR, "$1AAAA"));
  const whole = await bench.clear(bench.standard());
  expect(codesIn(broken)).toEqual(["QRCODE_INVALID"]);
  expect(codesIn(whole)).toEqual([]);
});
