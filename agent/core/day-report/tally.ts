// Sums over documents as they come by: exact halalas, and none of the documents is kept, so a year fits as well as a day.
import type { Bilingual } from "../bilingual.ts";
import type { DocumentType, Profile } from "../invoice/draft.ts";
import type { Totals } from "../invoice/totals.ts";
import { exactHalalas, parseDecimal } from "../money/decimal.ts";
import { formatHalalas, type Halalas, halalas, minus, ZERO } from "../money/halalas.ts";
import { joined } from "../text.ts";
import { type Groups, grouped } from "./groups.ts";

/** What sums need to know of a document. */
export interface TallyRow {
  readonly type: DocumentType;
  readonly profile: Profile;
  readonly totals: Totals;
  /** As the till sent them. */
  readonly payments: readonly { readonly means: string; readonly amount: string }[];
  readonly cashier?: string | Partial<Bilingual>;
}

const SUMS = ["net", "vat", "gross", "rounding", "prepaid", "payable"] as const;
type Sums<K extends string> = Record<K, bigint>;
type Shown<K extends string> = Readonly<Record<K, string>>;

export type DayTotals = Shown<(typeof SUMS)[number]>;
export type TaxPair = Shown<"taxable" | "vat">;

/** VAT of one category, rate and reason: credit notes are taken off; both sides stand beside it without a sign. */
export interface DayVat extends TaxPair {
  readonly category: string;
  readonly rate: string;
  readonly exemption?: string;
  readonly sales: TaxPair;
  readonly credits: TaxPair;
}

export interface DayPayment {
  readonly means: string;
  readonly received: string;
  readonly refunded: string;
  readonly net: string;
}

export interface DayCashier extends Shown<"sales" | "refunds" | "cash" | "card" | "other"> {
  readonly cashier: string;
  readonly documents: number;
}

/** Documents of one profile and type; amounts without a sign. */
export interface DayKind extends Shown<"net" | "vat" | "gross"> {
  readonly profile: Profile;
  readonly type: DocumentType;
  readonly count: number;
}

/** Sales, or credit notes apart; amounts without a sign. */
export interface SideTotals extends Shown<"net" | "vat" | "gross"> {
  readonly documents: number;
}

export interface Figures {
  /** In the order of profile and type. */
  readonly kinds: readonly DayKind[];
  readonly sales: SideTotals;
  readonly credits: SideTotals;
  readonly totals: DayTotals;
  /** VAT in riyals, whatever the documents' currency (BT-111). */
  readonly vatInSar: string;
  readonly vat: readonly DayVat[];
  readonly payments: readonly DayPayment[];
  readonly cashiers: readonly DayCashier[];
}

export interface Tally {
  /** @throws Error on an amount that is none: what cannot be read in the ledger was not written by this program. */
  add(row: TallyRow): void;
  figures(): Figures;
}

type Side = "sales" | "credits";
const sideOf = (type: DocumentType): Side => (type === "credit-note" ? "credits" : "sales");

const zeros = <K extends string>(...names: readonly K[]): Sums<K> =>
  Object.fromEntries(names.map((name) => [name, 0n])) as Sums<K>;
const shown = <K extends string>(sums: Sums<K>): Shown<K> =>
  Object.fromEntries(
    Object.entries<bigint>(sums).map(([name, sum]) => [name, formatHalalas(halalas(sum))]),
  ) as Shown<K>;

/** Sums of documents of one currency. */
export function createTally(): Tally {
  const kinds = grouped((profile: Profile, type: DocumentType) => ({ profile, type, count: 0, ...zeros(...SUMS) }));
  const vat = grouped(vatGroup);
  const payments = grouped((means: string) => ({ means, ...zeros("received", "refunded") }));
  const cashiers = grouped((cashier: string) => ({
    cashier,
    documents: 0,
    ...zeros("sales", "refunds", "cash", "card", "other"),
  }));
  const all = { ...zeros(...SUMS), vatInSar: 0n };
  return {
    add: (row) => {
      const sign = row.type === "credit-note" ? -1n : 1n;
      const kind = kinds.of(`${row.profile} ${row.type}`, row.profile, row.type);
      kind.count += 1;
      for (const name of SUMS) {
        const amount = amountOf(row.totals[name]);
        kind[name] += amount;
        all[name] += sign * amount;
      }
      all.vatInSar += sign * amountOf(row.totals.vatInSar);
      addVat(vat, row);
      addMoves(row, payments, cashiers);
    },
    figures: () => {
      const { vatInSar, ...totals } = all;
      return {
        kinds: kindsIn(kinds),
        sales: sideTotals(kinds, "sales"),
        credits: sideTotals(kinds, "credits"),
        totals: shown(totals),
        vatInSar: formatHalalas(halalas(vatInSar)),
        vat: vat.all().map(shownVat),
        payments: payments.all().map(({ means, received, refunded }) => ({
          means,
          ...shown({ received, refunded, net: received - refunded }),
        })),
        cashiers: cashiers.all().map(({ cashier, documents, ...sums }) => ({ cashier, documents, ...shown(sums) })),
      };
    },
  };
}

