// What the ledger knows of the documents a note refers to (contract.md, `originals`).
import type { PricedStage } from "../core/invoice/lifecycle.ts";
import type { KnownNumbers, KnownOriginal } from "../core/invoice/note-originals.ts";
import { creditOn, leftOf, type Returnable, returnableOf } from "../core/invoice/returns.ts";
import type { Ledger, StoredDocument } from "../ports/ledger.ts";
import { isOfPattern } from "./numbering.ts";

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

/** What the ledger knows of the numbers a note refers to. */
export const knownNumbers = (
  ledger: Pick<Ledger, "generations">,
  irnPattern: string,
  note: Pick<PricedStage, "sale">,
): KnownNumbers => ({
  known: new Map(originalNumbers(note).flatMap((irn) => knownAs(irn, ledger.generations(irn)))),
  isOwnForm: (irn) => isOfPattern(irnPattern, irn),
});

/** The live document of a number is the last one. */
function knownAs(irn: string, generations: readonly StoredDocument[]): readonly (readonly [string, KnownOriginal])[] {
  const live = generations.at(-1);
  if (live === undefined) return [];
  const { type, profile, xml, link, receipt } = live;
  const refused = generations.slice(0, -1).map((one) => one.link.uuid);
  // Where a middleware answered without one, the UUID of the ledger is not that of the document.
  const uuid = xml.includes(link.uuid) ? link.uuid : undefined;
  return [[irn, { type, profile, uuid, refused, refersTo: receipt.originals }]];
}
