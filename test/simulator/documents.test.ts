// The document checks (D1 to D25) over real HTTP: one valid document, one change, one finding.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import { foreignInvoice } from "../support/foreign-invoice.ts";
import { foreignHash, foreignQr, foreignStamp, type Stamped } from "../support/foreign-stamper.ts";
import {
  basic,
  call,
  codesIn,
  type Device,
  documentBody,
  messagesIn,
  onboard,
  type Reply,
  requestCompliance,
  send,
  stampedBy,
  stampKey,
} from "./device.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");
const HOUR = 3_600_000;

let simulator: Simulator;
let device: Device;
let sibling: Device;
let now = NOW;

beforeAll(async () => {
  simulator = await startSimulator({ clock: () => now });
  device = await onboard(simulator, NOW, { invoiceTypes: "1100" });
  sibling = await onboard(simulator, NOW);
});
afterAll(() => simulator.close());

let count = 0;
/** Every document is another one, so that none is a duplicate. */
const irn = (): string => {
  count += 1;
  return `D-${count}`;
};

const simplified = (fields = {}): Stamped => stampedBy(device, NOW, { irn: irn(), ...fields });
const standard = (fields = {}): Stamped => simplified({ subtype: "0100000", ...fields });

/** A standard document as a device may send it: without stamp and QR code. */
const unstamped = (fields = {}): Pick<Stamped, "xml" | "hash"> => {
  const xml = foreignInvoice({
    irn: irn(),
    sellerVat: device.vat,
    subtype: "0100000",
    issueDate: "2026-03-01",
    issueTime: "12:00:00",
    ...fields,
  });
  return { xml: Buffer.from(xml), hash: foreignHash(xml) };
};

/** Changes a stamped document's text and leaves its body's hash alone. */
const changed = (document: Stamped, from: string | RegExp, to: string): Pick<Stamped, "xml" | "hash"> => {
  const before = document.xml.toString();
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return { xml: Buffer.from(after), hash: document.hash };
};

const check = (document: Pick<Stamped, "xml" | "hash">, from: Device = device): Promise<Reply> =>
  call(`${simulator.url}/compliance/invoices`, { headers: basic(from.compliance), body: documentBody(document) });

const byCompliance = (fields = {}): Stamped => stampedBy(device, NOW, { irn: irn(), ...fields }, device.compliance);

test.each([undefined, "", 5])("BODY_CHECKS tell a missing hash: %j (D1)", async (invoiceHash) => {
  const reply = await send(simulator, device, "reporting", simplified(), { invoiceHash });
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
    const reply = await send(simulator, device, "reporting", simplified(), { invoiceHash });
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
  const reply = await send(simulator, device, "reporting", simplified(), { invoice });
  expect(reply.status).toBe(400);
  expect(codesIn(reply)).toEqual(["XSD_ZATCA_INVALID"]);
  expect(messagesIn(reply, "errorMessages")[0]?.category).toBe("XSD validation");
  expect(messagesIn(reply, "infoMessages")).toEqual([]);
});

test.each<[string, (xml: string) => string]>([
  [
    "two elements in the wrong order",
    (xml) => xml.replace(/(\s*<cbc:ID>.*?<\/cbc:ID>)(\s*<cbc:UUID>.*?<\/cbc:UUID>)/, "$2$1"),
  ],
  ["an unknown element", (xml) => xml.replace("<cbc:ProfileID>", "<cbc:Colour>red</cbc:Colour><cbc:ProfileID>")],
  ["a missing total", (xml) => xml.replace(/<cbc:PayableAmount.*?<\/cbc:PayableAmount>/, "")],
  ["an amount in words", (xml) => xml.replace(">100.00</cbc:TaxExclusiveAmount>", ">hundred</cbc:TaxExclusiveAmount>")],
  ["an amount without a currency", (xml) => xml.replace('<cbc:PayableAmount currencyID="SAR">', "<cbc:PayableAmount>")],
  ["a date in another form", (xml) => xml.replace(/<cbc:IssueDate>.*?</, "<cbc:IssueDate>01/03/2026<")],
])("BODY_CHECKS tell %s by the table of elements (D3)", async (_, change) => {
  const xml = change(foreignInvoice({ irn: irn(), sellerVat: device.vat, issueDate: "2026-03-01" }));
  const stamped = foreignStamp(xml, { key: stampKey(device), signingTime: "2026-03-01T09:00:00" });
  const reply = await send(simulator, device, "reporting", stamped);
  expect(reply.status).toBe(400);
  expect(codesIn(reply)).toContain("XSD_ZATCA_INVALID");
  expect(codesIn(reply).filter((code) => code.endsWith("QRCODE_INVALID") || code.startsWith("inv"))).toEqual([]);
});

