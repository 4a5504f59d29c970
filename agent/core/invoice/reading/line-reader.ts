// How lines and payments of a sale are read (contract.md, Sale).

import type { Line, Payment } from "../draft.ts";
import { LONGEST_NAME } from "../pricing/item-name.ts";
import { readCharge, readDiscount } from "./adjustments.ts";
import { problems } from "./problems.ts";
import { described, fail, list, object, oneOf, optional, otherwise, type Read, required } from "./reader.ts";
import {
  QUANTITY,
  readIrn,
  readLines,
  readMoney,
  readPattern,
  readPositive,
  readPrice,
  readLine as readShortText,
  readText,
} from "./values.ts";
import { readVat } from "./vat-reader.ts";

/** More discounts, charges or payments than any sale has. */
export const MAX_PARTS = 100;

/** A line is named by its number on the original, 1 and up. */
const readLineNumber: Read<number> = described({ type: "integer", minimum: 1, maximum: 999_999 }, (value, at) =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 999_999
    ? value
    : fail(at, problems.badForm(at.path, value, ["رقم السطر: 1 أو 2 أو 3 …", "a line number: 1, 2, 3 …"])),
);

const readUnit = readPattern(/^[A-Z0-9]{2,3}$/, [
  "رمز وحدة من UN/ECE 20 مثل PCE أو KGM",
  "a unit code of UN/ECE 20 such as PCE or KGM",
]);

export const readSaleLine: Read<Line> = object({
  name: required(readText(LONGEST_NAME)),
  quantity: required(readPositive(QUANTITY)),
  unit: otherwise(readUnit, "PCE"),
  price: required(readPrice),
  basePriceQuantity: optional(readPositive(QUANTITY)),
  priceDiscount: optional(readPrice),
  amount: optional(readMoney),
  vat: required(readVat),
  discounts: otherwise(list(readDiscount, MAX_PARTS), []),
  charges: otherwise(list(readCharge, MAX_PARTS), []),
  code: optional(readShortText(127)),
  barcode: optional(readShortText(127)),
  note: optional(readLines(1000)),
  original: optional(object({ irn: required(readIrn), line: required(readLineNumber) })),
});

export const readPayment: Read<Payment> = object({
  means: required(oneOf(["cash", "card", "transfer", "account", "voucher", "wallet", "points"])),
  amount: required(readMoney),
  label: optional(readText(100)),
});
