// The small elements every part of the document is built of.
import { type Decimal, formatDecimal } from "../money/decimal.ts";
import { formatHalalas, type Halalas } from "../money/halalas.ts";
import { element, type XmlAttribute, type XmlElement } from "../xml/tree.ts";

/** A part that may be missing: there are no empty elements (documents.md C2). */
export type Part = XmlElement | undefined;

/** An aggregate of the parts that are there. */
export function group(name: string, ...parts: readonly (Part | readonly Part[])[]): XmlElement {
  const children: XmlElement[] = [];
  for (const part of parts) {
    if (part === undefined) continue;
    if ("name" in part) children.push(part);
    else children.push(...part.filter((one) => one !== undefined));
  }
  return element(name, children);
}

/** A text element; none for no text. */
export const text = (name: string, value: string | undefined, attributes: readonly XmlAttribute[] = []): Part =>
  value === undefined || value === "" ? undefined : element(name, value, attributes);

/** Writes amounts of one currency. */
export type Money = (name: string, amount: Halalas) => XmlElement;

/** Amounts with their `currencyID`, two decimals. */
export const moneyIn = (currency: string): Money => {
  const attributes = [{ name: "currencyID", value: currency }];
  return (name, amount) => element(name, formatHalalas(amount), attributes);
};

/** A unit price: two decimals or as many as it has. */
export const priceIn = (currency: string, name: string, price: Decimal): XmlElement =>
  element(name, formatDecimal(price, 2), [{ name: "currencyID", value: currency }]);

/** A quantity with its unit. */
export const quantity = (name: string, value: string, unit: string): XmlElement =>
  element(name, value, [{ name: "unitCode", value: unit }]);