test("SCHEMA_VALID is told in the caller's language (D4)", async () => {
  const reply = await call(`${simulator.url}/invoices/reporting/single`, {
    headers: { ...basic(device.production), "accept-language": "ar" },
    body: documentBody(simplified()),
  });
  expect(messagesIn(reply, "infoMessages")[0]?.message).toBe("متوافق مع معايير UBL 2.1 وفق مواصفات الهيئة");
});

test("IDENTITY_CHECKS tell a body hash that is not the document's (D5)", async () => {
  const reply = await send(simulator, device, "reporting", { ...simplified(), hash: simplified().hash });
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
  [
    "attributes in another order",
    {},
    (xml: string) => xml.replace("<cbc:Note languageID=", '<cbc:Note languageLocaleID="a" languageID='),
  ],
  ["a comment", {}, (xml: string) => xml.replace("<cbc:ProfileID>", "<!-- x --><cbc:ProfileID>")],
])("canonicalRemainder() agrees with the stamper on %s (D5)", async (_, fields, change = (xml: string) => xml) => {
  const xml = change(foreignInvoice({ irn: irn(), sellerVat: device.vat, issueDate: "2026-03-01", ...fields }));
  const stamped = foreignStamp(xml, { key: stampKey(device), signingTime: "2026-03-01T09:00:00" });
  const reply = await send(simulator, device, "reporting", stamped);
  expect(codesIn(reply)).toEqual([]);
  expect(reply.status).toBe(200);
});

test.each(["", "another"])("IDENTITY_CHECKS tell the body's UUID %j (D6)", async (uuid) => {
  const reply = await send(simulator, device, "reporting", simplified(), { uuid });
  expect(codesIn(reply)).toEqual(["INVOICE_UUID_VALIDATION"]);
  expect(messagesIn(reply, "errorMessages")[0]?.category).toBe("MISSING_UUID_IN_INVOICE");
});

test("IDENTITY_CHECKS tell a document on the wrong route (D7)", async () => {
  const reported = await send(simulator, device, "reporting", standard());
  const cleared = await send(simulator, device, "clearance", simplified());
  expect(messagesIn(reported, "errorMessages").map(({ message }) => message)).toEqual([
    "XML Submitted using reporting API is not a simplified document",
  ]);
  expect(messagesIn(cleared, "errorMessages").map(({ message }) => message)).toEqual([
    "XML Submitted using clearance API is not a standard document",
  ]);
  expect(cleared.json).toMatchObject({ clearanceStatus: "NOT_CLEARED", clearedInvoice: null });
});

test("IDENTITY_CHECKS tell another seller's VAT number (D8)", async () => {
  const reply = await send(simulator, device, "reporting", simplified({ sellerVat: "399999999900003" }));
  expect(codesIn(reply)).toEqual(["certificate-permissions"]);
});

const QR = /(<cbc:ID>QR<\/cbc:ID>[\s\S]*?text\/plain">)([^<]+)/;
const tagsOf = (qr: string): Buffer[] => {
  const bytes = Buffer.from(qr, "base64");
  const values: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 2 + (bytes[at + 1] ?? 0))
    values.push(bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)));
  return values;
};

