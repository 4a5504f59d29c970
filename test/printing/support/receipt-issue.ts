// Issues documents for the pictures of the documentation: the product's own way from a till's JSON to a stamped document and
// its receipt, with a key, a clock and identifiers that are always the same, so that the pictures are too.
import { createHash } from "node:crypto";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { FIRST_PIH, type Pih, parseIcv, parseIrn, parseUuid, pihAfter } from "../../../agent/core/ids.ts";
import { approve, chain, seal } from "../../../agent/core/invoice/lifecycle.ts";
import { parseSeller } from "../../../agent/core/invoice/party.ts";
import { type ReceiptSetting, receiptOf } from "../../../agent/core/invoice/receipt.ts";
import type { ReceiptModel } from "../../../agent/core/receipt/model.ts";
import { riyadhTime } from "../../../agent/core/riyadh-time.ts";
import { judge } from "../../../agent/core/rules/judge.ts";
import type { StampCertificate } from "../../../agent/core/stamp/certificate-facts.ts";
import { stampDocument } from "../../../agent/core/stamp/stamp.ts";
import { ublInvoice } from "../../../agent/core/ubl/document.ts";
import { priced, right } from "../../support/pricing.ts";

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
const there = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("no such value");
  return value;
};

const SECRET = sha256("Khatm, a key for pictures only");
/** SubjectPublicKeyInfo of an uncompressed point on secp256k1, up to the point. */
const SPKI = Buffer.from("3056301006072a8648ce3d020106052b8104000a034200", "hex");
const sign = (data: Uint8Array): Uint8Array => secp256k1.sign(data, SECRET, { format: "der", prehash: true });

const CERTIFICATE: StampCertificate = {
  base64: sha256("no certificate").toString("base64"),
  issuerName: "CN=Pictures",
  serialNumber: "1",
  digest: sha256("no certificate").toString("hex"),
  publicKey: Buffer.concat([SPKI, secp256k1.getPublicKey(SECRET, false)]).toString("base64"),
  signature: Buffer.from(sign(Buffer.from("no certificate"))).toString("base64"),
  notBefore: 0,
  notAfter: 0,
  vat: undefined,
  functionalityMap: undefined,
};

export const SELLER_JSON = {
  name: { ar: "شركة مذاق الرياض للخدمات الغذائية المحدودة", en: "Riyadh Taste Catering Co. Ltd." },
  vat: "310175397400003",
  id: { scheme: "CRN", value: "1010305648" },
  address: {
    street: { ar: "طريق الملك فهد", en: "King Fahd Rd" },
    building: "2322",
    district: { ar: "العليا", en: "Al Olaya" },
    city: { ar: "الرياض", en: "Riyadh" },
    postalCode: "12214",
  },
};

const TERMS = { seller: right(parseSeller(SELLER_JSON)), arabicNames: "warn", strictVat: false } as const;

const SETTING: ReceiptSetting = {
  marks: [],
  header: [{ ar: "فرع العليا، هاتف +966 11 234 5678", en: "Olaya branch, tel. +966 11 234 5678" }],
  footer: [{ ar: "شكرًا لزيارتكم", en: "Thank you for your visit" }],
};

export interface Issuer {
  /** The receipt of a sale: priced, judged, chained, stamped. @throws Error with every finding when it is refused. */
  issue(sale: Readonly<Record<string, unknown>>): ReceiptModel;
}

/** A unit at its first document: 21 November 2026, 21:14 in Riyadh. */
export function openIssuer(): Issuer {
  let [count, pih]: [number, Pih] = [0, FIRST_PIH];
  return {
    issue: (sale) => {
      count++;
      const issuedAt = riyadhTime(Date.UTC(2026, 10, 21, 18, 14, 5) + count * 47_000);
      const link = {
        irn: there(parseIrn(`RT7-${String(480 + count).padStart(6, "0")}`)),
        uuid: there(parseUuid(uuidOf(count))),
        icv: there(parseIcv(count)),
        pih,
        issuedAt,
      };
      const invoice = priced({ reference: `docs/${count}`, ...sale }, TERMS);
      const approved = right(approve(invoice, judge(ublInvoice(invoice, link), { now: issuedAt, only: "document" })));
      const chained = chain(approved, link);
      const made = stampDocument(ublInvoice(chained, link), { certificate: CERTIFICATE, sign }, issuedAt);
      pih = pihAfter(made.hash);
      return receiptOf(seal(chained, made), SETTING);
    },
  };
}

function uuidOf(count: number): string {
  const hex = sha256(`document ${count}`).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
