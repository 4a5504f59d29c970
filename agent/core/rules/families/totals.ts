// The totals of the document: each is the sum the standard says (BR-CO-10 to BR-CO-16).
import type { Rule } from "../rule.ts";
import { add, type Decimal, decimalOfDouble, equal, round, subtract, ZERO } from "../support/decimal.ts";
import type { Doc, Node } from "../support/node.ts";
import { AMOUNT, allLines, allowancesOf, chargesOf, LINE_NET, LINES } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import {
  decimalAt,
  decimalSum,
  doublesOf,
  exists,
  from,
  type Path,
  path,
  tidy,
  Unjudgeable,
} from "../support/xpath.ts";
import { EN } from "../templates-en.ts";

const NET = path("cbc:TaxExclusiveAmount");
const GROSS = path("cbc:TaxInclusiveAmount");
const PAYABLE = path("cbc:PayableAmount");
const PREPAID = path("cbc:PrepaidAmount");
const ROUNDING = path("cbc:PayableRoundingAmount");
const ALLOWANCES = path("cbc:AllowanceTotalAmount");
const CHARGES = path("cbc:ChargeTotalAmount");

const parentsOf = (node: Node): readonly Node[] => (node.parent === undefined ? [] : [node.parent]);
const isBlank = (nodes: readonly Node[]): boolean => exists(nodes) && tidy(nodes) === "";

/** A total equals the sum of discounts or charges, or both are absent. */
function agrees(totals: Node, step: Path, kind: (parent: Node) => readonly Node[]): boolean {
  const parts = parentsOf(totals).flatMap(kind);
  const written = decimalAt(step(totals));
  if (written === undefined) return !exists(parts);
  return equal(written, round(decimalSum(parts, AMOUNT), 2));
}

/** Line net amounts as the official rule adds them: in binary floating point, then as an exact decimal. */
function linesTotal({ root }: Doc): Decimal {
  const total = doublesOf(from(LINES(root), LINE_NET)).reduce((a, b) => a + b, 0);
  if (!Number.isFinite(total))
    throw new Unjudgeable(says("مجموع البنود لا نهائي", "the line net amounts have no finite sum"));
  return decimalOfDouble(total);
}

/** What the total without VAT must be. */
function netOf(totals: Node, doc: Doc): Decimal | undefined {
  const hasCharges = exists(CHARGES(totals));
  const hasAllowances = exists(ALLOWANCES(totals));
  if (!hasCharges && !hasAllowances) return decimalAt(LINE_NET(totals));
  const charged = hasCharges ? add(linesTotal(doc), decimalAt(CHARGES(totals)) ?? ZERO) : linesTotal(doc);
  return round(hasAllowances ? subtract(charged, decimalAt(ALLOWANCES(totals)) ?? ZERO) : charged, 2);
}

/** a − b in halalas; undefined when either is absent. */
function difference(a: Decimal | undefined, b: Decimal | undefined): Decimal | undefined {
  return a === undefined || b === undefined ? undefined : round(subtract(a, b), 2);
}

/** Amount due = total with VAT − prepaid + rounding. */
function isDue(totals: Node): boolean {
  const payable = decimalAt(PAYABLE(totals));
  const gross = decimalAt(GROSS(totals));
  const beforeRounding = exists(ROUNDING(totals)) ? difference(payable, decimalAt(ROUNDING(totals))) : payable;
  return equal(beforeRounding, exists(PREPAID(totals)) ? difference(gross, decimalAt(PREPAID(totals))) : gross);
}

const required = (id: string, official: Rule["official"], step: Path, ar: string, en: string): Rule => ({
  id,
  official,
  severity: "error",
  when: EN.totals,
  breaks: (totals) => !exists(step(totals)),
  path: "lines",
  message: says(`${ar} غير موجود`, `${en} is missing`),
  fix: says(`اكتب ${ar}`, `write ${en}`),
  impossible: true,
});

export const totals: readonly Rule[] = [
  required("BR-13", "warning", NET, "الإجمالي بدون الضريبة", "the total without VAT"),
  required("BR-14", "error", GROSS, "الإجمالي شامل الضريبة", "the total with VAT"),
  required("BR-15", "error", PAYABLE, "المبلغ المستحق", "the amount due"),
  {
    id: "BR-CO-10",
    official: "warning",
    severity: "error",
    when: EN.totals,
    breaks: (node, doc) => !equal(decimalAt(LINE_NET(node)), round(decimalSum(allLines(doc), LINE_NET), 2)),
    path: "lines",
    message: says("مجموع صافي البنود غير صحيح", "the sum of the line net amounts is wrong"),
    fix: says("اجمع صافي كل البنود", "add up the net amounts of all lines"),
    impossible: true,
  },
  {
    id: "BR-CO-11",
    official: "error",
    severity: "error",
    when: EN.totals,
    breaks: (node) => !agrees(node, ALLOWANCES, allowancesOf),
    path: "discounts",
    message: says("مجموع خصومات المستند غير صحيح", "the sum of the document discounts is wrong"),
    fix: says("اجمع خصومات المستند", "add up the document discounts"),
    impossible: true,
  },
  {
    id: "BR-CO-12",
    official: "error",
    severity: "error",
    when: EN.totals,
    breaks: (node) => isBlank(CHARGES(node)) || !agrees(node, CHARGES, chargesOf),
    path: "charges",
    message: says("مجموع رسوم المستند غير صحيح", "the sum of the document charges is wrong"),
    fix: says("اجمع رسوم المستند", "add up the document charges"),
    impossible: true,
  },
  {
    id: "BR-CO-13",
    official: "warning",
    severity: "error",
    when: EN.totals,
    breaks: (node, doc) => isBlank(CHARGES(node)) || !equal(decimalAt(NET(node)), netOf(node, doc)),
    path: "lines",
    message: says(
      "الإجمالي بدون الضريبة لا يساوي البنود − الخصومات + الرسوم",
      "the total without VAT is not lines − discounts + charges",
    ),
    fix: says("صحح الإجمالي بدون الضريبة", "correct the total without VAT"),
    impossible: true,
  },
  {
    id: "BR-CO-16",
    official: "warning",
    severity: "error",
    when: EN.totals,
    breaks: (node) => !isDue(node),
    path: "lines",
    message: says(
      "المبلغ المستحق لا يساوي الإجمالي شامل الضريبة − المدفوع مقدما + التقريب",
      "the amount due is not total with VAT − prepaid + rounding",
    ),
    fix: says("صحح المبلغ المستحق", "correct the amount due"),
    impossible: true,
  },
];
