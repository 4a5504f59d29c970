// A till's JSON → a draft, or everything that is wrong with it at once (contract.md, Sale).
import { err, ok, type Result } from "../result.ts";
import type { Violation } from "../violation.ts";
import { checkSense } from "./checks/sense.ts";
import type { Currency, FlagOf, Kind, Sale } from "./draft.ts";
import { type AnyDraft, draft } from "./lifecycle.ts";
import { isIdentified } from "./party.ts";
import { FAILED, isComplete, isObject, members } from "./reading/reader.ts";
import { type ReadSale, SALE } from "./reading/sale-members.ts";

/**
 * Parses a sale; the error lists every mistake with its path, message and fix.
 * @example parseSale({ reference: "till-7/1", lines: [{ name: "Kunafa", quantity: "1", price: "9.00", vat: "S" }] })
 */
export function parseSale(json: unknown): Result<AnyDraft, readonly Violation[]> {
  const found: Violation[] = [];
  const read = members(SALE, json, { path: "", report: (violation) => found.push(violation) });
  if (read === FAILED) return err(found);
  found.push(...checkSense(read));
  if (found.length > 0 || !isComplete(SALE, read)) return err(found);
  const made = draftOf(read);
  if (made === undefined) throw new Error("a sale passed its checks and is still incomplete");
  return ok(made);
}

/** Parses a sale that is only to be quoted, and so needs no reference yet. */
export const parseQuote = (json: unknown): Result<AnyDraft, readonly Violation[]> =>
  parseSale(isObject(json) ? { reference: "quote", ...json } : json);

/** The draft of a sale that passed its checks; undefined where they would have failed. */
function draftOf(read: ReadSale): AnyDraft | undefined {
  const { profile: _, flags, buyer, ...rest } = read;
  const kind = kindOf(read);
  const currency = currencyOf(read);
  if (kind === undefined || currency === undefined) return undefined;
  const common = { ...pickCommon(rest), kind, currency };
  if (read.profile === "simplified") {
    return draft({ ...common, profile: "simplified", flags: unique(flags).filter(isForSimplified), buyer }, []);
  }
  if (!isIdentified(buyer)) return undefined;
  return draft({ ...common, profile: "standard", flags: unique(flags), buyer }, []);
}

type CommonMembers = Omit<Sale, "profile" | "flags" | "buyer" | "kind" | "currency">;

const pickCommon = (read: Omit<ReadSale, "profile" | "flags" | "buyer">): CommonMembers => ({
  reference: read.reference,
  prices: read.prices,
  lines: read.lines,
  discounts: read.discounts,
  charges: read.charges,
  payments: read.payments,
  tip: read.tip,
  roundTo: read.rounding?.to,
  supplyDate: read.supplyDate,
  supplyEndDate: read.supplyEndDate,
  irn: read.irn,
  cashier: read.cashier,
  order: read.order,
  note: read.note,
});

function kindOf({ type, originals, reason, prepaid }: ReadSale): Kind | undefined {
  if (type === "invoice") return { type, prepaid };
  if (type === "prepayment") return { type };
  const [first, ...others] = originals;
  return first === undefined || reason === undefined ? undefined : { type, originals: [first, ...others], reason };
}

function currencyOf({ currency: code, exchangeRate: rate }: ReadSale): Currency | undefined {
  if (code === "SAR") return { code, rate: undefined };
  return rate === undefined ? undefined : { code, rate };
}

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

const isForSimplified = (flag: FlagOf<"standard">): flag is FlagOf<"simplified"> =>
  flag !== "export" && flag !== "self-billed";
