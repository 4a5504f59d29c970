// The body, the document's form, and whether they belong together (checks D1 to D8), over real HTTP.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, openBench } from "./bench.ts";
import { basic, call, codesIn, documentBody, messagesIn } from "./device.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

test.each([undefined, "", 5])("BODY_CHECKS tell a missing hash: %j (D1)", async (invoiceHash) => {
  const reply = await bench.report(bench.simplified(), { invoiceHash });
  expect(reply.status).toBe(400);
  expect(messagesIn(reply, "errorMessages")[0]).toEqual({
    type: "ERROR",
    code: "InvoiceHash-Errors",
    category: "Invalid-InvoiceHash",
    message: "Document hash is not present in the API body",
    status: "ERROR",
  });
  expect(reply.json).toMatchObject({ reportingStatus: "NOT_REPORTED" });
});

test.each(["%%%", "c2hvcnQ=", "z5F9qsS6oWyDhehD8u8S0DaxV+2CUiUz9Y+UsR61JgQ"])(
  "BODY_CHECKS tell a malformed hash: %s (D2)",
  async (invoiceHash) => {
    const reply = await bench.report(bench.simplified(), { invoiceHash });
    expect(messagesIn(reply, "errorMessages")[0]?.message).toBe("Document hash format in the API body is not valid");
  },
);

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["text that is no base64", "<Invoice/>"],
  ["text that is no XML", Buffer.from("Invoice").toString("base64")],
  ["another root", Buffer.from("<Receipt/>").toString("base64")],
  ["a document type declaration", Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').toString("base64")],
])("BODY_CHECKS tell %s in the place of an invoice (D3)", async (_, invoice) => {
  const reply = await bench.report(bench.simplified(), { invoice });
  expect(reply.status).toBe(400);
  expect(codesIn(reply)).toEqual(["XSD_ZATCA_INVALID"]);
  expect(messagesIn(reply, "errorMessages")[0]?.category).toBe("XSD validation");
  expect(messagesIn(reply, "infoMessages")).toEqual([]);
});

const swapIds = (xml: string): string =>
  xml.replace(/(\s*<cbc:ID>.*?<\/cbc:ID>)(\s*<cbc:UUID>.*?<\/cbc:UUID>)/, "$2$1");

test.each<[string, (xml: string) => string]>([
  ["two elements in the wrong order", swapIds],
  ["an unknown element", (xml) => xml.replace("<cbc:ProfileID>", "<cbc:Colour>red</cbc:Colour><cbc:ProfileID>")],
  ["a missing total", (xml) => xml.replace(/<cbc:PayableAmount.*?<\/cbc:PayableAmount>/, "")],
  ["an amount in words", (xml) => xml.replace(">100.00</cbc:TaxExclusiveAmount>", ">hundred</cbc:TaxExclusiveAmount>")],
  ["an amount without a currency", (xml) => xml.replace('<cbc:PayableAmount currencyID="SAR">', "<cbc:PayableAmount>")],
  ["a date in another form", (xml) => xml.replace(/<cbc:IssueDate>.*?</, "<cbc:IssueDate>01/03/2026<")],
])("BODY_CHECKS tell %s by the table of elements (D3)", async (_, change) => {
  const reply = await bench.report(bench.stamped(bench.unstamped({}, change)));
  expect(reply.status).toBe(400);
  expect(codesIn(reply)[0]).toBe("XSD_ZATCA_INVALID");
  expect(messagesIn(reply, "infoMessages")).toEqual([]);
});

test("SCHEMA_VALID is told in the caller's language (D4)", async () => {
  const reply = await call(`${bench.simulator.url}/invoices/reporting/single`, {
    headers: { ...basic(bench.device.production), "accept-language": "ar" },
    body: documentBody(bench.simplified()),
  });
  expect(messagesIn(reply, "infoMessages")[0]?.message).toBe("متوافق مع معايير UBL 2.1 وفق مواصفات الهيئة");
});

test("IDENTITY_CHECKS tell a body hash that is not the document's (D5)", async () => {
  const reply = await bench.report({ ...bench.simplified(), hash: bench.simplified().hash });
  expect(codesIn(reply)).toEqual(["invalid-invoice-hash"]);
  expect(messagesIn(reply, "errorMessages")[0]?.category).toBe("INVOICE_HASHING_ERRORS");
});

test.each([
  ["Arabic, an ampersand and angle brackets", { note: "قهوة &amp; كعك &lt;طازج&gt;" }],
  ["an emoji", { note: "شكرًا ☕️ 😀" }],
  ["a quotation mark and an apostrophe", { note: "6\" o'clock &quot;x&quot; &apos;y&apos;" }],
  ["white space of every kind", { note: " tab\there \n  and\u00a0there " }],
  ["Windows line ends", {}, (xml: string) => xml.replaceAll("\n", "\r\n")],
  ["no declaration", {}, (xml: string) => xml.replace(/^<\?xml.*\?>\n/, "")],
  ["two attributes", {}, (xml: string) => xml.replace("<cbc:Note ", '<cbc:Note languageLocaleID="a" ')],
  ["a comment", {}, (xml: string) => xml.replace("<cbc:ProfileID>", "<!-- x --><cbc:ProfileID>")],
])("canonicalRemainder() agrees with the stamper on %s (D5)", async (_, fields, change = (xml: string) => xml) => {
  const reply = await bench.report(bench.stamped(bench.unstamped(fields, change)));
  expect(codesIn(reply)).toEqual([]);
  expect(reply.status).toBe(200);
});

test.each(["", "another"])("IDENTITY_CHECKS tell the body's UUID %j (D6)", async (uuid) => {
  const reply = await bench.report(bench.simplified(), { uuid });
  expect(codesIn(reply)).toEqual(["INVOICE_UUID_VALIDATION"]);
  expect(messagesIn(reply, "errorMessages")[0]?.category).toBe("MISSING_UUID_IN_INVOICE");
});

test("IDENTITY_CHECKS tell a document on the wrong route (D7)", async () => {
  const reported = await bench.report(bench.standard());
  const cleared = await bench.clear(bench.simplified());
  expect(messagesIn(reported, "errorMessages").map(({ message }) => message)).toEqual([
    "XML Submitted using reporting API is not a simplified document",
  ]);
  expect(messagesIn(cleared, "errorMessages").map(({ message }) => message)).toEqual([
    "XML Submitted using clearance API is not a standard document",
  ]);
  expect(cleared.json).toMatchObject({ clearanceStatus: "NOT_CLEARED", clearedInvoice: null });
});

test("IDENTITY_CHECKS tell another seller's VAT number (D8)", async () => {
  const reply = await bench.report(bench.simplified({ sellerVat: "399999999900003" }));
  expect(codesIn(reply)).toEqual(["certificate-permissions"]);
});

test("judge() tells every finding at once, in the order of the service", async () => {
  const { xml, hash } = bench.simplified({ sellerVat: "399999999900003" });
  const renamed = { xml: Buffer.from(xml.toString().replace("كتاب", "دفتر")), hash };
  expect(codesIn(await bench.report(renamed, { uuid: "x" }))).toEqual([
    "invalid-invoice-hash",
    "INVOICE_UUID_VALIDATION",
    "certificate-permissions",
    "invoiceHash_QRCODE_INVALID",
    "invalid-digital-signature",
    "invalid-invoice-hash",
  ]);
});
