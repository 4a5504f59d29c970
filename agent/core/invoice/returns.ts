// How much of a document can still be credited: never more than was charged, line by line and in all (documents.md C9).
import { apportion } from "../money/apportion.ts";
import {
  add,
  type Decimal,
  exceeds,
  formatDecimal,
  NOTHING,
  parseDecimal,
  subtract,
  toHalalas,
} from "../money/decimal.ts";
import { formatHalalas, type Halalas, larger, minus, plus, sum, ZERO } from "../money/halalas.ts";
import type { ReceiptModel } from "../receipt/model.ts";
import type { Violation } from "../violation.ts";
import { error } from "./finding.ts";
import type { Priced } from "./lifecycle.ts";

/** So much of one line of a document, with VAT, before discounts and charges of the whole document. */
export interface Portion {
  readonly line: number;
  readonly quantity: Decimal;
  readonly amount: Halalas;
}

/** What a document charged, what a note gave back of it, or what is left. */
export interface Returnable {
  readonly portions: readonly Portion[];
  /** With VAT, after discounts and charges of the whole document (BT-112). */
  readonly total: Halalas;
  /** ISO 4217. */
  readonly currency: string;
}

/** What is stored of an issued document. */
export interface StoredReceipt {
  readonly receipt: Pick<ReceiptModel, "lines" | "totalWithVat" | "currency">;
  /** The sale as the till sent it, which knows what its lines give back. */
  readonly sale: string;
}

/** Everything a stored document charged. */
export const returnableOf = ({ receipt }: Pick<StoredReceipt, "receipt">): Returnable => ({
  portions: receipt.lines.map(({ quantity, amount }, i) => ({
    line: i + 1,
    quantity: numberOf(quantity),
    amount: amountOf(amount),
  })),
  total: amountOf(receipt.totalWithVat),
  currency: receipt.currency,
});

/** What each line is of the total: what the whole document has of discounts, charges and rounding is spread over them. */
const sharesOf = (amounts: readonly Halalas[], total: Halalas): readonly Halalas[] => {
  const all = sum(amounts);
  return all === ZERO
    ? amounts
    : apportion(
        amounts.map((amount) => amount * total),
        all,
        total,
      );
};

/**
 * What a stored credit note gave back of one document: the lines that name it, and all that names no document, since
 * that may have been any of the note's originals.
 */
export function creditOn(irn: string, note: StoredReceipt): Returnable {
  const lines = referencesOf(note.sale);
  const { portions, total, currency } = returnableOf(note);
  const shares = sharesOf(
    portions.map(({ amount }) => amount),
    total,
  );
  const elsewhere = shares.filter((_, i) => ![undefined, irn].includes(lines[i]?.irn));
  const named = portions.flatMap((portion, i) => {
    const original = lines[i];
    return original?.irn === irn ? [{ ...portion, line: original.line }] : [];
  });
  return { portions: named, total: minus(total, sum(elsewhere)), currency };
}

/** What is left of a document after the notes on it. */
export const leftOf = (
  original: Returnable,
  credits: readonly Pick<Returnable, "portions" | "total">[],
): Returnable => ({
  ...original,
  portions: original.portions.map((portion) =>
    lessAll(
      portion,
      credits.flatMap((credit) => credit.portions),
    ),
  ),
  total: larger(minus(original.total, sum(credits.map(({ total }) => total))), ZERO),
});

function lessAll(portion: Portion, credited: readonly Portion[]): Portion {
  const same = credited.filter(({ line }) => line === portion.line);
  const quantity = same.reduce((all, one) => add(all, one.quantity), NOTHING);
  const amount = minus(portion.amount, sum(same.map((one) => one.amount)));
  return {
    line: portion.line,
    quantity: exceeds(quantity, portion.quantity) ? NOTHING : subtract(portion.quantity, quantity),
    amount: larger(amount, ZERO),
  };
}

/**
 * Where a credit note would give back more than is left, with what is left. `left` holds the originals the ledger knows;
 * what it does not know (an older system, a lost receipt) cannot be checked.
 */
export function excessOf(note: Priced, left: ReadonlyMap<string, Returnable>): readonly Violation[] {
  if (note.sale.kind.type !== "credit-note") return [];
  const foreign = currencyFindings(note, left);
  return foreign.length > 0 ? foreign : [...lineExcess(note, left), ...totalExcess(note, left)];
}

function currencyFindings({ sale }: Priced, left: ReadonlyMap<string, Returnable>): readonly Violation[] {
  const originals = "originals" in sale.kind ? sale.kind.originals : [];
  return originals.flatMap((original, i) => {
    const known = original.by === "irn" ? left.get(original.irn) : undefined;
    const isForeign = known !== undefined && known.currency !== sale.currency.code;
    return isForeign ? [otherCurrency(`originals[${i}]`, known.currency, sale.currency.code)] : [];
  });
}

