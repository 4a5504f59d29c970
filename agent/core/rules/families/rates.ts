// The rate each VAT category asks for, on items, discounts and charges (BR-S-05 to 07, BR-Z, BR-E, BR-KSA-11 to 13, 84).
import type { Bilingual } from "../../bilingual.ts";
import type { Rule } from "../rule.ts";
import { breakdownCategories } from "../support/breakdown.ts";
import { CATEGORY_NAMES as NAMES } from "../support/category-names.ts";
import { equal, ZERO } from "../support/decimal.ts";
import type { Doc, Node } from "../support/node.ts";
import {
  ADJUSTMENTS,
  advanceCategories,
  allowancesOf,
  type CategoryCode,
  chargesOf,
  fact,
  hasId,
  isVat,
  isVatCategory,
  itemCategories,
  PERCENT,
  TAX_CATEGORY,
} from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { anyNumber, decimalAt, exists, from, numberAt } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const adjustmentRates = fact(({ root }) => from(from(ADJUSTMENTS(root), TAX_CATEGORY), PERCENT));

const isZeroRate = (category: Node): boolean => equal(decimalAt(PERCENT(category)), ZERO);
const isAboveZero = (category: Node): boolean => anyNumber(PERCENT(category), (rate) => rate > 0);
const isNotZero = (category: Node): boolean => anyNumber(PERCENT(category), (rate) => rate > 0 || rate < 0);

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
    ...breakdownCategories(doc),
    ...itemCategories(doc),
    ...advanceCategories(doc),
  ].filter((category) => hasId(category, "S") && isVat(category)),
);

export const rates: readonly Rule[] = [
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
];
