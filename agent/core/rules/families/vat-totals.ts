// The VAT of the document: its total, and one breakdown per category and rate.
import type { Rule } from "../rule.ts";
import { isWrongVat } from "../support/breakdown.ts";
import { add, equal, round } from "../support/decimal.ts";
import type { Doc, Node } from "../support/node.ts";
import {
  attribute,
  fact,
  ID,
  isVat,
  PERCENT,
  SUBTOTALS,
  TAX_AMOUNT,
  TAX_CATEGORY,
  TAX_TOTALS,
  TAXABLE_AMOUNT,
  text,
} from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { atMostOne, decimalAt, decimalSum, exists, from, path, tidy } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";

const CURRENCY = path("cbc:DocumentCurrencyCode");
const TOTALS = path("cac:LegalMonetaryTotal");
const NET = path("cbc:TaxExclusiveAmount");
const GROSS = path("cbc:TaxInclusiveAmount");

const vatCategories = (group: Node): readonly Node[] => TAX_CATEGORY(group).filter(isVat);
const subtotals = fact(({ root }) => from(TAX_TOTALS(root), SUBTOTALS));

/** Total with VAT = total without + VAT, and a VAT total in this currency exists. */
function isGross(currency: string, { root }: Doc, groups: readonly Node[]): boolean {
  const inCurrency = TAX_TOTALS(root).map((total) =>
    decimalAt(TAX_AMOUNT(total).filter((amount) => attribute(amount, "currencyID") === currency)),
  );
  if (!inCurrency.some((amount) => amount !== undefined)) return false;
  const totals = TOTALS(root);
  const [only] = totals;
  if (only === undefined) return false;
  atMostOne(totals);
  const net = decimalAt(NET(only));
  return net !== undefined && equal(decimalAt(GROSS(only)), round(add(net, decimalSum(groups, TAX_AMOUNT)), 2));
}

export const vatTotals: readonly Rule[] = [
  {
    id: "BR-CO-14",
    official: "error",
    severity: "error",
    when: EN.taxTotal,
    breaks: (total) => {
      const written = decimalAt(TAX_AMOUNT(total));
      const groups = SUBTOTALS(total);
      return !equal(written, round(decimalSum(groups, TAX_AMOUNT), 2)) && exists(groups);
    },
    path: "lines",
    message: says("إجمالي الضريبة لا يساوي مجموع ضرائب الفئات", "the VAT total is not the sum of its categories"),
    fix: says("اجمع ضرائب الفئات", "add up the VAT of the categories"),
    impossible: true,
  },
  {
    id: "BR-CO-15",
    official: "error",
    severity: "error",
    when: EN.invoice,
    breaks: (invoice, doc) => !CURRENCY(invoice).every((code) => isGross(text(code), doc, subtotals(doc))),
    path: "lines",
    message: says(
      "الإجمالي شامل الضريبة لا يساوي الإجمالي بدونها + الضريبة",
      "the total with VAT is not the total without VAT + VAT",
    ),
    fix: says(
      "صحح الإجماليات، واكتب إجمالي الضريبة بعملة الفاتورة",
      "correct the totals, and write a VAT total in the invoice currency",
    ),
    impossible: true,
  },
  {
    id: "BR-CO-18",
    official: "error",
    severity: "error",
    when: EN.invoice,
    breaks: (_, doc) => !exists(subtotals(doc)),
    path: "lines",
    message: says("الفاتورة بلا تفصيل للضريبة حسب الفئات", "the invoice has no VAT breakdown"),
    fix: says("أضف TaxSubtotal لكل فئة", "add a TaxSubtotal per category"),
    impossible: true,
  },
  {
    id: "BR-45",
    official: "error",
    severity: "error",
    when: EN.breakdown,
    breaks: (group) => !exists(TAXABLE_AMOUNT(group)),
    path: "lines",
    message: says("تفصيل ضريبي بلا مبلغ خاضع", "a VAT breakdown has no taxable amount"),
    fix: says("اكتب المبلغ الخاضع للفئة", "write the taxable amount of the category"),
    impossible: true,
  },
  {
    id: "BR-46",
    official: "error",
    severity: "error",
    when: EN.breakdown,
    breaks: (group) => !exists(TAX_AMOUNT(group)),
    path: "lines",
    message: says("تفصيل ضريبي بلا مبلغ ضريبة", "a VAT breakdown has no VAT amount"),
    fix: says("اكتب ضريبة الفئة", "write the VAT amount of the category"),
    impossible: true,
  },
  {
    id: "BR-47",
    official: "error",
    severity: "error",
    when: EN.breakdown,
    breaks: (group) => !exists(from(vatCategories(group), ID)),
    path: "lines",
    message: says("تفصيل ضريبي بلا فئة", "a VAT breakdown has no category"),
    fix: says("اكتب الفئة: S أو Z أو E أو O", "write the category: S, Z, E or O"),
    impossible: true,
  },
  {
    id: "BR-48",
    official: "error",
    severity: "error",
    when: EN.breakdown,
    breaks: (group) =>
      !exists(from(vatCategories(group), PERCENT)) &&
      !vatCategories(group).some((category) => tidy(ID(category)) === "O"),
    path: "lines",
    message: says("تفصيل ضريبي بلا نسبة", "a VAT breakdown has no rate"),
    fix: says("اكتب نسبة الضريبة", "write the VAT rate"),
    impossible: true,
  },
  {
    id: "BR-CO-17",
    official: "warning",
    severity: "error",
    when: EN.breakdown,
    breaks: isWrongVat,
    path: "lines",
    message: says("ضريبة الفئة لا تساوي المبلغ الخاضع × النسبة", "the VAT of a category is not taxable amount × rate"),
    fix: says("صحح ضريبة الفئة", "correct the VAT amount of the category"),
    impossible: true,
  },
];
