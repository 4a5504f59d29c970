// Rules of the Kingdom about the parts of a document whose breach is told and forgiven.
import { all, type Element } from "../xml/element.ts";
import { PAYMENT_MEANS } from "./codes.ts";
import { EMBEDDED, LINE, REFERENCE, SIGNATURE_INFORMATION } from "./paths.ts";
import {
  attribute,
  filled,
  has,
  hasKind,
  isNote,
  isSimplified,
  type Row,
  rules,
  transactionCode,
  value,
} from "./rule.ts";

const SIGNATURE = "urn:oasis:names:specification:ubl:signature:Invoice";

const isNoText = (reference: Element): boolean =>
  !filled(reference, EMBEDDED) || attribute(reference, EMBEDDED, "mimeCode").trim() !== "text/plain";

const lacksText =
  (id: string) =>
  (invoice: Element): boolean => {
    const found = all(invoice, REFERENCE).find((one) => value(one, "cbc:ID") === id);
    return found === undefined || isNoText(found);
  };

/** Looked at where something else than the previous hash is embedded: in practice, the QR code of a stamp. */
const stampIsUnnamed = (invoice: Element): boolean =>
  isSimplified(invoice) &&
  all(invoice, REFERENCE).some((one) => value(one, "cbc:ID") !== "PIH" && has(one, "cac:Attachment")) &&
  (value(invoice, "cac:Signature/cbc:ID") !== SIGNATURE ||
    value(invoice, `${SIGNATURE_INFORMATION}/sbc:ReferencedSignatureID`) !== SIGNATURE);

const lacksSupplyDate = (invoice: Element): boolean =>
  /^01/.test(transactionCode(invoice)) &&
  value(invoice, "cbc:InvoiceTypeCode") === "388" &&
  !filled(invoice, "cac:Delivery/cbc:ActualDeliveryDate");

const supplyEndsEarly = (delivery: Element): boolean =>
  filled(delivery, "cbc:ActualDeliveryDate") &&
  has(delivery, "cbc:LatestDeliveryDate") &&
  value(delivery, "cbc:LatestDeliveryDate") < value(delivery, "cbc:ActualDeliveryDate");

const lacksOriginal = (invoice: Element): boolean => {
  const references = all(invoice, "cac:BillingReference");
  return (
    isNote(invoice) &&
    (references.length === 0 || references.some((one) => !filled(one, "cac:InvoiceDocumentReference/cbc:ID")))
  );
};

const isOddLength = (invoice: Element): boolean => !/^.{7,9}$/.test(transactionCode(invoice));

const ROWS: readonly Row[] = [
  ["BR-KSA-15", "", lacksSupplyDate],
  [
    "BR-KSA-16",
    "cac:PaymentMeans/cbc:PaymentMeansCode",
    (e, { invoice }) => hasKind(invoice) && !PAYMENT_MEANS.has(e.text.trim()),
  ],
  ["BR-KSA-26", REFERENCE, (e) => value(e, "cbc:ID") === "PIH" && has(e, "cac:Attachment") && isNoText(e)],
  ["BR-KSA-27", "", (e) => isSimplified(e) && lacksText("QR")(e)],
  ["BR-KSA-29", "", stampIsUnnamed],
  ["BR-KSA-35", "cac:Delivery", (e) => has(e, "cbc:LatestDeliveryDate") && !filled(e, "cbc:ActualDeliveryDate")],
  ["BR-KSA-36", "cac:Delivery", supplyEndsEarly],
  ["BR-KSA-56", "", lacksOriginal],
  ["BR-KSA-60", "", (e) => /^02/.test(transactionCode(e)) && !has(e, "cac:Signature")],
  ["BR-KSA-61", "", lacksText("PIH")],
  ["BR-KSA-F-06-C40", "cbc:InvoiceTypeCode", (_, { invoice }) => isOddLength(invoice)],
  ["BR-KSA-F-C-01", `${LINE}/cac:Item/cbc:Name`, ({ text }) => /^\p{Nd}+$/u.test(text)],
];

/** The rules, in the order of their codes. */
export const KSA_DOCUMENT_WARNINGS = rules(ROWS);
