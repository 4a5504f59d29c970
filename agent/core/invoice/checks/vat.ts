// One exemption reason per category and document: a second one breaks BR-Z-08, BR-E-08 or BR-O-08 (documents.md C7).
import { joined } from "../../text.ts";
import type { PartOfSale } from "../reading/sale-members.ts";
import type { Unrated, Vat } from "../vat.ts";
import type { Check } from "./check.ts";

/** The VAT of every line, charge and discount that names one, with its path. */
export function vatsOf(sale: PartOfSale): readonly { readonly path: string; readonly vat: Vat }[] {
  const { lines = [], charges = [], discounts = [] } = sale;
  return Object.entries({ lines, charges, discounts }).flatMap(([name, parts]) =>
    parts.flatMap(({ vat }, i) => (vat === undefined ? [] : [{ path: `${name}[${i}].vat`, vat }])),
  );
}

/** Where a category has another reason than the first one of the document. */
function secondReasons(category: Unrated["category"], sale: PartOfSale): readonly string[] {
  const found = vatsOf(sale).flatMap(({ path, vat }) =>
    vat.category === category ? [{ path, reason: `${vat.exemption} ${joined(vat.reason)}` }] : [],
  );
  return found.filter(({ reason }) => reason !== found[0]?.reason).map(({ path }) => path);
}

export const VAT_CHECKS: readonly Check[] = (["Z", "E", "O"] as const).map((category) => ({
  code: `BR-${category}-08`,
  broken: (sale) => secondReasons(category, sale),
  message: [
    `للفئة ${category} سبب واحد في كل مستند، وفي هذا المستند سبب آخر لها`,
    `category ${category} has one exemption reason per document, and this document has another one already`,
  ],
  fix: ["أصدر مستندين، لكل سبب مستند", "issue two documents, one for each reason"],
}));
