// The credit note for a stored sale: its own lines again, each naming the line it gives back.
import { decimal, halalas } from "../money.ts";
import type { Words } from "./basket.ts";

interface Adjustment {
  readonly amount?: string;
  readonly percent?: string;
}

interface StoredLine {
  readonly name: Words;
  readonly quantity: string;
  readonly price: string;
  readonly amount?: string;
  readonly discounts?: readonly Adjustment[];
  readonly charges?: readonly Adjustment[];
}

/** A sale as the till once sent it. */
export interface StoredSale {
  readonly lines: readonly StoredLine[];
  readonly profile?: string;
  readonly prices?: string;
  readonly discounts?: readonly Adjustment[];
  readonly charges?: readonly Adjustment[];
  readonly buyer?: object;
  readonly currency?: string;
  readonly exchangeRate?: string;
  readonly cashier?: Words;
}

interface Wanted {
  readonly irn: string;
  readonly reference: string;
  readonly reason: string;
  readonly payments: readonly object[];
  /** Of each line how much is given back; undefined leaves the line out. */
  readonly quantities: readonly (string | undefined)[];
}

/** What the whole document gave off or charged goes back with the whole of it; of parts only what is a percentage. */
export function creditOf(sale: StoredSale, { irn, reference, reason, payments, quantities }: Wanted): object {
  const { lines, discounts = [], charges = [], profile, prices, buyer, currency, exchangeRate, cashier } = sale;
  const isWhole = lines.every(
    ({ quantity }, i) => quantities[i] !== undefined && Number(quantities[i]) === Number(quantity),
  );
  const kept = isWhole ? discounts : discounts.filter(({ percent }) => percent !== undefined);
  const given = { profile, prices, buyer, currency, exchangeRate, cashier };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    reference,
    type: "credit-note",
    originals: [{ irn }],
    reason,
    lines: lines.flatMap((line, i) => lineOf(line, quantities[i], { irn, line: i + 1 })),
    ...(kept.length === 0 ? {} : { discounts: kept }),
    ...(isWhole && charges.length > 0 ? { charges } : {}),
    payments,
  };
}

function lineOf(line: StoredLine, quantity: string | undefined, original: object): readonly object[] {
  if (quantity === undefined) return [];
  if (Number(quantity) === Number(line.quantity)) return [{ ...line, original }];
  const { amount: _, discounts, charges, ...rest } = line;
  const part = (rows: readonly Adjustment[]) => rows.map((row) => partOf(row, quantity, line.quantity));
  return [
    {
      ...rest,
      quantity,
      ...(discounts === undefined ? {} : { discounts: part(discounts) }),
      ...(charges === undefined ? {} : { charges: part(charges) }),
      original,
    },
  ];
}

/** A fixed amount goes back in proportion; thousandths are as fine as a scale weighs. */
function partOf(row: Adjustment, quantity: string, whole: string): Adjustment {
  const amount = row.amount === undefined ? undefined : halalas(row.amount);
  if (amount === undefined) return row;
  const [part, all] = [thousandths(quantity), thousandths(whole)];
  return all === 0n ? row : { ...row, amount: decimal((amount * part) / all) };
}

const thousandths = (text: string): bigint => BigInt(Math.round(Number(text) * 1000) || 0);