/** A document whose QR code alone is another; the hash does not cover it. */
const withQr = (change: (tags: Buffer[], qr: string) => string) => {
  const document = simplified();
  return changed(document, QR, `$1${change(tagsOf(document.qr), document.qr)}`);
};

/** The same list with its first two entries the other way round. */
const swapFirstTags = (bytes: Buffer): Buffer => {
  const first = 2 + (bytes[1] ?? 0);
  const second = first + 2 + (bytes[first + 1] ?? 0);
  return Buffer.concat([bytes.subarray(first, second), bytes.subarray(0, first), bytes.subarray(second)]);
};

test.each<[string, () => Pick<Stamped, "xml" | "hash">]>([
  [
    "a missing code",
    () =>
      changed(
        simplified(),
        /<cac:AdditionalDocumentReference>\s*<cbc:ID>QR[\s\S]*?<\/cac:AdditionalDocumentReference>/,
        "",
      ),
  ],
  ["bytes that are no list", () => withQr(() => "AAAA")],
  [
    "a value longer than the code",
    () => withQr((_, qr) => Buffer.from(qr, "base64").subarray(0, -1).toString("base64")),
  ],
  ["eight tags", () => withQr((tags) => foreignQr(tags.slice(0, 8)))],
  ["a tag twice", () => withQr((tags) => foreignQr([...tags, ...tags.slice(0, 1)]))],
  ["two tags changed about", () => withQr((_, qr) => swapFirstTags(Buffer.from(qr, "base64")).toString("base64"))],
])("QR_CHECKS tell %s (D10)", async (_, make) => {
  const reply = await send(simulator, device, "reporting", make());
  expect(codesIn(reply)).toEqual(["QRCODE_INVALID"]);
  expect(messagesIn(reply, "errorMessages")[0]?.category).toBe("QRCODE_VALIDATION");
});

test("decodeQr() takes a seller name past 127 bytes in the longer form only (D10)", async () => {
  const sellerName = "م".repeat(70); // 140 bytes
  const document = simplified({ sellerName });
  const oneByte = await send(simulator, device, "reporting", document);
  const longForm = (qr: string): string => {
    const bytes = Buffer.from(qr, "base64");
    return Buffer.concat([Buffer.from([1, 0x81, 140]), bytes.subarray(2)]).toString("base64");
  };
  const twoBytes = await send(simulator, device, "reporting", changed(document, QR, `$1${longForm(document.qr)}`));
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
  const document = withQr((tags) =>
    foreignQr(tags.map((value, index) => (index + 1 === tag ? Buffer.from("0") : value))),
  );
  expect(codesIn(await send(simulator, device, "reporting", document))).toEqual([code]);
});

test("QR_CHECKS read an issue time in UTC as Riyadh's (D11)", async () => {
  const document = simplified({ issueDate: "2026-02-28", issueTime: "22:30:00Z" });
  const asWritten = await send(simulator, device, "reporting", document);
  const tags = tagsOf(document.qr).map((value, index) => (index === 2 ? Buffer.from("2026-03-01T01:30:00") : value));
  const local = await send(simulator, device, "reporting", changed(document, QR, `$1${foreignQr(tags)}`));
  expect(codesIn(asWritten)).toEqual(["invoiceTimeStamp_QRCODE_INVALID"]);
  expect(codesIn(local)).toEqual([]);
});

test("STAMP_CHECKS tell a missing stamp on a simplified document (D16)", async () => {
  const reply = await send(simulator, device, "reporting", unstamped({ subtype: "0200000" }));
  expect(codesIn(reply)).toEqual(["QRCODE_INVALID", "invalid-digital-signature"]);
});

