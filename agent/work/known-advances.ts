// The unit's own prepayment invoices: a till needs to send only their number, and none is taken off twice (contract.md,
// `prepaid`).
import type { KnownAdvance } from "../core/invoice/advance-left.ts";
import type { Advance, AdvanceGroup, Deduction } from "../core/invoice/draft.ts";
import { type PricedStage, price } from "../core/invoice/lifecycle.ts";
import type { Terms } from "../core/invoice/price.ts";
import type { FindAdvance } from "../core/invoice/pricing/advances.ts";
import { creditOn, leftOf, returnableOf } from "../core/invoice/returns.ts";
import { parseSale } from "../core/invoice/sale.ts";
import { sum, ZERO } from "../core/money/halalas.ts";
import type { Ledger, StoredDocument } from "../ports/ledger.ts";
import { convertedUuid } from "./conversion.ts";

type AdvanceLedger = Pick<Ledger, "findByIrn" | "creditsOn" | "deductionsOf">;

/** Finds an advance in the ledger; what was charged is worked out from its sale as it was then. */
export const knownAdvances =
  (ledger: Pick<Ledger, "findByIrn">, terms: Terms): FindAdvance =>
  (irn) => {
    const document = ledger.findByIrn(irn);
    return document === undefined ? undefined : chargedBy(document, terms)?.advance;
  };

/** The advances of this unit an invoice takes off, each with what is left of it. */
export function leftOfAdvances(
  ledger: AdvanceLedger,
  terms: Terms,
  { sale }: Pick<PricedStage, "sale">,
): ReadonlyMap<string, KnownAdvance> {
  const known = deductionsIn(sale).flatMap(({ irn }) => {
    const document = ledger.findByIrn(irn);
    const charged = document && chargedBy(document, terms);
    return charged === undefined || document === undefined
      ? []
      : [[irn, withWhatBecameOfIt(ledger, document, charged, sale.reference)] as const];
  });
  return new Map(known);
}

/** The numbers of the advances an invoice takes off. */
export const advanceNumbers = ({ sale }: Pick<PricedStage, "sale">): readonly string[] =>
  deductionsIn(sale).map(({ irn }) => irn);

const deductionsIn = ({ kind }: PricedStage["sale"]): readonly Deduction[] =>
  kind.type === "invoice" ? kind.prepaid : [];

interface Charged {
  readonly advance: Advance;
  readonly currency: string;
}

function chargedBy(document: StoredDocument, terms: Terms): Charged | undefined {
  if (document.type !== "prepayment") return undefined;
  const draft = parseSale(JSON.parse(document.sale));
  if (!draft.ok) return undefined;
  const priced = draft.value.profile === "simplified" ? price(draft.value, terms) : price(draft.value, terms);
  if (!priced.ok) return undefined;
  const [first, ...rest] = priced.value.figures.groups;
  if (first === undefined) return undefined;
  const { uuid, issuedAt } = document.link;
  return { advance: { uuid, issuedAt, groups: [first, ...rest] }, currency: draft.value.sale.currency.code };
}

function withWhatBecameOfIt(
  ledger: AdvanceLedger,
  { link: { irn }, state }: StoredDocument,
  { advance, currency }: Charged,
  reference: string | undefined,
): KnownAdvance {
  const standing = state === "rejected" ? state : state === "awaiting-clearance" ? "not-cleared" : "stands";
  const taken = ledger
    .deductionsOf(irn)
    .filter((invoice) => invoice.link.uuid !== convertedUuid(reference) && !isCreditedInFull(ledger, invoice))
    .flatMap((invoice) => takenBy(invoice, irn, advance));
  const refunded = sum(ledger.creditsOn(irn).map((credit) => creditOn(irn, credit).total));
  return { ...advance, currency, standing, taken, refunded };
}

/** An invoice given back altogether takes nothing off any more: the advance is free for the one in its place. */
function isCreditedInFull(ledger: AdvanceLedger, invoice: StoredDocument): boolean {
  const { irn } = invoice.link;
  const credits = ledger.creditsOn(irn).map((credit) => creditOn(irn, credit));
  return leftOf(returnableOf(invoice), credits).total === ZERO;
}

/** What one invoice took off an advance: what its till said, else all of it. */
function takenBy({ sale }: StoredDocument, irn: string, { groups }: Advance): readonly AdvanceGroup[] {
  const draft = parseSale(JSON.parse(sale));
  if (!draft.ok) throw new Error("a sale of the ledger can no longer be read");
  const own = deductionsIn(draft.value.sale).find((deduction) => deduction.irn === irn);
  return own === undefined ? [] : (own.advance?.groups ?? groups);
}
