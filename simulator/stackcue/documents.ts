// The documents of the middleware's interface (reference: stackcue D1): what a request must hold, and its chain.
import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { encodeQr } from "../fatoora/qr.ts";

export type Json = Readonly<Record<string, unknown>>;

/** What every document body holds, section by section. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  Stackcue: ["documentType", "stackcueComplianceIdentifier", "isExport"],
  Invoice: [
    "id",
    "issueDate",
    "issueTime",
    "invoiceCounterValue",
    "actualDeliveryDate",
    "paymentMeansCode",
    "PIHvalue",
  ],
  Seller: [
    "partyIdentificationId",
    "streetName",
    "buildingNumber",
    "cityName",
    "postalZone",
    "companyID",
    "registrationName",
  ],
};
const LINE = [
  "lineID",
  "invoicedQuantity",
  "invoicedQuantityUnit",
  "currency",
  "name",
  "categoriesCode",
  "vatPercentage",
  "grossAmount",
];
const LISTS = ["DocumentAllowances", "DocumentCharges", "prePaidDocuments", "Lineitems"];

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object at a key; empty where there is none. */
export const section = (body: Json, key: string): Json => {
  const value = body[key];
  return isObject(value) ? value : {};
};

/** Everything that is missing from a document body; `type` is the document type its path is for. */
export const missingIn = (body: Json, type: RegExp): readonly string[] => {
  const sections = Object.entries(REQUIRED).flatMap(([name, keys]) =>
    keys.filter((key) => section(body, name)[key] === undefined).map((key) => `${name}.${key} is required`),
  );
  const lists = LISTS.filter((name) => !Array.isArray(body[name])).map((name) => `${name} must be a list`);
  const lines = Array.isArray(body["Lineitems"]) ? body["Lineitems"].filter(isObject) : [];
  const items = lines.flatMap((line) =>
    LINE.filter((key) => line[key] === undefined).map((key) => `Lineitems.${key} is required`),
  );
  const isRight = type.test(String(section(body, "Stackcue")["documentType"]));
  const isNote = /Note$/.test(String(section(body, "Stackcue")["documentType"]));
  const invoice = section(body, "Invoice");
  const note = isNote && (!invoice["referanceInvoiceID"] || !invoice["reasonForCreditOrDebitNote"]);
  return [
    ...sections,
    ...lists,
    ...items,
    ...(lines.length === 0 ? ["Lineitems must not be empty"] : []),
    ...(isRight ? [] : ["Stackcue.documentType does not fit this address"]),
    ...(note ? ["a note needs referanceInvoiceID and reasonForCreditOrDebitNote"] : []),
  ];
};

/** What the middleware makes of a document: its own hash, its own signature in a QR code. */
export const signed = (body: Json): { readonly hash: string; readonly qr: string; readonly uuid: string } => {
  const hash = createHash("sha256").update(JSON.stringify(body)).digest();
  const { privateKey, publicKey } = KEY;
  const invoice = section(body, "Invoice");
  const seller = section(body, "Seller");
  const values = [
    String(seller["registrationName"]),
    String(seller["companyID"]),
    `${invoice["issueDate"]}T${invoice["issueTime"]}`,
    "0.00",
    "0.00",
    hash.toString("base64"),
    sign("sha256", hash, privateKey).toString("base64"),
  ].map((text) => Buffer.from(text));
  const qr = encodeQr([...values, publicKey.export({ type: "spki", format: "der" })]).toString("base64");
  return { hash: hash.toString("base64"), qr, uuid: randomUUID() };
};

const KEY = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