test("STAMP_CHECKS tell a signature by another key (D16)", async () => {
  const unsigned = foreignInvoice({ irn: irn(), sellerVat: device.vat, issueDate: "2026-03-01" });
  const key = { privateKey: sibling.privateKey, certificate: stampKey(device).certificate };
  const reply = await send(
    simulator,
    device,
    "reporting",
    foreignStamp(unsigned, { key, signingTime: "2026-03-01T09:00:00" }),
  );
  expect(codesIn(reply)).toEqual(["invalid-digital-signature"]);
  expect(messagesIn(reply, "errorMessages")[0]).toMatchObject({
    category: "SIGNATURE_ERRORS",
    message: "Invalid digital signature",
  });
});

test("STAMP_CHECKS tell a signed digest that is not the document's (D17)", async () => {
  const other = simplified().hash;
  const document = changed(simplified(), /(<ds:DigestValue>)[^<]{44}(<)/, `$1${other}$2`);
  expect(codesIn(await send(simulator, device, "reporting", document))).toEqual(["invalid-invoice-hash"]);
});

test.each<[string, string | RegExp, string]>([
  ["another signing time", /(<xades:SigningTime>)[^<]+/, "$12026-03-01T08:59:59"],
  ["one blank more inside", "<xades:Cert>", " <xades:Cert>"],
])("STAMP_CHECKS tell %s in the signed properties (D18)", async (_, from, to) => {
  const reply = await send(simulator, device, "reporting", changed(simplified(), from, to));
  expect(codesIn(reply)).toEqual(["signed-properties-hashing"]);
});

test("STAMP_CHECKS tell signed properties whose digest is right and whose white space is not the template's (D18)", async () => {
  const { hexDigest, signedPropertiesText } = await import("../../simulator/fatoora/xml/signed-properties.ts");
  const { XmlDocument } = await import("libxml2-wasm");
  const loose = changed(simplified(), "<xades:Cert>", " <xades:Cert>");
  const document = XmlDocument.fromBuffer(loose.xml);
  const digest = hexDigest(signedPropertiesText(document) ?? "");
  document.dispose();
  const xml = loose.xml.toString().replace(/(<ds:Reference Type[\s\S]*?<ds:DigestValue>)[^<]+/, `$1${digest}`);
  const reply = await send(simulator, device, "reporting", { ...loose, xml: Buffer.from(xml) });
  expect(messagesIn(reply, "errorMessages").map(({ message }) => message)).toEqual([
    expect.stringContaining("white space"),
  ]);
});

test.each<[string, string | RegExp, string, readonly string[], readonly string[]]>([
  [
    "digest",
    /(<xades:CertDigest>[\s\S]*?<ds:DigestValue>)[^<]/,
    "$1A",
    ["signed-properties-hashing", "certificate-digest"],
    [],
  ],
  ["serial number", /(<ds:X509SerialNumber>)\d/, "$19", ["signed-properties-hashing", "certificate-serial-number"], []],
  ["issuer", "CA, DC", "CA,DC", ["signed-properties-hashing"], ["certificate-issuer-name"]],
])("STAMP_CHECKS tell a certificate's wrong %s (D19)", async (_, from, to, errors, warnings) => {
  const reply = await send(simulator, device, "reporting", changed(simplified(), from, to));
  expect(codesIn(reply)).toEqual(errors);
  expect(codesIn(reply, "warningMessages")).toEqual(warnings);
});

const signedBySibling = (): Stamped => {
  const unsigned = foreignInvoice({
    irn: irn(),
    sellerVat: device.vat,
    issueDate: "2026-03-01",
    issueTime: "12:00:00",
  });
  return foreignStamp(unsigned, { key: stampKey(sibling), signingTime: "2026-03-01T09:00:00" });
};

test("STAMP_CHECKS warn of another certificate of the same taxpayer on reporting (D20)", async () => {
  const reply = await send(simulator, device, "reporting", signedBySibling());
  expect(reply.status).toBe(202);
  expect(codesIn(reply, "warningMessages")).toEqual(["invalid-signing-certificate"]);
  expect(reply.json).toMatchObject({ reportingStatus: "REPORTED", validationResults: { status: "WARNING" } });
});

