// The words the rules are written in: the elements most of them name, and what can be said of an element.
import { counted, type Noun } from "../../counted.ts";
import { attributeOf } from "../../xml/tree.ts";
import { type Doc, listedKind, type Node, textOfNode } from "./node.ts";
import { substring } from "./text.ts";
import { says } from "./wording.ts";
import { exists, from, isBoolean, path, tidy, Unjudgeable } from "./xpath.ts";

export const ID = path("cbc:ID");
export const AMOUNT = path("cbc:Amount");
export const BASE_AMOUNT = path("cbc:BaseAmount");
export const PERCENT = path("cbc:Percent");
export const TAX_AMOUNT = path("cbc:TaxAmount");
export const TAXABLE_AMOUNT = path("cbc:TaxableAmount");
export const LINE_NET = path("cbc:LineExtensionAmount");
export const LINES = path("cac:InvoiceLine");
export const TAX_TOTALS = path("cac:TaxTotal");
export const SUBTOTALS = path("cac:TaxSubtotal");
export const ADJUSTMENTS = path("cac:AllowanceCharge");
export const TAX_CATEGORY = path("cac:TaxCategory");
export const ITEM_CATEGORY = path("cac:Item/cac:ClassifiedTaxCategory");
export const EXEMPTION_CODE = path("cbc:TaxExemptionReasonCode");
export const EXEMPTION_TEXT = path("cbc:TaxExemptionReason");

const SCHEMES: Noun = {
  one: "نظام ضريبي واحد",
  two: "نظامان ضريبيان",
  few: "أنظمة ضريبية",
  many: "نظامًا ضريبيًا",
  other: "نظام ضريبي",
};

const INDICATOR = path("cbc:ChargeIndicator");
const SCHEME = path("cac:TaxScheme");

/** The VAT categories of the Kingdom (BR-KSA-18). */
export type CategoryCode = "S" | "Z" | "E" | "O";

/** A discount. @throws Unjudgeable when its indicator is no boolean. */
export const isAllowance = (node: Node): boolean => isBoolean(INDICATOR(node), false);

/** A charge. @throws Unjudgeable when its indicator is no boolean. */
export const isCharge = (node: Node): boolean => isBoolean(INDICATOR(node), true);

export const allowancesOf = (node: Node): readonly Node[] => ADJUSTMENTS(node).filter(isAllowance);
export const chargesOf = (node: Node): readonly Node[] => ADJUSTMENTS(node).filter(isCharge);

/** The element's `cbc:ID` without blanks around it; empty where there is none. @throws Unjudgeable when it has several. */
export function idOf(node: Node): string {
  node.id ??= tidy(ID(node));
  return node.id;
}

export const hasId = (node: Node, id: string): boolean => idOf(node) === id;

const isVatScheme = (scheme: Node): boolean => idOf(scheme) === "VAT" || idOf(scheme).toUpperCase() === "VAT";

/** `true` for a tax category of the tax scheme VAT, in any case of letters. */
export const isVat = (category: Node): boolean => SCHEME(category).some(isVatScheme);

/** As `isVat`, where the official rule takes one scheme at most. @throws Unjudgeable when there are several. */
export function hasVatScheme(category: Node): boolean {
  const verdicts = SCHEME(category).map(isVatScheme);
  if (verdicts.length > 1)
    throw new Unjudgeable(
      says(
        `${counted(verdicts.length, SCHEMES)} حيث المتوقع واحد`,
        `${verdicts.length} tax schemes where one is expected`,
      ),
    );
  return verdicts[0] === true;
}

/** A VAT category of one code. */
export const isVatCategory = (category: Node, code: CategoryCode): boolean => hasId(category, code) && isVat(category);

/** The texts directly inside an element. */
export const ownTexts = (node: Node): readonly string[] =>
  node.element.children.filter((child): child is string => typeof child === "string");

/** Every element of a key, wherever it stands, in document order: `//key`. */
export const everywhere = (key: string): ((doc: Doc) => readonly Node[]) => {
  const kind = listedKind(key);
  return (doc) => doc.ofKind(kind);
};

/** The elements a path reaches from every element of a key: `//key/steps`. */
export const anywhere = (key: string, steps: string): ((doc: Doc) => readonly Node[]) => {
  const [starts, step] = [everywhere(key), path(steps)];
  return (doc) => from(starts(doc), step);
};

export const allLines = everywhere("cac:InvoiceLine");
export const allAdjustments = everywhere("cac:AllowanceCharge");
export const allTypeCodes = everywhere("cbc:InvoiceTypeCode");

/** A value of the whole document, worked out when first asked for and kept with it. */
export const fact =
  <T>(compute: (doc: Doc) => T): ((doc: Doc) => T) =>
  (doc) => {
    // Only the lines below write under this key, so what comes back is what went in.
    const known = doc.facts.get(compute) as { readonly value: T } | undefined;
    if (known !== undefined) return known.value;
    const value = compute(doc);
    doc.facts.set(compute, { value });
    return value;
  };

const LINE_CATEGORIES = path("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory");

/** The discounts and the charges of every line of the invoice. @throws Unjudgeable when an indicator is no boolean. */
export const lineAllowances = fact(({ root }) => from(LINES(root), allowancesOf));
export const lineCharges = fact(({ root }) => from(LINES(root), chargesOf));
/** The VAT categories of what the lines sell. */
export const itemCategories = fact(({ root }) => from(LINES(root), ITEM_CATEGORY));

/** The VAT categories inside lines: those of advances (KSA-33). */
export const advanceCategories = fact(({ root }) => from(LINES(root), LINE_CATEGORIES));

/** Those of advances on which no VAT was charged. @throws Unjudgeable when a category has several codes. */
export const untaxedAdvanceCategories = fact((doc) =>
  advanceCategories(doc).filter((category) => ["O", "E", "Z"].some((code) => hasId(category, code)) && isVat(category)),
);

const hasName = (pattern: RegExp) => fact((doc) => doc.names.some((name) => pattern.test(name)));

// The official rules look for these digits anywhere in any attribute `name`: nine characters `020100000` count as both.
/** A tax invoice (B2B), or a note on one. */
export const isStandard = hasName(/01\p{Nd}{5}/u);
/** A simplified invoice (B2C), or a note on one. */
export const isSimplified = hasName(/02\p{Nd}{5}/u);
/** A simplified invoice that sums up several supplies. */
export const isSimplifiedSummary = hasName(/02\p{Nd}{3}1\p{Nd}/u);

/** Part of the transaction code, counted from 1. */
export const codePart = (node: Node, start: number, length: number): string =>
  substring(attribute(node, "name") ?? "", start, length);

/** The value of an attribute; undefined when it is absent. */
export const attribute = (node: Node, name: string): string | undefined => attributeOf(node.element, name);

/** The whole text of an element. */
export const text = (node: Node): string => textOfNode(node);

/** True where one of the elements stands and has text other than blanks. @throws Unjudgeable when there are several. */
export const isFilled = (nodes: readonly Node[]): boolean => exists(nodes) && tidy(nodes) !== "";
