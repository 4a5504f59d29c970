// One check of a sale's sense: what can be wrong between members that are right, each for itself.
import type { PartOfSale } from "../reading/sale-members.ts";

export type Pair = readonly [ar: string, en: string];

/** One row is one rule; its code is the official one where the standard has it. */
export interface Check {
  readonly code: string;
  /** The paths at which a sale breaks the rule, as far as it could be read. */
  readonly broken: (sale: PartOfSale) => readonly string[];
  readonly message: Pair;
  readonly fix: Pair;
}

/** A rule that is broken at one place. */
export const at =
  (path: string, isBroken: (sale: PartOfSale) => boolean): Check["broken"] =>
  (sale) =>
    isBroken(sale) ? [path] : [];

/** Read without a mistake, and not given: what was given but wrong has been reported already. */
export const isAbsent = (sale: PartOfSale, name: keyof PartOfSale): boolean =>
  Object.hasOwn(sale, name) && sale[name] === undefined;

export const isNote = ({ type }: PartOfSale): boolean => type === "credit-note" || type === "debit-note";
export const isStandard = ({ profile }: PartOfSale): boolean => profile === "standard";
export const isSimplified = ({ profile }: PartOfSale): boolean => profile === "simplified";
export const isSimplifiedSummary = (sale: PartOfSale): boolean =>
  isSimplified(sale) && sale.flags?.includes("summary") === true;
