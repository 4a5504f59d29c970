// The members of a sale in the order of the contract: what each must look like for itself.
import type { Bilingual } from "../../bilingual.ts";
import { readBuyer } from "../party.ts";
import { NOTE_REASONS } from "../reasons.ts";
import { readDocumentCharge, readDocumentDiscount } from "./adjustments.ts";
import { readDate } from "./dates.ts";
import { MAX_PARTS, readPayment, readSaleLine } from "./line-reader.ts";
import {
  described,
  list,
  type Members,
  nonEmptyList,
  object,
  oneOf,
  optional,
  otherwise,
  type Read,
  required,
} from "./reader.ts";
import { readDeduction, readOriginal } from "./references.ts";
import {
  readCurrencyCode,
  readExchangeRate,
  readIrn,
  readLine,
  readLines,
  readMoney,
  readReference,
  readText,
} from "./values.ts";

/** A till stays far below; more would hold up the other tills of the shop while it is priced and stamped. */
const MAX_LINES = 1_000;
const MAX_ORIGINALS = 1_000;

/** A legal reason by its key, or words. */
const readReasonText = readText(1000);
const readNoteReason: Read<Bilingual> = described(
  { anyOf: [{ type: "string", enum: Object.keys(NOTE_REASONS) }, readReasonText.schema] },
  (value, at) => {
    const legal = typeof value === "string" && Object.hasOwn(NOTE_REASONS, value) ? NOTE_REASONS[value] : undefined;
    return legal ?? readReasonText(value, at);
  },
);

export const SALE = {
  reference: required(readReference),
  type: otherwise(oneOf(["invoice", "credit-note", "debit-note", "prepayment"]), "invoice"),
  profile: otherwise(oneOf(["simplified", "standard"]), "simplified"),
  prices: otherwise(oneOf(["vat-inclusive", "vat-exclusive"]), "vat-inclusive"),
  lines: required(nonEmptyList(readSaleLine, MAX_LINES)),
  discounts: otherwise(list(readDocumentDiscount, MAX_PARTS), []),
  charges: otherwise(list(readDocumentCharge, MAX_PARTS), []),
  payments: otherwise(list(readPayment, MAX_PARTS), []),
  tip: optional(readMoney),
  rounding: optional(object({ to: required(readMoney) })),
  buyer: optional(readBuyer),
  originals: otherwise(list(readOriginal, MAX_ORIGINALS), []),
  reason: optional(readNoteReason),
  prepaid: otherwise(list(readDeduction, MAX_PARTS), []),
  flags: otherwise(list(oneOf(["third-party", "nominal", "export", "summary", "self-billed"]), 5), []),
  supplyDate: optional(readDate),
  supplyEndDate: optional(readDate),
  currency: otherwise(readCurrencyCode, "SAR"),
  exchangeRate: optional(readExchangeRate),
  irn: optional(readIrn),
  cashier: optional(readText(100)),
  order: optional(readLine(127)),
  note: optional(readLines(1000)),
};

/** What was read of a sale: a member that is wrong for itself is left out. */
export type ReadSale = Members<typeof SALE>;
export type PartOfSale = Partial<ReadSale>;
