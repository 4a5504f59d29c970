// What the ledger knows of the documents a note refers to (contract.md, `originals`).
import type { PricedStage } from "../core/invoice/lifecycle.ts";
import { creditOn, leftOf, type Returnable, returnableOf } from "../core/invoice/returns.ts";
import type { Ledger } from "../ports/ledger.ts";

/** The document numbers a note refers to; none for anything else. */
export function originalNumbers({ sale: { kind } }: Pick<PricedStage, "sale">): readonly string[] {
  return "originals" in kind ? kind.originals.flatMap((one) => (one.by === "irn" ? [one.irn] : [])) : [];
}

/** How much is left of each original the ledger knows; one from an older system is not among them. */
export function leftOfOriginals(
  ledger: Pick<Ledger, "findByIrn" | "creditsOn">,
  note: Pick<PricedStage, "sale">,
): ReadonlyMap<string, Returnable> {
  const known = originalNumbers(note).flatMap((irn) => {
    const original = ledger.findByIrn(irn);
    if (original === undefined) return [];
    const credits = ledger.creditsOn(irn).map((credit) => creditOn(irn, credit));
    return [[irn, leftOf(returnableOf(original), credits)] as const];
  });
  return new Map(known);
}
