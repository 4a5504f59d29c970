// Advances taken off the amount due: the lines that carry them (documents.md C10).
import type { Bilingual } from "../../bilingual.ts";
import type { Rule } from "../rule.ts";
import { isWrongAdvanceVat, isWrongPrepaid, isWrongUntaxedAdvanceVat } from "../support/advances.ts";
import { equal, ZERO } from "../support/decimal.ts";
import type { Node } from "../support/node.ts";
import {
  ADJUSTMENTS,
  AMOUNT,
  type CategoryCode,
  fact,
  hasId,
  isVatCategory,
  LINE_NET,
  LINES,
  PERCENT,
  SUBTOTALS,
  TAX_CATEGORY,
  TAX_TOTALS,
} from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { anyNumber, decimalAt, exists, from, isNot, path, tidy } from "../support/xpath.ts";
import { KSA } from "../templates-ksa.ts";

const REFERENCES = path("cac:DocumentReference");
const TYPE_CODE = path("cbc:DocumentTypeCode");
const LINE_VAT = path("cac:TaxTotal/cbc:TaxAmount");
const LINE_GROSS = path("cac:TaxTotal/cbc:RoundingAmount");
const PRICE = path("cac:Price/cbc:PriceAmount");
const FACTS = [path("cbc:ID"), path("cbc:IssueDate"), path("cbc:IssueTime"), TYPE_CODE];
const VAT_FACTS = [
  path("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount"),
  path("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent"),
  path("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount"),
  path("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID"),
];

const advances = (line: Node): readonly Node[] => from(TAX_TOTALS(line), SUBTOTALS);
const isZero = (items: readonly Node[]): boolean => anyNumber(items, (value) => value === 0);
const hasReferences = fact(({ root }) => exists(from(LINES(root), REFERENCES)));

/** The line of a prepayment reference charges nothing itself. */
function isNotZero({ parent: line }: Node): boolean {
  if (line === undefined) return false;
  if (![LINE_NET, LINE_VAT, LINE_GROSS, PRICE].every((step) => isZero(step(line)))) return true;
  return exists(ADJUSTMENTS(line)) && !isZero(from(ADJUSTMENTS(line), AMOUNT));
}

const KIND: Readonly<Record<Exclude<CategoryCode, "S">, Bilingual>> = {
  Z: says("بنسبة الصفر (Z)", "zero rated (Z)"),
  E: says("معفاة (E)", "exempt (E)"),
  O: says("خارج النطاق (O)", "out of scope (O)"),
};

const rateIsZero = (id: string, code: keyof typeof KIND): Rule => ({
  id,
  official: "warning",
  severity: "error",
  when: KSA.lineWithPrepaid,
  each: advances,
  breaks: (advance) =>
    TAX_CATEGORY(advance).some((category) => isVatCategory(category, code)) &&
    !equal(decimalAt(from(TAX_CATEGORY(advance), PERCENT)), ZERO),
  path: "prepaid",
  message: says(
    `دفعة مقدمة ${KIND[code].ar} ونسبتها ليست صفرا`,
    `an advance is ${KIND[code].en} but its rate is not 0`,
  ),
  fix: says("اكتب النسبة 0.00", "write the rate 0.00"),
  impossible: true,
});

export const prepayment: readonly Rule[] = [
  {
    id: "BR-KSA-73",
    official: "warning",
    severity: "error",
    when: KSA.lineWithPrepaid,
    each: (line, doc) => (hasReferences(doc) ? REFERENCES(line) : [line]),
    breaks: (reference, doc) => !hasReferences(doc) || !FACTS.every((part) => exists(part(reference))),
    path: "prepaid",
    message: says(
      "مبلغ مدفوع مقدما دون بند يذكر رقم فاتورته وتاريخها ووقتها ونوعها",
      "an amount is prepaid, but no line gives number, date, time and type of its prepayment invoice",
    ),
    fix: says("أرسل prepaid لكل دفعة مقدمة", "send prepaid for every advance"),
    impossible: true,
  },
  {
    id: "BR-KSA-74",
    official: "error",
    severity: "error",
    when: KSA.lineWithPrepaid,
    each: REFERENCES,
    breaks: (reference) => isNot(TYPE_CODE(reference), "386") && tidy(TYPE_CODE(reference)) !== "386",
    path: "prepaid",
    message: says("مرجع الدفعة المقدمة ليس من النوع 386", "the document a prepayment refers to is not of type 386"),
    fix: says("اكتب DocumentTypeCode بالقيمة 386", "write DocumentTypeCode with 386"),
    impossible: true,
  },
  {
    id: "BR-KSA-75",
    official: "warning",
    severity: "error",
    when: KSA.lineWithPrepaid,
    each: (line, doc) => (hasReferences(doc) ? REFERENCES(line) : []),
    breaks: ({ parent: line }) => line === undefined || !VAT_FACTS.every((part) => exists(part(line))),
    path: "prepaid",
    message: says(
      "بند الدفعة المقدمة تنقصه فئتها أو نسبتها أو مبلغها أو ضريبتها",
      "the line of an advance lacks its category, rate, taxable amount or VAT",
    ),
    fix: says("أرسل groups لكل دفعة مقدمة", "send groups with every advance"),
    impossible: true,
  },
  rateIsZero("BR-KSA-76", "Z"),
  rateIsZero("BR-KSA-77", "E"),
  rateIsZero("BR-KSA-78", "O"),
  {
    id: "BR-KSA-79",
    official: "warning",
    severity: "error",
    when: [KSA.lineWithoutPrepaid, KSA.lineWithPrepaid],
    each: advances,
    breaks: (advance) => (isTaxed(advance) ? isWrongAdvanceVat(advance) : isWrongUntaxedAdvanceVat(advance)),
    path: "prepaid",
    message: says(
      "ضريبة الدفعة المقدمة لا تساوي مبلغها × نسبتها",
      "the VAT of an advance is not its taxable amount × rate",
    ),
    fix: says("صحح ضريبة الدفعة المقدمة كما في فاتورتها", "correct the VAT of the advance as on its invoice"),
  },
  {
    id: "BR-KSA-80",
    official: "warning",
    severity: "error",
    when: KSA.invoice,
    breaks: (_, doc) => isWrongPrepaid(doc),
    path: "prepaid",
    message: says(
      "المبلغ المدفوع مقدما لا يساوي مجموع الدفعات المقدمة وضرائبها",
      "the prepaid amount is not the sum of the advances with their VAT",
    ),
    fix: says("صحح prepaid", "correct prepaid"),
    impossible: true,
  },
  {
    id: "BR-KSA-82",
    official: "error",
    severity: "error",
    when: KSA.lineWithPrepaid,
    each: (line) => REFERENCES(line).filter((reference) => !isNot(TYPE_CODE(reference), "386")),
    breaks: isNotZero,
    path: "prepaid",
    message: says("بند الدفعة المقدمة فيه مبلغ غير الصفر", "the line of an advance has an amount other than 0"),
    fix: says(
      "اجعل السعر والمبالغ صفرا في هذا البند؛ المبالغ في تفصيل ضريبته",
      "let price and amounts of this line be 0; its VAT breakdown carries the figures",
    ),
    impossible: true,
  },
];

/** Standard rated, or of a category and rate the authority does not know to be without VAT. */
function isTaxed(advance: Node): boolean {
  const all = TAX_CATEGORY(advance);
  const is = (code: CategoryCode): boolean => all.some((category) => hasId(category, code));
  if (is("S")) return true;
  return !((is("O") && !exists(from(all, PERCENT))) || is("E") || is("Z") || tidy(from(all, PERCENT)) === "");
}
