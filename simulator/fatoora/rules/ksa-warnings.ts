// Rules of the Kingdom about parties, parts and taxes whose breach is told and forgiven.
import { all, type Element } from "../xml/element.ts";
import { EXEMPTIONS, PAYMENT_MEANS, SELLER_SCHEMES } from "./codes.ts";
import {
  adjustments,
  attribute,
  categoryOf,
  filled,
  has,
  isNote,
  isSimplified,
  isStandard,
  isSummary,
  type Row,
  type RuleContext,
  rules,
  transactionCode,
  value,
} from "./rule.ts";

const LINE = "cac:InvoiceLine";
const CATEGORY = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory";
const SELLER = "cac:AccountingSupplierParty/cac:Party";
const BUYER = "cac:AccountingCustomerParty/cac:Party";
const ID = "cac:PartyIdentification/cbc:ID";
const ADDRESS = "cac:PostalAddress";
const REFERENCE = "cac:AdditionalDocumentReference";
const EMBEDDED = "cac:Attachment/cbc:EmbeddedDocumentBinaryObject";
const SIGNATURE = "urn:oasis:names:specification:ubl:signature:Invoice";
const REFERENCED =
  "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/sig:UBLDocumentSignatures/sac:SignatureInformation/sbc:ReferencedSignatureID";

const lacksText =
  (id: string) =>
  (invoice: Element): boolean => {
    const found = all(invoice, REFERENCE).find((one) => value(one, "cbc:ID") === id);
    return (
      found === undefined || !filled(found, EMBEDDED) || attribute(found, EMBEDDED, "mimeCode").trim() !== "text/plain"
    );
  };

const SELLER_ADDRESS = [
  "cbc:StreetName",
  "cbc:BuildingNumber",
  "cbc:CityName",
  "cbc:PostalZone",
  "cbc:CitySubdivisionName",
  "cac:Country/cbc:IdentificationCode",
];

const buyerIsSaudi = (invoice: Element): boolean =>
  value(invoice, `${BUYER}/${ADDRESS}/cac:Country/cbc:IdentificationCode`) === "SA";

const saudiBuyerLacksAddress = (invoice: Element): boolean =>
  isStandard(invoice) &&
  buyerIsSaudi(invoice) &&
  SELLER_ADDRESS.some((path) => !filled(invoice, `${BUYER}/${ADDRESS}/${path}`));

const buyerName = (invoice: Element): string => value(invoice, `${BUYER}/cac:PartyLegalEntity/cbc:RegistrationName`);

const reasonsAsk = (invoice: Element): boolean => {
  const codes = all(invoice, `${CATEGORY}/cbc:TaxExemptionReasonCode`).map(({ text }) => text.trim());
  return codes.length > 0 && codes.every((code) => code === "VATEX-SA-EDU" || code === "VATEX-SA-HEA");
};

/** The form of an identification by its scheme: code of the rule, scheme, pattern, and whose it is. */
const ID_FORMS: readonly (readonly [string, string, RegExp, readonly string[]])[] = [
  ["BR-KSA-F-07", "TIN", /^3\d{9}$/, [BUYER]],
  ["BR-KSA-F-08", "CRN", /^\d{10}$/, [SELLER, BUYER]],
  ["BR-KSA-F-09", "700", /^7\d{9}$/, [SELLER, BUYER]],
  ["BR-KSA-F-10", "NAT", /^1\d{9}$/, [BUYER]],
  ["BR-KSA-F-11", "IQA", /^2\d{9}$/, [BUYER]],
];

const RUNS = Array.from({ length: 10 }, (_, digit) => String(digit).repeat(8)).concat(["01234567"], ["76543210"]);

const isMadeUp = ({ text }: Element): boolean => /^\d+$/.test(text.trim()) && RUNS.some((run) => text.includes(run));

const lacksReason =
  (code: string) =>
  (category: Element): boolean =>
    categoryOf(category) === code && !filled(category, "cbc:TaxExemptionReasonCode");

const reasonIsStrange = (category: Element): boolean => {
  const allowed = EXEMPTIONS[categoryOf(category)];
  const code = value(category, "cbc:TaxExemptionReasonCode");
  if (allowed === undefined) return false;
  return code === "" ? !has(category, "cbc:TaxExemptionReasonCode") : !allowed.has(code);
};

const reasonLacksText = (category: Element): boolean =>
  categoryOf(category) in EXEMPTIONS &&
  has(category, "cbc:TaxExemptionReasonCode") &&
  !filled(category, "cbc:TaxExemptionReason");

const chargesLack =
  (path: string) =>
  (parent: Element): boolean =>
    adjustments(parent, "true").some((one) => !filled(one, path));

const standardBuyer =
  (test: (invoice: Element) => boolean) =>
  (_: Element, { invoice }: RuleContext): boolean =>
    isStandard(invoice) && test(invoice);

const isShortName = ({ text }: Element): boolean => /^\p{Nd}+$/u.test(text);

