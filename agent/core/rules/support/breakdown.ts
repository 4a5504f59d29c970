// What a VAT breakdown is checked against: the categories in use, their sums, and their VAT.
import { add, type Decimal, equal, subtract } from "./decimal.ts";
import { cents, printed } from "./double.ts";
import type { Doc, Node } from "./node.ts";
import { normalizeSpace } from "./text.ts";
import {
  ADJUSTMENTS,
  AMOUNT,
  allAdjustments,
  allLines,
  allowancesOf,
  type CategoryCode,
  chargesOf,
  everywhere,
  fact,
  hasId,
  ID,
  ITEM_CATEGORY,
  isVat,
  isVatCategory,
  itemCategories,
  LINE_NET,
  LINES,
  PERCENT,
  SUBTOTALS,
  TAX_AMOUNT,
  TAX_CATEGORY,
  TAX_TOTALS,
  TAXABLE_AMOUNT,
  text,
} from "./vocabulary.ts";
import { says } from "./wording.ts";
import { amountAt, decimalAt, decimalSum, doubleAt, from, Unjudgeable } from "./xpath.ts";

const allItemCategories = everywhere("cac:ClassifiedTaxCategory");

/** The codes of those categories that are of the scheme VAT. */
const codesOf = (categories: readonly Node[]): ReadonlySet<string> =>
  new Set(from(categories.filter(isVat), ID).map((id) => normalizeSpace(text(id))));

const usedAnywhere = fact((doc) => codesOf([...from(allAdjustments(doc), TAX_CATEGORY), ...allItemCategories(doc)]));
const usedByDocument = fact((doc) => {
  const [adjustments, items] = [ADJUSTMENTS(doc.root), itemCategories(doc)];
  const isAll = adjustments.length === allAdjustments(doc).length && items.length === allItemCategories(doc).length;
  return isAll ? usedAnywhere(doc) : codesOf([...from(adjustments, TAX_CATEGORY), ...items]);
});
/** The categories of the breakdown, in document order. */
export const breakdownCategories = fact(({ root }) => from(from(TAX_TOTALS(root), SUBTOTALS), TAX_CATEGORY));
const brokenDown = fact((doc) => codesOf(breakdownCategories(doc)));

/** An item, a discount or a charge is of a category the breakdown does not have. */
export const isMissing = (doc: Doc, code: CategoryCode): boolean =>
  usedAnywhere(doc).has(code) && !brokenDown(doc).has(code);

/** A breakdown's taxable amount is not what its category's lines, charges and discounts come to. */
export function isWrongTaxable(category: Node, doc: Doc, code: CategoryCode): boolean {
  // Always so for a category of the breakdown, but the official rule stops where an earlier one has two codes.
  const isThere = breakdownCategories(doc).some((each) => isVatCategory(each, code));
  return (isThere && !usedByDocument(doc).has(code)) || !equal(taxableOf(category, code), soldIn(doc, code));
}

/** Standard rated groups may have several rates: they are compared together. */
function taxableOf({ parent }: Node, code: CategoryCode): Decimal | undefined {
  if (parent === undefined) return undefined;
  if (code !== "S") return decimalAt(TAXABLE_AMOUNT(parent));
  const groups = parent.parent === undefined ? [] : SUBTOTALS(parent.parent);
  return decimalSum(
    groups.filter((group) => TAX_CATEGORY(group).some((each) => hasId(each, "S"))),
    TAXABLE_AMOUNT,
  );
}

function soldIn(doc: Doc, code: CategoryCode): Decimal {
  const { root } = doc;
  const isOf = (adjustment: Node): boolean => TAX_CATEGORY(adjustment).some((category) => hasId(category, code));
  const sold = LINES(root).filter((line) => ITEM_CATEGORY(line).some((category) => hasId(category, code)));
  const charged = add(decimalSum(sold, LINE_NET), decimalSum(chargesOf(root).filter(isOf), AMOUNT));
  return subtract(charged, decimalSum(allowancesOf(root).filter(isOf), AMOUNT));
}

/**
 * A group's VAT is not taxable × rate: the tolerance is 0.01 per line of the document, and the official rule works in
 * binary floating point. Without a VAT amount it is wrong whatever the rest.
 */
export function isWrongVat(group: Node, doc: Doc): boolean {
  const vat = doubleAt(TAX_AMOUNT(group));
  if (vat === undefined) return true;
  const rate = amountAt(from(TAX_CATEGORY(group).filter(isVat), PERCENT));
  const due = roundedVat(amountAt(TAXABLE_AMOUNT(group)) * (rate / 100));
  const tolerance = allLines(doc).length / 100;
  return !(vat <= cents(due + tolerance) && vat >= cents(due - tolerance)) && vat !== due;
}

/** Printed with two decimals and read again. @throws Unjudgeable on what prints as no number. */
function roundedVat(vat: number): number {
  if (Number.isNaN(vat)) return vat;
  if (!Number.isFinite(vat)) throw new Unjudgeable(says("ضريبة الفئة لا نهائية", "the VAT of a group is infinite"));
  return cents(Number(`${printed(vat)}e-2`));
}
