// Rules of the Kingdom about identity, time, parties and stamp whose breach rejects a document.
import { all, type Element } from "../xml/element.ts";
import { BUYER_SCHEMES, KSA_DOCUMENT_TYPES, MIME_CODES } from "./codes.ts";
import {
  ADDRESS,
  BUYER,
  EMBEDDED,
  GROUP_CATEGORY,
  IDENTIFICATION,
  LINE,
  REFERENCE,
  SELLER,
  SIGNATURE_INFORMATION,
  VAT_NUMBER,
} from "./paths.ts";
import {
  filled,
  has,
  isNote,
  isSimplified,
  isSummary,
  lengthOf,
  type Row,
  type RuleContext,
  rules,
  transactionCode,
  value,
} from "./rule.ts";

const VAT_FORMAT = /^3\d{13}3$/;
const SIGNATURE_ID = "urn:oasis:names:specification:ubl:signature:1";
const SIGNATURE_METHOD = "urn:oasis:names:specification:ubl:dsig:enveloped:xades";

const reference = (invoice: Element, id: string): Element | undefined =>
  all(invoice, REFERENCE).find((one) => value(one, "cbc:ID") === id);

const qrIsTooLong = (invoice: Element): boolean => {
  const qr = reference(invoice, "QR");
  const text = qr === undefined ? undefined : all(qr, EMBEDDED)[0]?.text;
  return text !== undefined && (lengthOf(text) < 1 || lengthOf(text) > 1000);
};

const hasNoCounter = (invoice: Element): boolean =>
  reference(invoice, "ICV") === undefined || !filled(invoice, `${REFERENCE}/cbc:UUID`);

const isSameVat = (invoice: Element): boolean =>
  value(invoice, `${SELLER}/${VAT_NUMBER}`) !== "" &&
  value(invoice, `${SELLER}/${VAT_NUMBER}`) === value(invoice, `${BUYER}/${VAT_NUMBER}`);

/** The document's own date, and those of the documents it refers to. */
const ISSUE_DATES = [
  "cbc:IssueDate",
  "cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate",
  `${LINE}/cac:DocumentReference/cbc:IssueDate`,
];

const RIYADH_OFFSET = 3 * 3_600_000;

const isTomorrow = (issueDate: Element, { subject }: RuleContext): boolean => {
  const today = new Date(subject.now + RIYADH_OFFSET).toISOString().slice(0, 10);
  return /^\d{4}-\d\d-\d\d$/.test(issueDate.text.trim()) && issueDate.text.trim() > today;
};

const needsNationalId = (category: Element, { invoice }: RuleContext): boolean =>
  ["VATEX-SA-EDU", "VATEX-SA-HEA"].includes(value(category, "cbc:TaxExemptionReasonCode")) &&
  !all(invoice, `${BUYER}/${IDENTIFICATION}`).some((id) => id.attributes["schemeID"] === "NAT");

const lacksReason = (invoice: Element): boolean => {
  const means = all(invoice, "cac:PaymentMeans");
  return isNote(invoice) && (means.length === 0 || means.some((one) => !has(one, "cbc:InstructionNote")));
};

const DATES = [
  "cbc:IssueDate",
  "cbc:DueDate",
  "cbc:TaxPointDate",
  "cac:Delivery/cbc:ActualDeliveryDate",
  "cac:Delivery/cbc:LatestDeliveryDate",
  "cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate",
  `${LINE}/cac:DocumentReference/cbc:IssueDate`,
];

const isNoDate = ({ text }: Element): boolean =>
  !/^[2-9]\d{3}-\d\d-\d\d$/.test(text) || new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) !== text;

const isSelfBilled = (invoice: Element): boolean => transactionCode(invoice)[6] === "1";

/** Looked at where something else than the previous hash is embedded: in practice, the QR code of a stamp. */
const lacksStampPart =
  (path: string, expected: string) =>
  (invoice: Element): boolean =>
    isSimplified(invoice) &&
    all(invoice, REFERENCE)
      .filter((one) => value(one, "cbc:ID") !== "PIH" && has(one, "cac:Attachment"))
      .some((one) => !filled(one, EMBEDDED) || value(invoice, path) !== expected);

