// What each VAT category asks of the breakdown: that it is there, its sums, its VAT (BR-S, BR-Z, BR-E, BR-O).
import type { Rule } from "../rule.ts";
import { breakdownCategories, isMissing, isWrongTaxable, isWrongVat } from "../support/breakdown.ts";
import { CATEGORY_NAMES as NAMES } from "../support/category-names.ts";
import { equal, ZERO } from "../support/decimal.ts";
import type { Node } from "../support/node.ts";
import {
  type CategoryCode,
  EXEMPTION_CODE,
  EXEMPTION_TEXT,
  ID,
  ownTexts,
  PERCENT,
  TAX_AMOUNT,
} from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { decimalAt, exists, from, tidy } from "../support/xpath.ts";
import type { Template } from "../template.ts";
import { EN } from "../templates-en.ts";

const parentsOf = (node: Node): readonly Node[] => (node.parent === undefined ? [] : [node.parent]);

/** A category in use must stand in the breakdown. */
const needsBreakdown = (id: string, code: CategoryCode): Rule => ({
  id,
  official: "warning",
  severity: "error",
  when: EN.invoice,
  breaks: (_, doc) => isMissing(doc, code),
  path: "lines",
  message: says(
    `${NAMES[code].ar} مستخدمة في بند أو خصم أو رسم، ولا تفصيل لها`,
    `${NAMES[code].en} is used by a line, discount or charge but is not in the VAT breakdown`,
  ),
  fix: says("أضف TaxSubtotal لهذه الفئة", "add a TaxSubtotal for this category"),
  impossible: true,
});

/** The taxable amount is what the category's lines, charges and discounts come to. */
const taxableIsSum = (id: string, when: Template, code: CategoryCode): Rule => ({
  id,
  official: "warning",
  severity: "error",
  when,
  breaks: (category, doc) => isWrongTaxable(category, doc, code),
  path: "lines",
  message: says(
    `${NAMES[code].ar}: المبلغ الخاضع لا يساوي مجموع بنودها ورسومها ناقص خصوماتها`,
    `${NAMES[code].en}: the taxable amount is not its lines + charges − discounts`,
  ),
  fix:
    code === "S"
      ? says("صحح المبلغ الخاضع", "correct the taxable amount")
      : says(
          "صحح المبلغ الخاضع؛ وإن اختلفت أسباب عدم فرض الضريبة فأصدر مستندين",
          "correct the taxable amount; where two reasons for not charging VAT meet, issue two documents",
        ),
  impossible: true,
});

/** Categories without VAT have a VAT amount of 0. */
const vatIsZero = (id: string, when: Template, code: CategoryCode): Rule => ({
  id,
  official: "error",
  severity: "error",
  when,
  breaks: (category) => !equal(decimalAt(from(parentsOf(category), TAX_AMOUNT)), ZERO),
  path: "lines",
  message: says(`${NAMES[code].ar}: مبلغ الضريبة ليس صفرا`, `${NAMES[code].en}: the VAT amount is not 0`),
  fix: says("اكتب 0.00", "write 0.00"),
  impossible: true,
});

export const categories: readonly Rule[] = [
  needsBreakdown("BR-S-01", "S"),
  needsBreakdown("BR-Z-01", "Z"),
  needsBreakdown("BR-E-01", "E"),
  needsBreakdown("BR-O-01", "O"),
  taxableIsSum("BR-S-08", EN.standardBreakdown, "S"),
  taxableIsSum("BR-Z-08", EN.zeroBreakdown, "Z"),
  taxableIsSum("BR-E-08", EN.exemptBreakdown, "E"),
  taxableIsSum("BR-O-08", EN.outOfScopeBreakdown, "O"),
  {
    id: "BR-S-09",
    official: "warning",
    severity: "error",
    when: EN.standardBreakdown,
    breaks: (category, doc) =>
      tidy(PERCENT(category)) === "" || parentsOf(category).some((group) => isWrongVat(group, doc)),
    path: "lines",
    message: says(
      `${NAMES.S.ar}: الضريبة لا تساوي المبلغ الخاضع × النسبة`,
      `${NAMES.S.en}: the VAT is not taxable amount × rate`,
    ),
    fix: says("صحح ضريبة الفئة", "correct the VAT amount of the category"),
    impossible: true,
  },
  vatIsZero("BR-Z-09", EN.zeroBreakdown, "Z"),
  vatIsZero("BR-E-09", EN.exemptBreakdown, "E"),
  vatIsZero("BR-O-09", EN.outOfScopeBreakdown, "O"),
  {
    id: "BR-S-10",
    official: "warning",
    severity: "error",
    when: EN.standardBreakdown,
    breaks: (category, doc) =>
      from(breakdownCategories(doc), ID).some((id) => ownTexts(id).includes("S")) &&
      (exists(EXEMPTION_TEXT(category)) || exists(EXEMPTION_CODE(category))),
    path: "lines",
    message: says(`${NAMES.S.ar} ومعها سبب إعفاء`, `${NAMES.S.en} carries an exemption reason`),
    fix: says("احذف سبب الإعفاء", "remove the exemption reason"),
    impossible: true,
  },
];
