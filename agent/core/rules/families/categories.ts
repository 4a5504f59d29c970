// What each VAT category asks for: its breakdown, its rate, its sums (BR-S, BR-Z, BR-E, BR-O).
import type { Bilingual } from "../../bilingual.ts";
import type { Rule } from "../rule.ts";
import { isMissing, isWrongTaxable, isWrongVat } from "../support/breakdown.ts";
import { equal, ZERO } from "../support/decimal.ts";
import type { Doc, Node } from "../support/node.ts";
import {
  ADJUSTMENTS,
  advanceCategories,
  allowancesOf,
  type CategoryCode,
  chargesOf,
  EXEMPTION_CODE,
  EXEMPTION_TEXT,
  fact,
  hasId,
  ID,
  isVat,
  isVatCategory,
  itemCategories,
  ownTexts,
  PERCENT,
  SUBTOTALS,
  TAX_AMOUNT,
  TAX_CATEGORY,
  TAX_TOTALS,
} from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { anyNumber, decimalAt, exists, from, numberAt, tidy } from "../support/xpath.ts";
import type { Template } from "../template.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const NAMES: Readonly<Record<CategoryCode, Bilingual>> = {
  S: says("الفئة S (النسبة الأساسية)", "category S (standard rate)"),
  Z: says("الفئة Z (نسبة الصفر)", "category Z (zero rate)"),
  E: says("الفئة E (معفاة)", "category E (exempt)"),
  O: says("الفئة O (خارج النطاق)", "category O (out of scope)"),
};

const breakdowns = fact(({ root }) => from(from(TAX_TOTALS(root), SUBTOTALS), TAX_CATEGORY));
const adjustmentRates = fact(({ root }) => from(from(ADJUSTMENTS(root), TAX_CATEGORY), PERCENT));
const parentsOf = (node: Node): readonly Node[] => (node.parent === undefined ? [] : [node.parent]);

const isZeroRate = (category: Node): boolean => equal(decimalAt(PERCENT(category)), ZERO);
const isAboveZero = (category: Node): boolean => anyNumber(PERCENT(category), (rate) => rate > 0);
const isNotZero = (category: Node): boolean => anyNumber(PERCENT(category), (rate) => rate > 0 || rate < 0);

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

/** What carries a category, for the messages about its rate. */
const ITEM = says("صنف", "an item");
const DISCOUNT = says("خصم على المستند", "a document discount");
const CHARGE = says("رسم على المستند", "a document charge");

interface RateRule extends Pick<Rule, "id" | "official" | "severity" | "when" | "each" | "breaks"> {
  readonly code: CategoryCode;
  readonly of: Bilingual;
}

const rate = ({ code, of, ...row }: RateRule): Rule => ({
  ...row,
  path: of === ITEM ? "lines[i].vat" : of === CHARGE ? "charges" : "discounts",
  message:
    code === "S"
      ? says(`${of.ar} من ${NAMES.S.ar} ونسبته ليست أكبر من صفر`, `${of.en} of ${NAMES.S.en} has no rate above 0`)
      : says(`${of.ar} من ${NAMES[code].ar} ونسبته ليست صفرا`, `${of.en} of ${NAMES[code].en} has a rate other than 0`),
  fix:
    code === "S" ? says("اكتب النسبة 15.00", "write the rate 15.00") : says("اكتب النسبة 0.00", "write the rate 0.00"),
  impossible: true,
});

/** Charges of a category, where no discount or charge of the document has the rate 0. */
const chargeWithoutZeroRate =
  (code: CategoryCode) =>
  (invoice: Node, doc: Doc): boolean =>
    from(chargesOf(invoice), TAX_CATEGORY).some((category) => isVatCategory(category, code)) &&
    !anyNumber(adjustmentRates(doc), (value) => value === 0);

const outOfScope =
  (kind: (invoice: Node) => readonly Node[]) =>
  (invoice: Node): readonly Node[] =>
    from(kind(invoice), TAX_CATEGORY).filter((category) => hasId(category, "O"));

/** Every standard rated category of the document, of its items and of its advances. */
const standardRated = fact((doc) =>
  [
    ...from(ADJUSTMENTS(doc.root), TAX_CATEGORY),
    ...breakdowns(doc),
    ...itemCategories(doc),
    ...advanceCategories(doc),
  ].filter((category) => hasId(category, "S") && isVat(category)),
);