test("STAMP_CHECKS refuse another certificate in a compliance check, and a stranger's everywhere (D20)", async () => {
  const checked = await check(signedBySibling());
  await using elsewhere = await startSimulator({ clock: () => now });
  const stranger = await onboard(elsewhere, NOW);
  const reported = await send(simulator, device, "reporting", stampedBy(stranger, NOW, { irn: irn() }));
  expect(codesIn(checked)).toEqual(["invalid-signing-certificate"]);
  expect(codesIn(reported)).toEqual(["invalid-signing-certificate"]);
});

test.each([
  ["in the future", "2026-03-01T09:01:01"],
  ["before the certificate", "2026-02-28T09:00:00"],
  ["in Riyadh's time", "2026-03-01T12:00:00"],
  ["in another form", "2026-03-01 09:00:00"],
])("STAMP_CHECKS tell a signing time %s (D21)", async (_, signingTime) => {
  const unsigned = foreignInvoice({ irn: irn(), sellerVat: device.vat, issueDate: "2026-03-01" });
  const reply = await send(
    simulator,
    device,
    "reporting",
    foreignStamp(unsigned, { key: stampKey(device), signingTime }),
  );
  expect(messagesIn(reply, "errorMessages").map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Invalid signing time: /),
  ]);
});

test("LATENESS_CHECKS warn after 24 hours, and not on clearance (D23)", async () => {
  const [inTime, late, cleared] = [simplified(), simplified(), standard()];
  now = NOW + 24 * HOUR;
  const first = await send(simulator, device, "reporting", inTime);
  now += 1000;
  const second = await send(simulator, device, "reporting", late);
  const third = await send(simulator, device, "clearance", cleared);
  now = NOW;
  expect([first.status, second.status, third.status]).toEqual([200, 202, 200]);
  expect(messagesIn(second, "warningMessages")).toEqual([
    {
      type: "WARNING",
      code: "BR-KSA-98",
      category: "KSA",
      message: "[BR-KSA-98] - The simplified invoice should be submitted within 24 hours of issuing the invoice.",
      status: "WARNING",
    },
  ]);
});

test("submit() answers 409 to a document reported within 24 hours, in the live shape (D24)", async () => {
  const document = simplified();
  const first = await send(simulator, device, "reporting", document);
  now = NOW + 24 * HOUR - 1;
  const again = await send(simulator, device, "reporting", document);
  now = NOW + 24 * HOUR;
  const nextDay = await send(simulator, device, "reporting", document);
  now = NOW;
  expect([first.status, again.status, nextDay.status]).toEqual([200, 409, 200]);
  expect(again.json).toEqual({
    validationResults: {
      infoMessages: [],
      warningMessages: [],
      errorMessages: [
        {
          type: "ERROR",
          code: "Invoice-Errors",
          category: "Duplicate-Invoice",
          message: "Invoice was already Reported successfully earlier.",
          status: "ERROR",
        },
      ],
      status: "ERROR",
    },
    reportingStatus: "NOT_REPORTED",
  });
});

test("submit() answers 208 to a document cleared within 24 hours, with the cleared form again (D24)", async () => {
  const document = standard();
  const first = await send(simulator, device, "clearance", document);
  const again = await send(simulator, device, "clearance", document);
  expect([first.status, again.status]).toEqual([200, 208]);
  expect(again.json).toEqual(first.json);
});

test("submit() judges a rejected document again when it comes again (D24)", async () => {
  const bad = simplified({ sellerVat: "399999999900003" });
  const statuses = [
    (await send(simulator, device, "reporting", bad)).status,
    (await send(simulator, device, "reporting", bad)).status,
  ];
  const received = simulator.admin.documents().filter(({ hash }) => hash === bad.hash);
  expect(statuses).toEqual([400, 400]);
  expect(received).toMatchObject([{ attempts: 2, isAccepted: false, verdict: "ERROR" }]);
});