const ROWS: readonly Row[] = [
  [
    "BR-KSA-08",
    "",
    (e) => !all(e, `${SELLER}/${ID}`).some((id) => SELLER_SCHEMES.has((id.attributes["schemeID"] ?? "").trim())),
  ],
  ["BR-KSA-09", `${SELLER}/${ADDRESS}`, (e) => SELLER_ADDRESS.some((path) => !has(e, path))],
  [
    "BR-KSA-10",
    "",
    standardBuyer((e) =>
      ["cbc:StreetName", "cbc:CityName", "cac:Country/cbc:IdentificationCode"].some(
        (path) => !all(e, `${BUYER}/${ADDRESS}/${path}`)[0]?.text,
      ),
    ),
  ],
  [
    "BR-KSA-15",
    "",
    (e) =>
      /^01/.test(transactionCode(e)) &&
      value(e, "cbc:InvoiceTypeCode") === "388" &&
      !filled(e, "cac:Delivery/cbc:ActualDeliveryDate"),
  ],
  ["BR-KSA-16", "cac:PaymentMeans/cbc:PaymentMeansCode", (e) => !PAYMENT_MEANS.has(e.text.trim())],
  ["BR-KSA-19", "", chargesLack("cbc:AllowanceChargeReasonCode")],
  ["BR-KSA-20", LINE, chargesLack("cbc:AllowanceChargeReasonCode")],
  ["BR-KSA-21", "", chargesLack("cbc:AllowanceChargeReason")],
  ["BR-KSA-22", LINE, chargesLack("cbc:AllowanceChargeReason")],
  ["BR-KSA-23", CATEGORY, lacksReason("E")],
  ["BR-KSA-24", CATEGORY, lacksReason("O")],
  ["BR-KSA-69", CATEGORY, lacksReason("Z")],
  ["BR-KSA-83", CATEGORY, reasonLacksText],
  ["BR-KSA-CL-04", CATEGORY, reasonIsStrange],
  ["BR-KSA-25", "", (e) => /^02/.test(transactionCode(e)) && reasonsAsk(e) && buyerName(e) === ""],
  [
    "BR-KSA-26",
    `${REFERENCE}`,
    (e) =>
      value(e, "cbc:ID") === "PIH" &&
      has(e, "cac:Attachment") &&
      (!filled(e, EMBEDDED) || attribute(e, EMBEDDED, "mimeCode").trim() !== "text/plain"),
  ],
  ["BR-KSA-27", "", (e) => isSimplified(e) && lacksText("QR")(e)],
  [
    "BR-KSA-29",
    "",
    (e) =>
      isSimplified(e) &&
      has(e, `${REFERENCE}/cac:Attachment`) &&
      (value(e, "cac:Signature/cbc:ID") !== SIGNATURE || value(e, REFERENCED) !== SIGNATURE),
  ],
  ["BR-KSA-35", "cac:Delivery", (e) => has(e, "cbc:LatestDeliveryDate") && !filled(e, "cbc:ActualDeliveryDate")],
  [
    "BR-KSA-36",
    "cac:Delivery",
    (e) => has(e, "cbc:LatestDeliveryDate") && value(e, "cbc:LatestDeliveryDate") < value(e, "cbc:ActualDeliveryDate"),
  ],
  ["BR-KSA-37", SELLER, (e) => !/^\d{4}$/.test(value(e, `${ADDRESS}/cbc:BuildingNumber`))],
  ["BR-KSA-66", `${SELLER}/${ADDRESS}`, (e) => !/^\d{5}$/.test(value(e, "cbc:PostalZone"))],
  ["BR-KSA-42", BUYER, (_, { invoice }) => isStandard(invoice) && buyerName(invoice) === ""],
  [
    "BR-KSA-56",
    "",
    (e) =>
      isNote(e) &&
      (!has(e, "cac:BillingReference") ||
        all(e, "cac:BillingReference").some((one) => !filled(one, "cac:InvoiceDocumentReference/cbc:ID"))),
  ],
  ["BR-KSA-60", "", (e) => /^02/.test(transactionCode(e)) && !has(e, "cac:Signature")],
  ["BR-KSA-61", "", lacksText("PIH")],
  ["BR-KSA-63", "", saudiBuyerLacksAddress],
  [
    "BR-KSA-67",
    "",
    (e) => isStandard(e) && buyerIsSaudi(e) && !/^\d{5}$/.test(value(e, `${BUYER}/${ADDRESS}/cbc:PostalZone`)),
  ],
  ["BR-KSA-71", "", (e) => isSummary(e) && buyerName(e) === ""],
  [
    "BR-KSA-81",
    "",
    standardBuyer((e) => !has(e, `${BUYER}/cac:PartyTaxScheme/cbc:CompanyID`) && !filled(e, `${BUYER}/${ID}`)),
  ],
  ...ID_FORMS.map(
    ([code, scheme, form, parties]): Row => [
      code,
      parties.map((party) => `${party}/${ID}`),
      (e) => (e.attributes["schemeID"] ?? "").trim() === scheme && !form.test(e.text.trim()),
    ],
  ),
  ["BR-KSA-F-12", [`${SELLER}/${ID}`, `${BUYER}/${ID}`], (e) => /^\s|\s$/.test(e.attributes["schemeID"] ?? "")],
  ["BR-KSA-F-13", [`${SELLER}/${ID}`, `${BUYER}/${ID}`], isMadeUp],
  ["BR-KSA-F-C-01", `${LINE}/cac:Item/cbc:Name`, isShortName],
];

/** The rules, grouped by what they look at. */
export const KSA_WARNINGS = rules(ROWS);