const PROFILES: readonly Profile[] = ["simplified", "standard"];
const TYPES: readonly DocumentType[] = ["invoice", "prepayment", "debit-note", "credit-note"];

type KindSums = { profile: Profile; type: DocumentType; count: number } & Sums<(typeof SUMS)[number]>;

type Kinds = Groups<[Profile, DocumentType], KindSums>;

function sideTotals(kinds: Kinds, side: Side): SideTotals {
  const own = kinds.all().filter(({ type }) => sideOf(type) === side);
  const sums = zeros("net", "vat", "gross");
  let documents = 0;
  for (const { count, net, vat, gross } of own) {
    documents += count;
    sums.net += net;
    sums.vat += vat;
    sums.gross += gross;
  }
  return { documents, ...shown(sums) };
}

const kindsIn = (kinds: Kinds): readonly DayKind[] =>
  PROFILES.flatMap((profile) => TYPES.map((type) => kinds.find(`${profile} ${type}`))).flatMap((kind) => {
    if (kind === undefined) return [];
    const { profile, type, count, net, vat, gross } = kind;
    return [{ profile, type, count, ...shown({ net, vat, gross }) }];
  });

/** In the order the authority lists them. */
const CATEGORIES = "SZEO";

const vatGroup = (category: string, rate: string, exemption: string | undefined) => ({
  key: { category, rate, ...(exemption === undefined ? {} : { exemption }) },
  sales: zeros("taxable", "vat"),
  credits: zeros("taxable", "vat"),
});
type VatGroup = ReturnType<typeof vatGroup>;

function addVat(groups: Groups<Parameters<typeof vatGroup>, VatGroup>, { type, totals }: TallyRow): void {
  for (const { category, rate, exemption, taxable, vat } of totals.vatBreakdown) {
    const key = `${CATEGORIES.indexOf(category)} ${rate.padStart(3)} ${exemption ?? ""}`;
    const side = groups.of(key, category, rate, exemption)[sideOf(type)];
    side.taxable += amountOf(taxable);
    side.vat += amountOf(vat);
  }
}

const shownVat = ({ key, sales, credits }: VatGroup): DayVat => ({
  ...key,
  ...shown({ taxable: sales.taxable - credits.taxable, vat: sales.vat - credits.vat }),
  sales: shown(sales),
  credits: shown(credits),
});

type PaymentSums = { means: string } & Sums<"received" | "refunded">;
type CashierSums = { cashier: string; documents: number } & Sums<"sales" | "refunds" | "cash" | "card" | "other">;

function addMoves(
  row: TallyRow,
  payments: Groups<[string], PaymentSums>,
  cashiers: Groups<[string], CashierSums>,
): void {
  const isCredit = row.type === "credit-note";
  const name = cashierOf(row);
  const own = cashiers.of(name, name);
  own.documents += 1;
  own[isCredit ? "refunds" : "sales"] += amountOf(row.totals.payable);
  for (const { means, amount } of movesOf(row)) {
    payments.of(means, means)[isCredit ? "refunded" : "received"] += amount;
    own[means === "cash" || means === "card" ? means : "other"] += isCredit ? -amount : amount;
  }
}

/** What changed hands; the change is given back out of the cash. */
function movesOf({ payments, totals }: TallyRow): readonly { readonly means: string; readonly amount: Halalas }[] {
  const moves = payments.map(({ means, amount }) => ({ means, amount: amountOf(amount) }));
  const change = amountOf(totals.change);
  return change === ZERO ? moves : [...moves, { means: "cash", amount: minus(ZERO, change) }];
}

const cashierOf = ({ cashier = "" }: TallyRow): string =>
  typeof cashier === "string" ? cashier : joined({ ar: cashier.ar ?? "", en: cashier.en ?? "" });

/** An amount of the ledger. */
function amountOf(text: string): Halalas {
  const isNegative = text.startsWith("-");
  const decimal = parseDecimal(isNegative ? text.slice(1) : text);
  const amount = decimal && exactHalalas(decimal);
  if (amount === undefined) throw new Error(`the ledger holds an amount that is none: ${text}`);
  return isNegative ? minus(ZERO, amount) : amount;
}
