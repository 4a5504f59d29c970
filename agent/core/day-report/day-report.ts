// Daily closing (X report): counts, totals and VAT per category, payments, per cashier, late documents; exact halalas.
import type { DocumentType } from "../invoice/draft.ts";
import { REPORTING_PERIOD_MS } from "../reporting/lateness.ts";
import { localText, riyadhTime } from "../riyadh-time.ts";
import { grouped } from "./groups.ts";
import { createTally, type DayKind, type Figures, type TallyRow } from "./tally.ts";

/** One live document of a day, as the ledger has it. */
export interface DayRow extends TallyRow {
  readonly irn: string;
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly settledAt?: number;
}

type DayFigures = Pick<Figures, "totals" | "vat" | "payments">;

export interface DayReport extends DayFigures {
  readonly date: string;
  readonly first?: string;
  readonly last?: string;
  readonly documents: {
    readonly counted: number;
    readonly byType: Readonly<Record<DocumentType, number>>;
    /** By profile and type, in this order; amounts without a sign. */
    readonly kinds: readonly DayKind[];
    readonly simplified: number;
    readonly standard: number;
    readonly awaiting: number;
    readonly rejected: number;
  };
  readonly states: Readonly<Record<string, number>>;
  readonly currency: "SAR";
  readonly cashiers: Figures["cashiers"];
  readonly late: {
    readonly count: number;
    readonly documents: readonly {
      readonly irn: string;
      readonly issuedAt: string;
      readonly state: string;
      readonly settledAt?: string;
    }[];
  };
  readonly otherCurrencies: readonly (DayFigures & { readonly currency: string; readonly documents: number })[];
}

/** The late ones that are named; more are only counted. */
const MOST_LATE = 200;

/**
 * The closing of a day. Credit notes are taken off; documents the authority refused or has not cleared do not count.
 * @param now milliseconds since 1970: what waits longer than 24 hours is late.
 */
export function dayReport(date: string, rows: readonly DayRow[], now: number): DayReport {
  const counted = rows.filter(({ state }) => state !== "rejected" && state !== "awaiting-clearance");
  const { kinds, cashiers, ...inSar } = figuresOf(counted.filter(({ totals }) => totals.currency === "SAR"));
  const [first, last] = [rows.at(0)?.irn, rows.at(-1)?.irn];
  return {
    date,
    ...(first === undefined || last === undefined ? {} : { first, last }),
    documents: {
      counted: counted.length,
      byType: { invoice: 0, "credit-note": 0, "debit-note": 0, prepayment: 0, ...countBy(counted, ({ type }) => type) },
      kinds,
      simplified: counted.filter(({ profile }) => profile === "simplified").length,
      standard: counted.filter(({ profile }) => profile === "standard").length,
      awaiting: rows.filter(({ state }) => state === "awaiting-clearance").length,
      rejected: rows.filter(({ state }) => state === "rejected").length,
    },
    states: countBy(rows, ({ state }) => state),
    currency: "SAR",
    totals: inSar.totals,
    vat: inSar.vat,
    payments: inSar.payments,
    cashiers,
    late: lateOf(rows, now),
    otherCurrencies: [...new Set(counted.map(({ totals }) => totals.currency))]
      .filter((currency) => currency !== "SAR")
      .sort()
      .map((currency) => inCurrency(counted, currency)),
  };
}

function figuresOf(rows: readonly DayRow[]): Figures {
  const tally = createTally();
  for (const row of rows) tally.add(row);
  return tally.figures();
}

function inCurrency(rows: readonly DayRow[], currency: string): DayReport["otherCurrencies"][number] {
  const own = rows.filter(({ totals }) => totals.currency === currency);
  const { totals, vat, payments } = figuresOf(own);
  return { currency, documents: own.length, totals, vat, payments };
}

/** Only simplified documents have a time limit: a standard one is cleared before it is handed over. */
export const isLate = ({ profile, issuedAt, settledAt }: DayRow, now: number): boolean =>
  profile === "simplified" && (settledAt ?? now) - issuedAt > REPORTING_PERIOD_MS;

function lateOf(rows: readonly DayRow[], now: number): DayReport["late"] {
  const late = rows.filter((row) => isLate(row, now));
  const documents = late.slice(0, MOST_LATE).map(({ irn, state, issuedAt, settledAt }) => ({
    irn,
    issuedAt: timeText(issuedAt),
    state,
    ...(settledAt === undefined ? {} : { settledAt: timeText(settledAt) }),
  }));
  return { count: late.length, documents };
}

/** An instant in Riyadh, as reports write it: `2026-11-21T14:05:00+03:00`. */
export const timeText = (at: number): string => `${localText(riyadhTime(at))}+03:00`;

function countBy<T>(items: readonly T[], key: (item: T) => string): Readonly<Record<string, number>> {
  const counts = grouped((name: string) => ({ name, count: 0 }));
  for (const item of items) counts.of(key(item), key(item)).count += 1;
  return Object.fromEntries(counts.all().map(({ name, count }) => [name, count]));
}
