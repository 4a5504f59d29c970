// What must hold of every sale's money: asked of 2 000 sales in the normal suite, of far more in test/oracle.
import { FIRST_PIH, parseIcv, parseIrn, parseUuid } from "../../agent/core/ids.ts";
import type { Link, Priced } from "../../agent/core/invoice/lifecycle.ts";
import type { Terms } from "../../agent/core/invoice/price.ts";
import { groupKey } from "../../agent/core/invoice/vat.ts";
import { formatHalalas, type Halalas, minus, plus, sum } from "../../agent/core/money/halalas.ts";
import { riyadhTime } from "../../agent/core/riyadh-time.ts";
import { ublInvoice } from "../../agent/core/ubl/document.ts";
import { priced, TERMS } from "./pricing.ts";
import type { Json } from "./sale-lines.ts";
import { type SlowTotals, slowTotals } from "./slow-money.ts";
import { brokenRules } from "./slow-rules.ts";

const there = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("no such value");
  return value;
};

/** A place in the chain for documents that are only looked at. */
export const LINK: Link = {
  irn: there(parseIrn("T-1")),
  uuid: there(parseUuid("8e6000cf-1a98-4174-b3e7-b5d5954bc10d")),
  icv: there(parseIcv(7)),
  pih: FIRST_PIH,
  issuedAt: riyadhTime(Date.UTC(2026, 10, 21, 9, 0, 0)),
};

/** What is wrong with the money of a sale, in words; nothing where all is well. */
export function moneyFaults(json: Json, terms: Terms = TERMS): readonly string[] {
  const invoice = priced(json, terms);
  const slow = slowTotals(json);
  return [
    ...brokenRules(ublInvoice(invoice, LINK)),
    ...(terms.strictVat ? [] : slowFaults(slow, invoice)),
    ...shelfFaults(slow, invoice),
    ...partFaults(invoice),
  ];
}

/** The slow way finds the same groups and the same total. */
function slowFaults(slow: SlowTotals, { figures }: Priced): readonly string[] {
  const groups = figures.groups.map(({ vat, taxable, tax }) => ({
    key: groupKey(vat),
    taxable: formatHalalas(taxable),
    tax: formatHalalas(tax),
  }));
  return [
    ...(JSON.stringify(groups) === JSON.stringify(slow.groups) ? [] : ["groups differ from the slow way"]),
    ...(formatHalalas(figures.totals.gross) === slow.gross ? [] : ["total differs from the slow way"]),
  ];
}

/** With shelf prices the customer owes what was shown, to the halala, before advances and cash rounding. */
function shelfFaults(slow: SlowTotals, { sale, figures }: Priced): readonly string[] {
  if (sale.prices !== "vat-inclusive" || sale.roundTo !== undefined) return [];
  const owed = plus(figures.totals.payable, figures.totals.prepaid);
  return formatHalalas(owed) === slow.charged ? [] : ["the customer owes another amount than was shown"];
}

/** Discounts keep every halala and push no group below nothing; nothing has a rounding line that was not asked for. */
function partFaults({ sale, figures }: Priced): readonly string[] {
  const { discounts, groups, lines, totals } = figures;
  const shares = new Map<number, Halalas>();
  for (const { source, shown } of discounts) shares.set(source, sum([shown, ...given(shares.get(source))]));
  const lost = sale.discounts.some(
    ({ size }, source) => size.by === "amount" && size.amount !== (shares.get(source) ?? 0n),
  );
  return [
    ...(lost ? ["a discount lost a halala"] : []),
    ...(groups.some(({ taxable, tax }) => taxable < 0n || tax < 0n) ? ["a group is below nothing"] : []),
    ...(lines.some(({ net, tax }) => net < 0n || tax < 0n) ? ["a line is below nothing"] : []),
    ...(minus(plus(totals.net, totals.tax), totals.gross) === 0n ? [] : ["net and VAT are not the total"]),
  ];
}

const given = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);
