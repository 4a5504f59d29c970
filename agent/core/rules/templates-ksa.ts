// What the Kingdom's own rules look at (ZATCA business rules, SDK 3.4.8), in official order.
import type { Doc, Node } from "./support/node.ts";
import {
  ADJUSTMENTS,
  AMOUNT,
  anywhere,
  attribute,
  BASE_AMOUNT,
  codePart,
  EXEMPTION_CODE,
  fact,
  hasId,
  ID,
  isAllowance,
  isCharge,
  isVat,
  LINES,
} from "./support/vocabulary.ts";
import { anyNumber, exists, from, is, path, tidy } from "./support/xpath.ts";
import { templatesOf } from "./template.ts";

const on = templatesOf("KSA");

const BREAKDOWN_CATEGORY = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory";
const ITEM_CATEGORY = "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory";
const LINE_CATEGORY = "cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory";
const BUYER = "cac:AccountingCustomerParty/cac:Party";
const SELLER = "cac:AccountingSupplierParty/cac:Party";

const PREPAID = path("cac:LegalMonetaryTotal/cbc:PrepaidAmount");
const TYPE_CODE = path("cbc:InvoiceTypeCode");
const COUNTRY_CODE = path("cbc:IdentificationCode");
const CATEGORY_ID = path("cac:TaxCategory/cbc:ID");
const sellerVatNumbers = anywhere("cac:AccountingSupplierParty", "cac:Party/cac:PartyTaxScheme/cbc:CompanyID");

const hasPrepaid = fact(({ root }) => anyNumber(PREPAID(root), (amount) => amount > 0));
const documentAdjustmentsHaveAmount = fact(({ root }) => exists(from(ADJUSTMENTS(root), AMOUNT)));
const lineAdjustmentsHaveAmount = fact(({ root }) => exists(from(from(LINES(root), ADJUSTMENTS), AMOUNT)));

const isUntaxed = (node: Node): boolean => hasId(node, "Z") || hasId(node, "E") || hasId(node, "O");
const isProfile = (...codes: readonly string[]) => ({ where: (node: Node) => codes.includes(codePart(node, 1, 2)) });

function isStandardRated(node: Node): boolean {
  const adjustment = node.parent?.key === "cac:AllowanceCharge" ? node.parent : undefined;
  const isKind = adjustment === undefined || isAllowance(adjustment) || isCharge(adjustment);
  return isKind && hasId(node, "S") && isVat(node);
}

/** Base and amount need not stand in the same discount or charge: the official rule looks at all of one level. */
const hasBaseAndAmount = (node: Node, doc: Doc): boolean =>
  exists(BASE_AMOUNT(node)) &&
  (node.parent === doc.root ? documentAdjustmentsHaveAmount(doc) : lineAdjustmentsHaveAmount(doc));

/** Taxable amounts out of scope of VAT may be negative. */
function isNotOutOfScope(node: Node): boolean {
  const breakdown = node.parent;
  const isTaxable = node.key === "cbc:TaxableAmount" && breakdown?.parent?.parent?.key === "Invoice";
  return !isTaxable || breakdown === undefined || tidy(CATEGORY_ID(breakdown)) !== "O";
}

