// What the European core rules look at (EN 16931 as the authority adapted it, SDK 3.4.8), in official order.
import type { Doc, Node } from "./support/node.ts";
import {
  attribute,
  type CategoryCode,
  everywhere,
  isAllowance,
  isCharge,
  isVatCategory,
} from "./support/vocabulary.ts";
import { is } from "./support/xpath.ts";
import { templatesOf } from "./template.ts";

const on = templatesOf("EN");

const BREAKDOWN_CATEGORY = "/*/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory";
const ITEM_CATEGORY = "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory";
const ADJUSTMENT_CATEGORY = "cac:AllowanceCharge/cac:TaxCategory";

const allowances = { where: isAllowance };
const charges = { where: isCharge };
const category = (code: CategoryCode) => ({ where: (node: Node) => isVatCategory(node, code) });
const categoryOf = (isKind: (adjustment: Node) => boolean, code: CategoryCode) => ({
  where: (node: Node) => node.parent !== undefined && isKind(node.parent) && isVatCategory(node, code),
});
const inCurrency = (codes: (doc: Doc) => readonly Node[]) => ({
  where: (node: Node, doc: Doc) => is(codes(doc), attribute(node, "currencyID") ?? ""),
});

export const EN = {
  additionalDocument: on("model", 32, "cac:AdditionalDocumentReference"),
  allowance: on("model", 31, "/Invoice/cac:AllowanceCharge", allowances),
  // Holds no rule, and so hides those of `nestedLineAllowance` from the lines of an invoice.
  lineAllowance: on("model", 31, "/Invoice/cac:InvoiceLine/cac:AllowanceCharge", allowances),
  charge: on("model", 31, "/Invoice/cac:AllowanceCharge", charges),
  lineCharge: on("model", 31, "cac:InvoiceLine/cac:AllowanceCharge", charges),
  totals: on("model", 30, "cac:LegalMonetaryTotal"),
  invoice: on("model", 28, "/Invoice"),
  line: on("model", 27, "cac:InvoiceLine"),
  nestedLineAllowance: on("model", 26, "cac:InvoiceLine/cac:AllowanceCharge", allowances),
  itemProperty: on("model", 25, "cac:AdditionalItemProperty"),
  paymentMeans: on("model", 24, "cac:PaymentMeans"),
  billingReference: on("model", 23, "cac:BillingReference"),
  sellerAddress: on("model", 22, "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress"),
  taxTotal: on("model", 21, "/Invoice/cac:TaxTotal"),
  breakdown: on("model", 20, "/Invoice/cac:TaxTotal/cac:TaxSubtotal"),
  exemptBreakdown: on("model", 19, BREAKDOWN_CATEGORY, category("E")),
  exemptAllowance: on("model", 18, ADJUSTMENT_CATEGORY, categoryOf(isAllowance, "E")),
  exemptItem: on("model", 17, ITEM_CATEGORY, category("E")),
  outOfScopeBreakdown: on("model", 16, BREAKDOWN_CATEGORY, category("O")),
  standardBreakdown: on("model", 13, BREAKDOWN_CATEGORY, category("S")),
  standardAllowance: on("model", 12, ADJUSTMENT_CATEGORY, categoryOf(isAllowance, "S")),
  standardCharge: on("model", 12, ADJUSTMENT_CATEGORY, categoryOf(isCharge, "S")),
  zeroBreakdown: on("model", 11, BREAKDOWN_CATEGORY, category("Z")),
  zeroAllowance: on("model", 10, ADJUSTMENT_CATEGORY, categoryOf(isAllowance, "Z")),
  zeroItem: on("model", 9, ITEM_CATEGORY, category("Z")),
  vatTotal: on(
    "VAT total",
    8,
    "Invoice/cac:TaxTotal/cbc:TaxAmount",
    inCurrency(everywhere("cbc:DocumentCurrencyCode")),
  ),
  vatTotalInSar: on(
    "VAT total in SAR",
    7,
    "Invoice/cac:TaxTotal/cbc:TaxAmount",
    inCurrency(everywhere("cbc:TaxCurrencyCode")),
  ),
  typeCode: on("codes", 6, "cbc:InvoiceTypeCode"),
  amount: on("codes", 5, [
    "cbc:Amount",
    "cbc:BaseAmount",
    "cbc:PriceAmount",
    "cbc:TaxAmount",
    "cbc:TaxableAmount",
    "cbc:LineExtensionAmount",
    "cbc:TaxExclusiveAmount",
    "cbc:TaxInclusiveAmount",
    "cbc:AllowanceTotalAmount",
    "cbc:ChargeTotalAmount",
    "cbc:PrepaidAmount",
    "cbc:PayableRoundingAmount",
    "cbc:PayableAmount",
  ]),
  documentCurrency: on("codes", 4, "cbc:DocumentCurrencyCode"),
  taxCurrency: on("codes", 3, "cbc:TaxCurrencyCode"),
  country: on("codes", 2, "cac:Country/cbc:IdentificationCode"),
  paymentCode: on("codes", 1, "cac:PaymentMeans/cbc:PaymentMeansCode"),
  categoryCode: on("codes", 0, [
    "/Invoice/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID",
    "/Invoice/cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID",
    "/Invoice/cac:AllowanceCharge/cac:TaxCategory/cbc:ID",
    "/Invoice/cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
  ]),
  standardItem: on("model", 12, ITEM_CATEGORY, category("S")),
} as const;
