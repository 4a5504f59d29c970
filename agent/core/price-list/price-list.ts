// What a shop sells, for the touch page: the same words as a line of a sale, so that a tile is a line without quantity.
import { FAILED, object, optional, required } from "../invoice/reading/reader.ts";
import { readLine, readPrice, readText } from "../invoice/reading/values.ts";
import { readVat } from "../invoice/reading/vat-reader.ts";
import type { Violation } from "../violation.ts";

const ITEM = object({
  name: required(readText(1000)),
  price: required(readPrice),
  vat: required(readVat),
  unit: optional(readLine(10)),
  code: optional(readLine(100)),
  barcode: optional(readLine(100)),
  group: optional(readText(100)),
});

/** More tiles than anybody finds anything in. */
const MAX_ITEMS = 2000;

export interface PriceList {
  /** As the shop wrote them. */
  readonly items: readonly object[];
  readonly violations: readonly Violation[];
}

/** The schema of one item, for the description of the API. */
export const ITEM_SCHEMA = ITEM.schema ?? {};

/**
 * The rows that can be sold as they stand in the file, and what is wrong with the others.
 * @example readPriceList([{ name: "Flat white", price: "16.00", vat: "S" }]).items.length // 1
 */
export function readPriceList(rows: unknown): PriceList {
  if (!Array.isArray(rows)) return { items: [], violations: [noList] };
  const violations: Violation[] = [];
  const items = rows.slice(0, MAX_ITEMS).filter((row, i) => isSellable(row, i, violations));
  return { items, violations: rows.length > MAX_ITEMS ? [...violations, tooMany] : violations };
}

function isSellable(row: unknown, at: number, violations: Violation[]): boolean {
  const before = violations.length;
  const report = (violation: Violation): void =>
    void violations.push({ ...violation, code: violation.code.replace(/^sale\//, "price-list/") });
  return ITEM(row, { path: `item[${at + 1}]`, report }) !== FAILED && violations.length === before;
}

const noList: Violation = {
  code: "price-list/no-list",
  severity: "error",
  path: "item",
  message: { ar: "قائمة الأسعار بلا أصناف", en: "the price list has no list of items" },
  fix: { ar: "اكتب كل صنف تحت [[item]]", en: "write each item under [[item]]" },
};

const tooMany: Violation = {
  code: "price-list/too-many",
  severity: "error",
  path: "item",
  message: { ar: `أكثر من ${MAX_ITEMS} صنف`, en: `more than ${MAX_ITEMS} items` },
  fix: { ar: "اختصر القائمة", en: "shorten the list" },
};