export const KSA = {
  party: on("custom", 50, ["cac:AccountingSupplierParty", "cac:AccountingCustomerParty"]),
  invoice: on("custom", 49, "/Invoice"),
  lineWithoutPrepaid: on("custom", 49, "/Invoice/cac:InvoiceLine", { where: (_, doc) => !hasPrepaid(doc) }),
  lineWithPrepaid: on("custom", 49, "/Invoice/cac:InvoiceLine", { where: (_, doc) => hasPrepaid(doc) }),
  citizenExemption: on("custom", 48, BREAKDOWN_CATEGORY, {
    where: (node) => ["VATEX-SA-EDU", "VATEX-SA-HEA"].some((code) => is(EXEMPTION_CODE(node), code)),
  }),
  issueDate: on("custom", 47, "cbc:IssueDate"),
  typeCode: on("custom", 46, "cbc:InvoiceTypeCode"),
  buyerId: on("custom", 44, `${BUYER}/cac:PartyIdentification/cbc:ID`),
  sellerAddress: on("custom", 43, `${SELLER}/cac:PostalAddress`),
  previousHash: on("custom", 41, "cac:AdditionalDocumentReference/cac:Attachment", {
    where: (node) => node.parent !== undefined && hasId(node.parent, "PIH"),
  }),
  attachment: on("custom", 40, "cac:AdditionalDocumentReference/cac:Attachment"),
  supplyEnd: on("custom", 39, "cac:Delivery/cbc:LatestDeliveryDate"),
  seller: on("custom", 38, SELLER),
  sellerTaxScheme: on("custom", 37, `${SELLER}/cac:PartyTaxScheme/cac:TaxScheme`, {
    where: (node, doc) => is(ID(node), "VAT") && exists(sellerVatNumbers(doc)),
  }),
  buyer: on("custom", 36, BUYER),
  lineVat: on("custom", 35, "cac:InvoiceLine/cac:TaxTotal"),
  categoryCode: on("custom", 35, [
    "/Invoice/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID",
    "/Invoice/cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID",
    "/Invoice/cac:AllowanceCharge/cac:TaxCategory/cbc:ID",
    "/Invoice/cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
  ]),
  untaxedBreakdown: on("custom", 33, `/*/${BREAKDOWN_CATEGORY}`, { where: isUntaxed }),
  buyerInKingdom: on("buyer address", 29, `${BUYER}/cac:PostalAddress/cac:Country`, {
    where: (node) => is(COUNTRY_CODE(node), "SA"),
  }),
  transaction: on("transaction", 28, "cbc:InvoiceTypeCode", isProfile("01", "02")),
  taxInvoice: on("supply date", 27, "cbc:InvoiceTypeCode", {
    where: (node, doc) => codePart(node, 1, 2) === "01" && is(TYPE_CODE(doc.root), "388"),
  }),
  note: on("notes", 25, "/Invoice", {
    where: (node) => is(TYPE_CODE(node), "381") || is(TYPE_CODE(node), "383"),
  }),
  simplified: on("simplified", 24, "cbc:InvoiceTypeCode", isProfile("02")),
  exported: on("export", 23, "cbc:InvoiceTypeCode", { where: (node) => codePart(node, 5, 1) === "1" }),
  buyerVatNumber: on("buyer", 22, `${BUYER}/cac:PartyTaxScheme/cbc:CompanyID`),
  invoicePercentages: on("percentages", 19, "/Invoice"),
  percent: on("percentages", 18, [
    "cac:AllowanceCharge/cac:TaxCategory/cbc:Percent",
    `${BREAKDOWN_CATEGORY}/cbc:Percent`,
    `${ITEM_CATEGORY}/cbc:Percent`,
  ]),
  linePercentages: on("percentages", 17, "cac:InvoiceLine"),
  documentCurrency: on("codes", 16, "cbc:DocumentCurrencyCode"),
  currencyAttribute: on(
    "codes of attributes",
    16,
    [
      "cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
      "cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount",
      "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount",
    ],
    { where: (node) => attribute(node, "currencyID") !== undefined },
  ),
  amount: on("codes", 15, [
    "cbc:Amount",
    "cbc:BaseAmount",
    "Invoice/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount",
    "Invoice/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
    "cbc:LineExtensionAmount",
    "cbc:PriceAmount",
    "cbc:TaxExclusiveAmount",
    "cbc:TaxInclusiveAmount",
    "cbc:AllowanceTotalAmount",
    "cbc:ChargeTotalAmount",
    "cbc:PrepaidAmount",
    "cbc:PayableRoundingAmount",
    "cbc:PayableAmount",
    "cac:InvoiceLine/cac:TaxTotal/cbc:TaxAmount",
    "cac:InvoiceLine/cac:TaxTotal/cbc:RoundingAmount",
    "cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
    "cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount",
  ]),
  attachedFile: on("codes", 14, "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"),
  untaxed: on("codes", 13, `Invoice/${BREAKDOWN_CATEGORY}`, { where: isUntaxed }),
  standardRated: on(
    "codes",
    13,
    ["cac:AllowanceCharge/cac:TaxCategory", BREAKDOWN_CATEGORY, ITEM_CATEGORY, LINE_CATEGORY],
    { where: isStandardRated },
  ),
  date: on("formats", 11, [
    "cbc:IssueDate",
    "cbc:DueDate",
    "cac:Delivery/cbc:ActualDeliveryDate",
    "cac:Delivery/cbc:LatestDeliveryDate",
    "cbc:TaxPointDate",
  ]),
  prepaymentTime: on("formats", 11, "cac:InvoiceLine/cac:DocumentReference/cbc:IssueTime"),
  indicator: on("formats", 10, "cac:AllowanceCharge/cbc:ChargeIndicator"),
  positiveAmount: on(
    "formats",
    9,
    [
      "Invoice/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount",
      "Invoice/cac:AllowanceCharge/cbc:Amount",
      "Invoice/cac:AllowanceCharge/cbc:BaseAmount",
      "Invoice/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
      "Invoice/cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
      "Invoice/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
      "Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
      "Invoice/cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount",
      "Invoice/cac:LegalMonetaryTotal/cbc:ChargeTotalAmount",
      "Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount",
      "Invoice/cac:TaxTotal/cbc:TaxAmount",
      "Invoice/cac:InvoiceLine/cac:AllowanceCharge/cbc:Amount",
      "Invoice/cac:InvoiceLine/cac:AllowanceCharge/cbc:BaseAmount",
      "Invoice/cac:InvoiceLine/cac:TaxTotal/cbc:TaxAmount",
      "Invoice/cac:InvoiceLine/cac:Price/cbc:PriceAmount",
      "Invoice/cac:InvoiceLine/cac:Price/cac:AllowanceCharge/cbc:Amount",
      "Invoice/cac:InvoiceLine/cac:Price/cac:AllowanceCharge/cbc:BaseAmount",
      "Invoice/cac:InvoiceLine/cbc:InvoicedQuantity",
      "Invoice/cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount",
      "Invoice/cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
      "Invoice/cac:TaxExchangeRate/cbc:CalculationRate",
    ],
    { where: isNotOutOfScope },
  ),
  invoiceModel: on("model", 8, "/Invoice"),
  taxCurrency: on("model", 7, "cbc:TaxCurrencyCode"),
  adjustment: on("model", 6, ["/Invoice/cac:AllowanceCharge", "/Invoice/cac:InvoiceLine/cac:AllowanceCharge"], {
    where: hasBaseAndAmount,
  }),
  baseAmount: on("model", 5, [
    "Invoice/cac:AllowanceCharge/cbc:BaseAmount",
    "cac:InvoiceLine/cac:AllowanceCharge/cbc:BaseAmount",
  ]),
  percentage: on("model", 4, "cac:AllowanceCharge/cbc:MultiplierFactorNumeric"),
  priceAdjustment: on("model", 3, "cac:InvoiceLine/cac:Price/cac:AllowanceCharge"),
  line: on("model", 2, "cac:InvoiceLine"),
  baseQuantity: on("model", 1, "cac:InvoiceLine/cac:Price/cbc:BaseQuantity"),
  grossPrice: on("gross price", 0, "cac:InvoiceLine/cac:Price/cac:AllowanceCharge/cbc:BaseAmount"),
  buyerContact: on("buyer", 22, `${BUYER}/cac:Contact`),
  exchange: on("custom", 22, ["/Invoice/cac:TaxExchangeRate", "cbc:DocumentCurrencyCode", "cbc:TaxCurrencyCode"]),
} as const;
