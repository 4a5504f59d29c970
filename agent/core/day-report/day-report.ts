// Daily closing (X report): counts, totals and VAT per category, payments, per cashier, late documents; exact halalas.
import type { Bilingual } from "../bilingual.ts";
import type { DocumentType, Profile } from "../invoice/draft.ts";
import type { Totals } from "../invoice/totals.ts";
import { exactHalalas, parseDecimal } from "../money/decimal.ts";
import { formatHalalas, type Halalas, halalas, minus, plus, sum, ZERO } from "../money/halalas.ts";
import { REPORTING_PERIOD_MS } from "../reporting/lateness.ts";
import { localText, riyadhTime } from "../riyadh-time.ts";
import { joined } from "../text.ts";

/** One live document of a day, as the ledger has it. */
export interface DayRow {
  readonly irn: string;
  readonly type: DocumentType;
  readonly profile: Profile;
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly settledAt?: number;
  readonly totals: Totals;
  /** As the till sent them. */
  readonly payments: readonly { readonly means: string; readonly amount: string }[];
  readonly cashier?: string | Partial<Bilingual>;
}

const SUMS = ["net", "vat", "gross", "rounding", "prepaid", "payable"] as const;
export type DayTotals = Readonly<Record<(typeof SUMS)[number], string>>;

export interface DayVat {
  readonly category: string;
  readonly rate: string;
  readonly exemption?: string;
  readonly taxable: string;
  readonly vat: string;
}

export interface DayPayment {
  readonly means: string;
  readonly received: string;
  readonly refunded: string;
  readonly net: string;
}

export interface DayCashier {
  readonly cashier: string;
  readonly documents: number;
  readonly sales: string;
  readonly refunds: string;
  readonly cash: string;
  readonly card: string;
  readonly other: string;
}

export interface DayKind {
  readonly profile: Profile;
  readonly type: DocumentType;
  readonly count: number;
  readonly gross: string;
}

interface Figures {
  readonly totals: DayTotals;
  readonly vat: readonly DayVat[];
  readonly payments: readonly DayPayment[];
}

export interface DayReport extends Figures {
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
  readonly cashiers: readonly DayCashier[];
  readonly late: {
    readonly count: number;
    readonly documents: readonly {
      readonly irn: string;
      readonly issuedAt: string;
      readonly state: string;
      readonly settledAt?: string;
    }[];
  };
  readonly otherCurrencies: readonly (Figures & { readonly currency: string; readonly documents: number })[];
}

/** The late ones that are named; more are only counted. */
const MOST_LATE = 200;

/**
 * The closing of a day. Credit notes are taken off; documents the authority refused or has not cleared do not count.
 * @param now milliseconds since 1970: what waits longer than 24 hours is late.
 */
export function dayReport(date: string, rows: readonly DayRow[], now: number): DayReport {
  const counted = rows.filter(({ state }) => state !== "rejected" && state !== "awaiting-clearance");
  const inSar = counted.filter(({ totals }) => totals.currency === "SAR");
  const [first, last] = [rows.at(0)?.irn, rows.at(-1)?.irn];
  return {
    date,
    ...(first === undefined || last === undefined ? {} : { first, last }),
    documents: {
      counted: counted.length,
      byType: { invoice: 0, "credit-note": 0, "debit-note": 0, prepayment: 0, ...countBy(counted, ({ type }) => type) },
      kinds: kindsOf(inSar),
      simplified: counted.filter(({ profile }) => profile === "simplified").length,
      standard: counted.filter(({ profile }) => profile === "standard").length,
      awaiting: rows.filter(({ state }) => state === "awaiting-clearance").length,
      rejected: rows.filter(({ state }) => state === "rejected").length,
    },
    states: countBy(rows, ({ state }) => state),
    currency: "SAR",
    ...figuresOf(inSar),
    cashiers: [...groupBy(inSar, cashierOf)].map(([cashier, own]) => cashierFigures(cashier, own)),
    late: lateOf(rows, now),
    otherCurrencies: [...groupBy(counted, ({ totals }) => totals.currency)]
      .filter(([currency]) => currency !== "SAR")
      .map(([currency, own]) => ({ currency, documents: own.length, ...figuresOf(own) })),
  };
}

const PROFILES: readonly Profile[] = ["simplified", "standard"];
const TYPES: readonly DocumentType[] = ["invoice", "prepayment", "debit-note", "credit-note"];

const kindsOf = (rows: readonly DayRow[]): readonly DayKind[] =>
  PROFILES.flatMap((profile) => TYPES.map((type) => ({ profile, type }))).flatMap(({ profile, type }) => {
    const own = rows.filter((row) => row.profile === profile && row.type === type);
    const gross = formatHalalas(sum(own.map(({ totals }) => amountOf(totals.gross))));
    return own.length === 0 ? [] : [{ profile, type, count: own.length, gross }];
  });

const isCredit = ({ type }: DayRow): boolean => type === "credit-note";