/**
 * Whether more is given back than is left. Each line that names its original may be rounded up by a halala: a line of three
 * pieces for 20.00 comes back as three times 6.67. Where nothing is left, nothing is.
 */
const isMore = (given: Halalas, left: Halalas, lines: number): boolean =>
  given > left && (left === ZERO || given - left > BigInt(lines));

/** Two lines of a note may give back the same line of the original: each takes from what the one before left. */
function lineExcess({ figures }: Priced, left: ReadonlyMap<string, Returnable>): readonly Violation[] {
  const remaining = new Map(left);
  return figures.lines.flatMap(({ line, gross }, i) => {
    const known = line.original && remaining.get(line.original.irn);
    if (line.original === undefined || known === undefined) return [];
    const { irn, line: number } = line.original;
    const portion = known.portions.find((one) => one.line === number);
    if (portion === undefined) return [noSuchLine(`lines[${i}].original.line`, irn, known.portions.length)];
    remaining.set(
      irn,
      leftOf(known, [{ portions: [{ line: number, quantity: line.quantity, amount: gross }], total: ZERO }]),
    );
    const isTooMuch = exceeds(line.quantity, portion.quantity) || isMore(gross, portion.amount, 1);
    return isTooMuch ? [tooMuchOfLine(`lines[${i}]`, portion)] : [];
  });
}

function totalExcess({ sale, figures }: Priced, left: ReadonlyMap<string, Returnable>): readonly Violation[] {
  const originals = "originals" in sale.kind ? sale.kind.originals : [];
  const known = originals.map((original) => (original.by === "irn" ? left.get(original.irn) : undefined));
  const most = known.reduce<Halalas | undefined>(
    (all, one) => (all === undefined || one === undefined ? undefined : plus(all, one.total)),
    ZERO,
  );
  const named = figures.lines.filter(({ line }) => line.original !== undefined).length;
  if (most !== undefined && isMore(figures.totals.gross, most, named)) return [tooMuch(most)];
  return originals.flatMap((original) => (original.by === "irn" ? namedExcess(figures, original.irn, left) : []));
}

/** The lines that name a document give back no more of it than is left, whatever other originals the note has. */
function namedExcess(
  { lines, totals }: Priced["figures"],
  irn: string,
  left: ReadonlyMap<string, Returnable>,
): readonly Violation[] {
  const known = left.get(irn);
  const shares = sharesOf(
    lines.map(({ gross }) => gross),
    totals.gross,
  );
  const named = shares.filter((_, i) => lines[i]?.line.original?.irn === irn);
  return known !== undefined && isMore(sum(named), known.total, named.length) ? [tooMuch(known.total)] : [];
}

interface LineReference {
  readonly irn: string;
  readonly line: number;
}

/** Which line of which document each line of a stored sale gives back; it was parsed before it was stored. */
function referencesOf(sale: string): readonly (LineReference | undefined)[] {
  const { lines }: { readonly lines: readonly { readonly original?: LineReference }[] } = JSON.parse(sale);
  return lines.map(({ original }) => original && { ...original, irn: original.irn.trim() });
}

/** A number of a stored receipt. @throws Error when it is none: what was stored has been tampered with. */
function numberOf(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error("a stored receipt holds a number that is none");
  return value;
}

const amountOf = (text: string): Halalas => toHalalas(numberOf(text));

const otherCurrency = (path: string, own: string, here: string) =>
  error(
    "return/currency",
    path,
    [`المستند الأصلي بعملة ${own} والإشعار بعملة ${here}`, `the original is in ${own}, the note in ${here}`],
    [`أصدر الإشعار بعملة ${own}`, `issue the note in ${own}`],
  );

const noSuchLine = (path: string, irn: string, lines: number) =>
  error(
    "return/no-such-line",
    path,
    [`ليس في ${irn} سطر بهذا الرقم، وآخر سطوره ${lines}`, `${irn} has no such line; its last is ${lines}`],
    ["صحح رقم السطر", "correct the line number"],
  );

const tooMuchOfLine = (path: string, { line, quantity, amount }: Portion) =>
  error(
    "return/line-exceeded",
    path,
    [
      `المرتجع أكثر من الباقي في السطر ${line}: الكمية ${formatDecimal(quantity)} والمبلغ ${formatHalalas(amount)}`,
      `more is given back than is left of line ${line}: quantity ${formatDecimal(quantity)}, amount ${formatHalalas(amount)}`,
    ],
    ["خفّض الكمية أو المبلغ إلى الباقي", "lower quantity or amount to what is left"],
  );

const tooMuch = (left: Halalas) =>
  error(
    "return/total-exceeded",
    "lines",
    [
      `الإشعار أكبر مما بقي من المستند الأصلي: ${formatHalalas(left)}`,
      `the note is above what is left of its original: ${formatHalalas(left)}`,
    ],
    ["خفّض مبلغ الإشعار إلى الباقي", "lower the note to what is left"],
  );
