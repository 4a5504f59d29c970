// How long the texts of the document's head and lines may be (BR-KSA-F-06).
import type { Rule } from "../rule.ts";
import { limit } from "../support/limit.ts";
import type { Node } from "../support/node.ts";
import { lengthOf } from "../support/text.ts";
import {
  allLines,
  allowancesOf,
  anywhere,
  attribute,
  chargesOf,
  EXEMPTION_TEXT,
  everywhere,
  ID,
  lineAllowances,
  lineCharges,
  ownTexts,
  untaxedAdvanceCategories,
} from "../support/vocabulary.ts";
import { lengthFix, lengthMessage, says } from "../support/wording.ts";
import { attributes, path, type Sequence } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const billingReferences = everywhere("cac:BillingReference");

const ORDER = path("cac:OrderReference/cbc:ID");
const CONTRACT = path("cac:ContractDocumentReference/cbc:ID");
const NOTES = path("cbc:Note");
const NAME = path("cac:Item/cbc:Name");
const BUYERS_ITEM = path("cac:Item/cac:BuyersItemIdentification/cbc:ID");
const SELLERS_ITEM = path("cac:Item/cac:SellersItemIdentification/cbc:ID");
const STANDARD_ITEM = path("cac:Item/cac:StandardItemIdentification/cbc:ID");
const QUANTITY = path("cbc:InvoicedQuantity");
const BASE_QUANTITY = path("cac:Price/cbc:BaseQuantity");
const ORIGINAL = path("cac:InvoiceDocumentReference/cbc:ID");
const REASON = path("cbc:AllowanceChargeReason");
const instructionNotes = anywhere("cac:PaymentMeans", "cbc:InstructionNote");
const paymentNotes = anywhere("cac:PaymentMeans", "cac:PayeeFinancialAccount/cbc:PaymentNote");
const accounts = anywhere("cac:PaymentMeans", "cac:PayeeFinancialAccount/cbc:ID");

const NOTE_FIELD = says("الملاحظة", "the note");
const CHARGE_REASON = says("سبب الرسم", "the reason of the charge");
const ALLOWANCE_REASON = says("سبب الخصم", "the reason of the discount");