/** An amount of the ledger: what cannot be read there was not written by this program. */
function amountOf(text: string): Halalas {
  const isNegative = text.startsWith("-");
  const decimal = parseDecimal(isNegative ? text.slice(1) : text);
  const amount = decimal && exactHalalas(decimal);
  if (amount === undefined) throw new Error(`the ledger holds an amount that is none: ${text}`);
  return isNegative ? minus(ZERO, amount) : amount;
}

const signed = (row: DayRow, text: string): Halalas => {
  const amount = amountOf(text);
  return isCredit(row) ? minus(ZERO, amount) : amount;
};

function figuresOf(rows: readonly DayRow[]): Figures {
  const totals = SUMS.map((name) => [name, formatHalalas(sum(rows.map((row) => signed(row, row.totals[name]))))]);
  return { totals: Object.fromEntries(totals) as DayTotals, vat: vatOf(rows), payments: paymentsOf(rows) };
}

function vatOf(rows: readonly DayRow[]): readonly DayVat[] {
  const parts = rows.flatMap((row) =>
    row.totals.vatBreakdown.map(({ category, rate, exemption, taxable, vat }) => ({
      key: { category, rate, ...(exemption === undefined ? {} : { exemption }) },
      taxable: signed(row, taxable),
      vat: signed(row, vat),
    })),
  );
  const groups = groupBy(parts, ({ key }) => `${key.category} ${key.rate.padStart(3)} ${key.exemption ?? ""}`);
  return [...groups].flatMap(([, group]) => {
    const [one] = group;
    if (one === undefined) return [];
    const [taxable, vat] = [sum(group.map((part) => part.taxable)), sum(group.map((part) => part.vat))];
    return [{ ...one.key, taxable: formatHalalas(taxable), vat: formatHalalas(vat) }];
  });
}

interface Moved {
  readonly means: string;
  readonly amount: Halalas;
  readonly isRefund: boolean;
}

/** What changed hands; the change is given back out of the cash. */
function movesOf(row: DayRow): readonly Moved[] {
  const isRefund = isCredit(row);
  const moves = row.payments.map(({ means, amount }) => ({ means, amount: amountOf(amount), isRefund }));
  const change = amountOf(row.totals.change);
  return change === ZERO ? moves : [...moves, { means: "cash", amount: minus(ZERO, change), isRefund }];
}

function paymentsOf(rows: readonly DayRow[]): readonly DayPayment[] {
  return [...groupBy(rows.flatMap(movesOf), ({ means }) => means)].map(([means, moves]) => {
    const received = sum(moves.filter(({ isRefund }) => !isRefund).map(({ amount }) => amount));
    const refunded = sum(moves.filter(({ isRefund }) => isRefund).map(({ amount }) => amount));
    const net = minus(received, refunded);
    return {
      means,
      received: formatHalalas(received),
      refunded: formatHalalas(refunded),
      net: formatHalalas(net),
    };
  });
}

const cashierOf = ({ cashier = "" }: DayRow): string =>
  typeof cashier === "string" ? cashier : joined({ ar: cashier.ar ?? "", en: cashier.en ?? "" });

function cashierFigures(cashier: string, rows: readonly DayRow[]): DayCashier {
  const payable = (of: readonly DayRow[]): string =>
    formatHalalas(sum(of.map(({ totals }) => amountOf(totals.payable))));
  let [cash, card, other] = [ZERO, ZERO, ZERO];
  for (const { means, amount, isRefund } of rows.flatMap(movesOf)) {
    const moved = isRefund ? halalas(-amount) : amount;
    if (means === "cash") cash = plus(cash, moved);
    else if (means === "card") card = plus(card, moved);
    else other = plus(other, moved);
  }
  return {
    cashier,
    documents: rows.length,
    sales: payable(rows.filter((row) => !isCredit(row))),
    refunds: payable(rows.filter(isCredit)),
    cash: formatHalalas(cash),
    card: formatHalalas(card),
    other: formatHalalas(other),
  };
}

/** Only simplified documents have a time limit: a standard one is cleared before it is handed over. */
function lateOf(rows: readonly DayRow[], now: number): DayReport["late"] {
  const late = rows.filter(
    ({ profile, issuedAt, settledAt = now }) => profile === "simplified" && settledAt - issuedAt > REPORTING_PERIOD_MS,
  );
  const documents = late.slice(0, MOST_LATE).map(({ irn, state, issuedAt, settledAt }) => ({
    irn,
    issuedAt: timeText(issuedAt),
    state,
    ...(settledAt === undefined ? {} : { settledAt: timeText(settledAt) }),
  }));
  return { count: late.length, documents };
}

const timeText = (at: number): string => `${localText(riyadhTime(at))}+03:00`;

/** In the order of the keys, so that the same day always reads the same. */
function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const countBy = <T>(items: readonly T[], key: (item: T) => string): Readonly<Record<string, number>> =>
  Object.fromEntries([...groupBy(items, key)].map(([name, group]) => [name, group.length]));