export const categories: readonly Rule[] = [
  needsBreakdown("BR-S-01", "S"),
  needsBreakdown("BR-Z-01", "Z"),
  needsBreakdown("BR-E-01", "E"),
  needsBreakdown("BR-O-01", "O"),
  rate({
    id: "BR-S-05",
    official: "warning",
    severity: "error",
    when: EN.standardItem,
    breaks: (category) => !isAboveZero(category),
    code: "S",
    of: ITEM,
  }),
  rate({
    id: "BR-S-06",
    official: "error",
    severity: "error",
    when: EN.standardAllowance,
    breaks: (category) => !isAboveZero(category),
    code: "S",
    of: DISCOUNT,
  }),
  rate({
    id: "BR-S-07",
    official: "warning",
    severity: "error",
    when: EN.standardCharge,
    breaks: (category) => !isAboveZero(category),
    code: "S",
    of: CHARGE,
  }),
  rate({
    id: "BR-Z-05",
    official: "error",
    severity: "error",
    when: EN.zeroItem,
    breaks: (category) => !isZeroRate(category),
    code: "Z",
    of: ITEM,
  }),
  rate({
    id: "BR-Z-06",
    official: "error",
    severity: "error",
    when: EN.zeroAllowance,
    breaks: (category) => !isZeroRate(category),
    code: "Z",
    of: DISCOUNT,
  }),
  rate({
    id: "BR-Z-07",
    official: "error",
    severity: "error",
    when: EN.invoice,
    breaks: chargeWithoutZeroRate("Z"),
    code: "Z",
    of: CHARGE,
  }),
  rate({
    id: "BR-E-05",
    official: "error",
    severity: "error",
    when: EN.exemptItem,
    breaks: (category) => !isZeroRate(category),
    code: "E",
    of: ITEM,
  }),
  rate({
    id: "BR-E-06",
    official: "error",
    severity: "error",
    when: EN.exemptAllowance,
    breaks: (category) => !isZeroRate(category),
    code: "E",
    of: DISCOUNT,
  }),
  rate({
    id: "BR-E-07",
    official: "error",
    severity: "error",
    when: EN.invoice,
    breaks: chargeWithoutZeroRate("E"),
    code: "E",
    of: CHARGE,
  }),
  rate({
    id: "BR-KSA-11",
    official: "error",
    severity: "error",
    when: KSA.invoicePercentages,
    each: (_, doc) => itemCategories(doc).filter((category) => hasId(category, "O")),
    breaks: isNotZero,
    code: "O",
    of: ITEM,
  }),
  rate({
    id: "BR-KSA-12",
    official: "warning",
    severity: "warning",
    when: KSA.invoicePercentages,
    each: outOfScope(allowancesOf),
    breaks: isNotZero,
    code: "O",
    of: DISCOUNT,
  }),
  rate({
    id: "BR-KSA-13",
    official: "warning",
    severity: "warning",
    when: KSA.invoicePercentages,
    each: outOfScope(chargesOf),
    breaks: isNotZero,
    code: "O",
    of: CHARGE,
  }),
  {
    id: "BR-KSA-84",
    official: "error",
    severity: "error",
    when: KSA.standardRated,
    once: true,
    each: (_, doc) => standardRated(doc),
    breaks: (category) => {
      const percent = PERCENT(category);
      return exists(percent) && Math.floor(numberAt(percent)) !== 15 && !anyNumber(percent, (value) => value === 5);
    },
    path: "lines[i].vat",
    message: says("النسبة الأساسية ليست 15 ولا 5", "the standard rate is neither 15 nor 5"),
    fix: says("اكتب 15.00؛ والنسبة 5.00 للتوريدات القديمة فقط", "write 15.00; 5.00 is for old supplies only"),
    impossible: true,
  },
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
      from(breakdowns(doc), ID).some((id) => ownTexts(id).includes("S")) &&
      (exists(EXEMPTION_TEXT(category)) || exists(EXEMPTION_CODE(category))),
    path: "lines",
    message: says(`${NAMES.S.ar} ومعها سبب إعفاء`, `${NAMES.S.en} carries an exemption reason`),
    fix: says("احذف سبب الإعفاء", "remove the exemption reason"),
    impossible: true,
  },
];
