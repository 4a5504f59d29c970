// The shop's price list: TOML (`[[item]]`) or CSV with a head row, read anew whenever somebody asks for it.
import { readFileSync } from "node:fs";
import { parse, TomlError } from "smol-toml";
import { messageOf } from "../agent/core/errors.ts";
import { csvRows } from "../agent/core/price-list/csv.ts";
import { type PriceList, readPriceList } from "../agent/core/price-list/price-list.ts";
import type { Violation } from "../agent/core/violation.ts";

/**
 * The items of a file that can be sold, and what is wrong with the others.
 * @example loadPriceList("/etc/khatm/prices.csv").items
 */
export function loadPriceList(file: string): PriceList {
  try {
    const text = readFileSync(file, "utf8");
    return readPriceList(/\.csv$/i.test(file) ? csvRows(text) : itemsOf(parse(text)));
  } catch (failure) {
    return { items: [], violations: [failure instanceof TomlError ? syntax(failure) : unreadable(file, failure)] };
  }
}

const itemsOf = (toml: Readonly<Record<string, unknown>>): unknown => toml["item"] ?? [];

const unreadable = (file: string, failure: unknown): Violation => ({
  code: "price-list/unreadable",
  severity: "error",
  path: file,
  message: { ar: "لا يمكن قراءة قائمة الأسعار", en: `the price list cannot be read: ${messageOf(failure)}` },
  fix: { ar: "صحح sales.priceList", en: "correct sales.priceList" },
});

const syntax = ({ line, column, message }: TomlError): Violation => ({
  code: "price-list/syntax",
  severity: "error",
  path: `line ${line}, column ${column}`,
  message: { ar: `الملف ليس TOML صحيحًا في السطر ${line}`, en: `the file is not TOML here: ${message.split("\n")[0]}` },
  fix: { ar: "انظر docs/console/README.md", en: "see docs/console/README.md" },
});
