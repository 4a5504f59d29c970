// What is being sold, until it is paid. It outlives a reload of the page, and so does its reference: a sale that was
// sent and not answered is sent again under the same one.
import type { Bilingual } from "../../agent/core/bilingual.ts";
import { named } from "../language.ts";
import { me } from "../person.ts";

export type Words = string | Partial<Bilingual>;
export type VatWords = "S" | { readonly category: string; readonly exemption?: string; readonly rate?: string };

/** A row of the shop's price list. */
export interface Item {
  readonly name: Words;
  readonly price: string;
  readonly vat: VatWords;
  readonly unit?: string;
  readonly code?: string;
  readonly barcode?: string;
  readonly group?: Words;
}

export interface BasketLine extends Item {
  readonly quantity: string;
  /** Percent taken off this line. */
  readonly discount?: string;
}

export interface Basket {
  readonly reference: string;
  readonly lines: readonly BasketLine[];
  /** Percent taken off all. */
  readonly discount?: string;
  readonly buyer?: Buyer;
}

export interface Buyer {
  readonly name: string;
  readonly vat?: string;
  readonly address: Readonly<Record<"street" | "building" | "district" | "city" | "postalCode", string>>;
}

export interface Payment {
  readonly means: "cash" | "card";
  readonly amount: string;
}

const KEPT = "khatm-basket";

export const emptyBasket = (): Basket => ({ reference: `console/${randomName()}`, lines: [] });

/** Not `randomUUID`, which a page has over TLS and loopback only. */
const randomName = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The basket that was left here. */
export function keptBasket(): Basket {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? "");
    return isBasket(kept) ? kept : emptyBasket();
  } catch {
    return emptyBasket();
  }
}

const isBasket = (kept: unknown): kept is Basket =>
  typeof kept === "object" && kept !== null && "reference" in kept && "lines" in kept && Array.isArray(kept.lines);

export const keep = (basket: Basket): void => sessionStorage.setItem(KEPT, JSON.stringify(basket));

/** Sold by weight: each one is a line of its own. */
export const isWeighed = ({ unit }: Item): boolean => unit === "KGM" || unit === "GRM" || unit === "LTR";

/** One more of an item: a line that is alike counts up. */
export function added(basket: Basket, item: Item, quantity = "1"): Basket {
  const at = isWeighed(item) ? -1 : basket.lines.findIndex((line) => isAlike(line, item));
  if (at < 0) return { ...basket, lines: [...basket.lines, { ...item, quantity }] };
  return changed(basket, at, (line) => ({ ...line, quantity: String(Number(line.quantity) + 1) }));
}

const isAlike = (line: BasketLine, item: Item): boolean =>
  line.discount === undefined &&
  named(line.name) === named(item.name) &&
  line.price === item.price &&
  line.code === item.code &&
  Number.isInteger(Number(line.quantity));

/** The basket with one line changed, or taken out. */
export function changed(basket: Basket, at: number, change: (line: BasketLine) => BasketLine | undefined): Basket {
  return { ...basket, lines: basket.lines.flatMap((line, i) => (i === at ? (change(line) ?? []) : line)) };
}

/** The sale as the terminal reads it (docs/api.md, Selling). */
export function saleOf(basket: Basket, payments: readonly Payment[]): object {
  const { reference, lines, discount, buyer } = basket;
  const person = me();
  return {
    reference,
    type: "invoice",
    profile: buyer === undefined ? "simplified" : "standard",
    prices: "vat-inclusive",
    lines: lines.map(lineOf),
    ...(discount === undefined ? {} : { discounts: [{ percent: discount, reason: DISCOUNT }] }),
    ...(buyer === undefined ? {} : { buyer }),
    payments,
    ...(person === undefined ? {} : { cashier: person.displayName ?? person.name }),
  };
}

const DISCOUNT: Bilingual = { ar: "خصم", en: "Discount" };

const lineOf = ({ discount, group: _, ...line }: BasketLine): object => ({
  ...line,
  ...(discount === undefined ? {} : { discounts: [{ percent: discount, reason: DISCOUNT }] }),
});