test("submit() repeats compliance checks without a duplicate answer (D24)", async () => {
  const document = byCompliance();
  expect([(await check(document)).status, (await check(document)).status]).toEqual([200, 200]);
});

test("submit() marks no step for a document that failed its check (D25)", async () => {
  const { reply: _, ...fresh } = await requestCompliance(simulator);
  const half: Device = { ...fresh, production: fresh.compliance };
  const document = stampedBy(half, NOW, { irn: irn(), sellerVat: "399999999900003" }, half.compliance);
  const reply = await check(document, half);
  const asked = await call(`${simulator.url}/production/csids`, {
    headers: basic(half.compliance),
    body: { compliance_request_id: half.compliance.requestId },
  });
  expect(reply.status).toBe(400);
  expect(reply.json).toMatchObject({ reportingStatus: "NOT_REPORTED", clearanceStatus: null, qrSellertStatus: null });
  expect(asked.text).toContain("simplified-compliant");
});

test("submit() answers a compliance check with warnings by 200, or 202 where the switch says so", async () => {
  const unsigned = foreignInvoice({ irn: irn(), sellerVat: device.vat, issueDate: "2026-03-01" });
  const key = stampKey(device, device.compliance);
  const document = foreignStamp(unsigned, { key, signingTime: "2026-03-01T09:00:00", issuer: "CN=Somebody" });
  const usual = await check(document);
  simulator.admin.turn({ complianceWarningStatus: 202 });
  const switched = await check(document);
  simulator.admin.turn({ complianceWarningStatus: 200 });
  expect([usual.status, switched.status]).toEqual([200, 202]);
  expect(codesIn(usual, "warningMessages")).toEqual(["certificate-issuer-name"]);
  expect(usual.json).toMatchObject({ validationResults: { status: "WARNING" }, reportingStatus: "REPORTED" });
});

test("clear() stamps a standard document with the gateway's own seal and eight tags, and keeps its hash", async () => {
  for (const document of [standard(), unstamped()]) {
    const reply = await send(simulator, device, "clearance", document);
    expect(reply.json).toMatchObject({ clearanceStatus: "CLEARED" });
    const { clearedInvoice } = JSON.parse(reply.text);
    const cleared = Buffer.from(clearedInvoice, "base64");
    expect(foreignHash(cleared)).toBe(document.hash);
    const { readInvoice } = await import("../../simulator/fatoora/invoice.ts");
    const reading = readInvoice(cleared);
    if (typeof reading === "string") throw new Error(reading);
    expect(reading.schemaFaults).toEqual([]);
    expect(Array.isArray(reading.qr) && reading.qr.map(({ tag }) => tag)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(reading.stamp?.certificateText).not.toBe(stampKey(device).certificate);
  }
});

test("STAMP_CHECKS leave an unstamped standard document alone, and judge a stamp that is there (D10, D16)", async () => {
  const bare = await send(simulator, device, "clearance", unstamped());
  const broken = await send(simulator, device, "clearance", changed(standard(), QR, "$1AAAA"));
  const forged = await send(simulator, device, "clearance", changed(standard(), /(<ds:SignatureValue>)..../, "$1AAAA"));
  expect(codesIn(bare)).toEqual([]);
  expect(codesIn(broken)).toEqual(["QRCODE_INVALID"]);
  expect(codesIn(forged)).toEqual(["invalid-digital-signature"]);
});

test("judge() tells every finding at once, in the order of the service", async () => {
  const document = changed(simplified({ sellerVat: "399999999900003" }), "كتاب", "دفتر");
  const reply = await send(simulator, device, "reporting", document, { uuid: "x" });
  expect(codesIn(reply)).toEqual([
    "invalid-invoice-hash",
    "INVOICE_UUID_VALIDATION",
    "certificate-permissions",
    "invoiceHash_QRCODE_INVALID",
    "invalid-digital-signature",
    "invalid-invoice-hash",
  ]);
});
