// VAT of a month for the return: by category, sales and credit notes apart, simplified and standard, in Riyadh dates.
import { formatHalalas, halalas } from "../money/halalas.ts";
import type { DayRow } from "./day-report.ts";
import { grouped } from "./groups.ts";
import { createTally, type Figures } from "./tally.ts";

type MonthFigures = Pick<Figures, "kinds" | "sales" | "credits" | "totals" | "vat">;

export interface MonthReport extends MonthFigures {
  /** `YYYY-MM`, of the issue date. */
  readonly month: string;
  readonly documents: {
    /** What the sums are made of. */
    readonly counted: number;
    /** Refused by the authority: not in the sums. */
    readonly rejected: number;
    /** Standard documents not cleared yet: not in the sums. */
    readonly awaiting: number;
  };
  readonly currency: "SAR";
  /** VAT of all documents in riyals, those in other currencies included (BT-111). */
  readonly vatInSar: string;
  readonly otherCurrencies: readonly (MonthFigures & {
    readonly currency: string;
    readonly documents: number;
    readonly vatInSar: string;
  })[];
}

/** A month that the calendar has, `YYYY-MM`. */
export const isMonth = (text: string): boolean => /^2\d{3}-(?:0[1-9]|1[0-2])$/.test(text);

/** The month after. @example monthAfter("2026-12") // "2027-01" */
export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

/** The summary of a month's live documents; what the authority refused or has not cleared does not count. */
export function monthReport(month: string, rows: Iterable<DayRow>): MonthReport {
  const currencies = grouped((currency: string) => ({ currency, documents: 0, tally: createTally() }));
  const documents = { counted: 0, rejected: 0, awaiting: 0 };
  for (const row of rows) {
    const standing = STANDINGS[row.state] ?? "counted";
    documents[standing] += 1;
    if (standing !== "counted") continue;
    const currency = currencies.of(row.totals.currency, row.totals.currency);
    currency.documents += 1;
    currency.tally.add(row);
  }
  const all = currencies.all().map(({ tally, ...one }) => ({ ...one, figures: tally.figures() }));
  const sar = all.find(({ currency }) => currency === "SAR")?.figures ?? createTally().figures();
  return {
    month,
    documents,
    currency: "SAR",
    ...figuresOf(sar),
    vatInSar: sumOf(all.map(({ figures }) => figures.vatInSar)),
    otherCurrencies: all.flatMap(({ currency, documents: count, figures }) =>
      currency === "SAR" ? [] : [{ currency, documents: count, vatInSar: figures.vatInSar, ...figuresOf(figures) }],
    ),
  };
}

const STANDINGS: Readonly<Record<string, "rejected" | "awaiting">> = {
  rejected: "rejected",
  "awaiting-clearance": "awaiting",
};

const figuresOf = ({ kinds, sales, credits, totals, vat }: Figures): MonthFigures => ({
  kinds,
  sales,
  credits,
  totals,
  vat,
});

/** Of amounts this program has just written. */
const sumOf = (amounts: readonly string[]): string =>
  formatHalalas(halalas(amounts.reduce((all, amount) => all + BigInt(amount.replace(".", "")), 0n)));
