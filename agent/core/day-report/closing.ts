// What an X report shows and a Z report closes: everything sold since the closing before, each sale once, whatever the
// calendar says and whatever the authority makes of it later.
import { formatHalalas, halalas } from "../money/halalas.ts";
import { type DayRow, isLate, timeText } from "./day-report.ts";
import { grouped } from "./groups.ts";
import { createTally, type Figures, type SideTotals } from "./tally.ts";

/** A document that no closing has taken yet. */
export interface ClosingRow extends DayRow {
  /** Order of generation over all chains. */
  readonly id: number;
  readonly csid: string;
  readonly icv: number;
  readonly generation: number;
}

export interface DrawerCounts {
  /** Behind a sale with cash, on somebody's word, and those that did not open. */
  readonly sales: number;
  readonly asked: number;
  readonly failed: number;
}

/** What is open since the closing before. */
export interface OpenPeriod {
  /** The number the next closing takes. */
  readonly number: number;
  /** When the closing before was made, milliseconds since 1970; undefined before the first. */
  readonly since?: number;
  /** No document before this id is open. */
  readonly openFrom: number;
  /** In the order of generation. */
  readonly rows: Iterable<ClosingRow>;
  readonly drawer: DrawerCounts;
}

interface Place {
  readonly irn: string;
  readonly icv: number;
  readonly issuedAt: string;
}

type Sums = Pick<Figures, "totals" | "vat" | "payments">;

export interface ClosingReport extends Sums {
  /** The closing before; absent in the first. */
  readonly from?: string;
  readonly to: string;
  readonly documents: {
    /** What the sums are made of. */
    readonly counted: number;
    readonly kinds: Figures["kinds"];
    /** Standard documents not cleared yet: left to a later closing. */
    readonly awaiting: number;
    /** Standard documents the authority refused: never handed over. */
    readonly refused: number;
    /** Made again for a receipt that is counted already. */
    readonly madeAgain: number;
  };
  readonly sales: SideTotals;
  /** Credit notes, apart; the totals have them taken off. */
  readonly credits: SideTotals;
  /** First and last document of each chain. */
  readonly ranges: readonly { readonly first: Place; readonly last: Place }[];
  readonly currency: "SAR";
  readonly cashiers: Figures["cashiers"];
  /** `expected` is what came into the drawer less what went out of it. */
  readonly cash: { readonly received: string; readonly refunded: string; readonly expected: string };
  readonly drawer: DrawerCounts;
  /** Of the receipts: not reported yet, later than 24 hours, refused by the authority and to be made again. */
  readonly reporting: { readonly waiting: number; readonly late: number; readonly rejected: number };
  readonly otherCurrencies: readonly (Sums & { readonly currency: string; readonly documents: number })[];
}

/** A document and whether its sums are in the closing. */
export interface Member {
  readonly document: number;
  readonly counted: boolean;
}

/** What a closing is made of. */
export interface Closing {
  readonly report: ClosingReport;
  readonly members: readonly Member[];
  /** Where a later closing begins to look. */
  readonly openFrom: number;
  /** When it was made, milliseconds since 1970. */
  readonly at: number;
}

type Standing = "counted" | "awaiting" | "refused" | "madeAgain";

/**
 * What a document is to the closing that meets it. A receipt is sold when it is issued, so what is made again under its
 * number is no second sale; a standard document is sold when it is cleared, and its refused generations never were.
 */
export function standingOf({ profile, state, generation }: ClosingRow): Standing {
  if (profile === "simplified") return generation === 1 ? "counted" : "madeAgain";
  if (state === "awaiting-clearance") return "awaiting";
  return state === "rejected" ? "refused" : "counted";
}

/**
 * Reads all that is open. A clock that stands behind what it dates is not believed.
 * @param now milliseconds since 1970.
 */
export function closingOf(period: OpenPeriod, now: number): Closing {
  const read = readRows(period, now);
  const at = Math.max(now, period.since ?? 0, read.lastIssuedAt);
  const sar = read.inSar.figures();
  return {
    at,
    members: read.members,
    openFrom: read.openFrom,
    report: {
      ...(period.since === undefined ? {} : { from: timeText(period.since) }),
      to: timeText(at),
      documents: { ...read.documents, kinds: sar.kinds },
      sales: sar.sales,
      credits: sar.credits,
      ranges: read.ranges,
      currency: "SAR",
      totals: sar.totals,
      vat: sar.vat,
      payments: sar.payments,
      cashiers: sar.cashiers,
      cash: cashOf(sar.payments),
      drawer: period.drawer,
      reporting: read.reporting,
      otherCurrencies: read.otherCurrencies,
    },
  };
}

function readRows({ rows, openFrom }: OpenPeriod, now: number) {
  const currencies = grouped((currency: string) => ({ currency, documents: 0, tally: createTally() }));
  const chains = new Map<string, { readonly first: Place; readonly last: Place }>();
  const documents = { counted: 0, awaiting: 0, refused: 0, madeAgain: 0 };
  const reporting = { waiting: 0, late: 0, rejected: 0 };
  const members: Member[] = [];
  let [firstLeft, behind, lastIssuedAt]: [number | undefined, number, number] = [undefined, openFrom, 0];
  for (const row of rows) {
    const standing = standingOf(row);
    documents[standing] += 1;
    behind = row.id + 1;
    if (standing === "awaiting") {
      firstLeft ??= row.id;
      continue;
    }
    const counted = standing === "counted";
    members.push({ document: row.id, counted });
    chains.set(row.csid, { first: chains.get(row.csid)?.first ?? placeOf(row), last: placeOf(row) });
    lastIssuedAt = Math.max(lastIssuedAt, row.issuedAt);
    noteReporting(reporting, row, now);
    if (!counted) continue;
    const currency = currencies.of(row.totals.currency, row.totals.currency);
    currency.documents += 1;
    currency.tally.add(row);
  }
  return {
    documents,
    reporting,
    members,
    lastIssuedAt,
    openFrom: firstLeft ?? behind,
    ranges: [...chains.values()],
    inSar: currencies.find("SAR")?.tally ?? createTally(),
    otherCurrencies: currencies.all().flatMap(({ currency, documents: count, tally }) => {
      if (currency === "SAR") return [];
      const { totals, vat, payments } = tally.figures();
      return [{ currency, documents: count, totals, vat, payments }];
    }),
  };
}

const placeOf = ({ irn, icv, issuedAt }: ClosingRow): Place => ({ irn, icv, issuedAt: timeText(issuedAt) });

function noteReporting(
  reporting: { waiting: number; late: number; rejected: number },
  row: ClosingRow,
  now: number,
): void {
  if (row.profile === "standard") return;
  if (row.state === "queued") reporting.waiting += 1;
  if (row.state === "rejected") reporting.rejected += 1;
  if (isLate(row, now)) reporting.late += 1;
}

const NOTHING = formatHalalas(halalas(0n));

function cashOf(payments: Figures["payments"]): ClosingReport["cash"] {
  const cash = payments.find(({ means }) => means === "cash");
  return { received: cash?.received ?? NOTHING, refunded: cash?.refunded ?? NOTHING, expected: cash?.net ?? NOTHING };
}