export const documentLengths: readonly Rule[] = [
  limit({
    id: "BR-KSA-F-06-C1",
    when: EN.invoice,
    of: ID,
    field: says("رقم الفاتورة", "the invoice number"),
    max: 127,
    path: "irn",
  }),
  {
    id: "BR-KSA-F-06-C2",
    official: "warning",
    severity: "error",
    when: EN.invoice,
    each: NOTES,
    breaks: (note) => ownTexts(note).some((text) => lengthOf(text) > 1000),
    path: "note",
    message: lengthMessage(NOTE_FIELD, 0, 1000),
    fix: lengthFix(0, 1000),
  },
  limit({
    id: "BR-KSA-F-06-C3",
    when: KSA.invoice,
    of: ORDER,
    field: says("رقم أمر الشراء", "the purchase order number"),
    max: 127,
    path: "order",
  }),
  limit({
    id: "BR-KSA-F-06-C5",
    when: KSA.invoice,
    of: CONTRACT,
    field: says("رقم العقد", "the contract number"),
    max: 127,
    path: "contract",
  }),
  limit({
    id: "BR-KSA-F-06-C40",
    when: KSA.typeCode,
    of: (node) => [attribute(node, "name") ?? ""],
    field: says("رمز نوع المعاملة", "the transaction code"),
    min: 7,
    max: 9,
    path: "flags",
    impossible: true,
  }),
  limit({
    id: "BR-KSA-F-06-C13",
    when: KSA.note,
    each: (_, doc) => instructionNotes(doc),
    of: itself,
    field: says("سبب إصدار الإشعار", "the reason of the note"),
    min: 1,
    max: 1000,
    path: "reason",
  }),
  limit({
    id: "BR-KSA-F-06-C22",
    official: "error",
    when: KSA.note,
    each: (_, doc) => billingReferences(doc),
    of: ORIGINAL,
    field: says("رقم الفاتورة الأصلية", "the number of the original invoice"),
    min: 1,
    max: 5000,
    path: "originals",
  }),
  limit({
    id: "BR-KSA-F-06-C14",
    when: KSA.transaction,
    of: (_, doc) => paymentNotes(doc),
    field: says("شروط الدفع", "the payment terms"),
    min: 1,
    max: 1000,
    path: "payments",
  }),
  limit({
    id: "BR-KSA-F-06-C15",
    when: KSA.transaction,
    of: (_, doc) => accounts(doc),
    field: says("رقم حساب الدفع", "the payment account"),
    max: 127,
    path: "payments",
  }),
  limit({
    id: "BR-KSA-F-06-C17",
    official: "error",
    when: EN.invoice,
    each: (_, doc) => allLines(doc),
    of: ID,
    field: says("رقم البند", "the line number"),
    min: 1,
    max: 6,
    path: "lines[i]",
    impossible: true,
  }),
  limit({
    id: "BR-KSA-F-06-C18",
    when: EN.line,
    of: (line) => attributes(QUANTITY(line), "unitCode"),
    field: says("رمز وحدة القياس", "the unit code"),
    max: 127,
    path: "lines[i].unit",
  }),
  limit({
    id: "BR-KSA-F-06-C19",
    severity: "warning",
    when: EN.line,
    of: NAME,
    field: says("اسم الصنف", "the item name"),
    min: 3,
    max: 1000,
    path: "lines[i].name",
  }),
  limit({
    id: "BR-KSA-F-06-C20",
    when: EN.invoice,
    each: (_, doc) => allLines(doc),
    of: STANDARD_ITEM,
    field: says("الباركود", "the barcode"),
    max: 127,
    path: "lines[i].barcode",
  }),
  limit({
    id: "BR-KSA-F-06-C21",
    when: KSA.line,
    of: (line) => attributes(BASE_QUANTITY(line), "unitCode"),
    field: says("رمز وحدة كمية السعر", "the unit code of the price quantity"),
    max: 127,
    path: "lines[i].unit",
  }),
  limit({
    id: "BR-KSA-F-06-C30",
    when: EN.invoice,
    each: (_, doc) => allLines(doc),
    of: BUYERS_ITEM,
    field: says("رمز الصنف لدى المشتري", "the buyer's item code"),
    max: 127,
    path: "lines[i].code",
  }),
  limit({
    id: "BR-KSA-F-06-C31",
    when: EN.invoice,
    each: (_, doc) => allLines(doc),
    of: SELLERS_ITEM,
    field: says("رمز الصنف", "the item code"),
    max: 127,
    path: "lines[i].code",
  }),
  limit({
    id: "BR-KSA-F-06-C16",
    when: KSA.untaxedBreakdown,
    of: EXEMPTION_TEXT,
    field: says("نص سبب الإعفاء من الضريبة", "the text of the VAT exemption reason"),
    min: 1,
    max: 1000,
    path: "lines[i].vat.reason",
  }),
  limit({
    id: "BR-KSA-F-06-C33",
    when: KSA.invoicePercentages,
    each: chargesOf,
    of: REASON,
    field: CHARGE_REASON,
    min: 1,
    max: 1000,
    path: "charges",
  }),
  limit({
    id: "BR-KSA-F-06-C34",
    when: KSA.invoicePercentages,
    each: (_, doc) => lineCharges(doc),
    of: REASON,
    field: CHARGE_REASON,
    min: 1,
    max: 1000,
    path: "lines[i].charges",
  }),
  limit({
    id: "BR-KSA-F-06-C35",
    when: KSA.invoicePercentages,
    each: allowancesOf,
    of: REASON,
    field: ALLOWANCE_REASON,
    min: 1,
    max: 1000,
    path: "discounts",
  }),
  limit({
    id: "BR-KSA-F-06-C36",
    when: KSA.invoicePercentages,
    each: (_, doc) => lineAllowances(doc),
    of: REASON,
    field: ALLOWANCE_REASON,
    min: 1,
    max: 1000,
    path: "lines[i].discounts",
  }),
  limit({
    id: "BR-KSA-F-06-C39",
    when: KSA.standardRated,
    once: true,
    each: (_, doc) => untaxedAdvanceCategories(doc),
    of: EXEMPTION_TEXT,
    field: says("نص سبب إعفاء الدفعة المقدمة", "the text of the advance's VAT exemption reason"),
    min: 1,
    max: 1000,
    path: "prepaid",
  }),
];

function itself(node: Node): Sequence {
  return [node];
}