const ROWS: readonly Row[] = [
  ["BR-KSA-03", "", (e) => !/^[\w.-]+/.test(value(e, "cbc:UUID"))],
  ["BR-CL-KSA-14", "", qrIsTooLong],
  ["BR-KSA-33", "", hasNoCounter],
  ["BR-KSA-34", "", (e) => /\D/.test(value(reference(e, "ICV") ?? e, "cbc:UUID")) && !hasNoCounter(e)],
  [
    "BR-KSA-92",
    "",
    (e) => /^0[12].{6}1$/.test(transactionCode(e)) && !filled(e, "cac:ContractDocumentReference/cbc:ID"),
  ],
  ["BR-CUSTOM-VALIDATION-01", "", isSameVat],
  [
    "BR-KSA-39",
    "",
    (e) =>
      !filled(e, `${SELLER}/${VAT_NUMBER}`) ||
      !all(e, `${SELLER}/cac:PartyTaxScheme`).some((one) => value(one, "cac:TaxScheme/cbc:ID") === "VAT"),
  ],
  ["BR-KSA-68", "", (e) => !filled(e, "cbc:TaxCurrencyCode")],
  ["BR-KSA-70", "", (e) => !/^([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?$/.test(value(e, "cbc:IssueTime"))],
  ["BR-KSA-49", GROUP_CATEGORY, needsNationalId],
  ["BR-KSA-04", ISSUE_DATES, isTomorrow],
  ["BR-KSA-05", "cbc:InvoiceTypeCode", (e) => e.text.trim() !== "" && !KSA_DOCUMENT_TYPES.has(e.text.trim())],
  ["BR-KSA-06", "cbc:InvoiceTypeCode", (_, { invoice }) => !/^0[12][01]{5,7}$/.test(transactionCode(invoice))],
  ["BR-KSA-07", "", (e) => transactionCode(e)[4] === "1" && isSelfBilled(e)],
  ["BR-KSA-14", `${BUYER}/${IDENTIFICATION}`, (e) => !BUYER_SCHEMES.has((e.attributes["schemeID"] ?? "").trim())],
  ["BR-KSA-17", "", lacksReason],
  ["BR-KSA-28", "", lacksStampPart(`${SIGNATURE_INFORMATION}/cbc:ID`, SIGNATURE_ID)],
  ["BR-KSA-30", "", lacksStampPart("cac:Signature/cbc:SignatureMethod", SIGNATURE_METHOD)],
  ["BR-KSA-31", "", (e) => /^02/.test(transactionCode(e)) && !/^02[01]{4}0/.test(transactionCode(e))],
  [
    "BR-KSA-40",
    "",
    (e) => filled(e, `${SELLER}/${VAT_NUMBER}`) && !VAT_FORMAT.test(value(e, `${SELLER}/${VAT_NUMBER}`)),
  ],
  ["BR-KSA-44", `${BUYER}/${VAT_NUMBER}`, (e) => e.text !== "" && !VAT_FORMAT.test(e.text)],
  [
    "BR-KSA-72",
    `${BUYER}/${ADDRESS}/cac:Country`,
    (e, { invoice }) =>
      value(e, "cbc:IdentificationCode") === "SA" &&
      isSummary(invoice) &&
      !(has(invoice, "cac:Delivery/cbc:ActualDeliveryDate") && has(invoice, "cac:Delivery/cbc:LatestDeliveryDate")),
  ],
  ["BR-KSA-CL-03", `${REFERENCE}/${EMBEDDED}`, (e) => !MIME_CODES.has((e.attributes["mimeCode"] ?? "").trim())],
  ["BR-KSA-F-01", DATES, isNoDate],
  [
    "BR-KSA-F-06-C22",
    "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
    ({ text }, { invoice }) => isNote(invoice) && (lengthOf(text) < 1 || lengthOf(text) > 5000),
  ],
  ["BR-KSA-EN16931-01", "", (e) => value(e, "cbc:ProfileID") !== "reporting:1.0"],
];

/** The rules, grouped by what they look at. */
export const KSA_DOCUMENT_ERRORS = rules(ROWS);
