// The form of a business rule: one row, one official code, one place in the tree (check D9).
import type { Bilingual } from "../bilingual.ts";
import type { ReadCase } from "../checks/check.ts";
import { all, type Element } from "../xml/element.ts";
import { type Decimal, decimal } from "./decimal.ts";
import { MESSAGES } from "./messages.ts";

/** What a rule may look at beside its own element. */
export type RuleContext = { readonly invoice: Element; readonly subject: ReadCase };

/** One rule. It breaks where any element at one of its places breaks it. */
export type Rule = {
  readonly code: string;
  /** Paths from the invoice; the empty path is the invoice itself. */
  readonly at: string | readonly string[];
  readonly breaks: (here: Element, context: RuleContext) => boolean;
  readonly message: Bilingual;
};

/** A row of a table: code, place, test. */
export type Row = readonly [code: string, at: Rule["at"], breaks: Rule["breaks"]];

/**
 * Turns rows into rules; the messages begin with the code, as the gateway's do.
 * @throws Error for a code without a message.
 */
export const rules = (rows: readonly Row[]): readonly Rule[] =>
  rows.map(([code, at, breaks]) => {
    const words = MESSAGES[code];
    if (words === undefined) throw new Error(`rule ${code} has no message`);
    const [ar, en] = words;
    return { code, at, breaks, message: { ar: `[${code}] - ${ar}`, en: `[${code}] - ${en}` } };
  });

/** Every element at one or several paths. */
export const places = (from: Element, at: Rule["at"]): readonly Element[] =>
  (typeof at === "string" ? [at] : at).flatMap((path) => (path === "" ? [from] : all(from, path)));

/** Whether anything stands at a path. */
export const has = (from: Element, path: string): boolean => all(from, path).length > 0;

/** Whether something other than blanks stands at a path. */
export const filled = (from: Element, path: string): boolean => all(from, path).some(({ text }) => text.trim() !== "");

/** The text of the first element at a path, without blanks around it; empty where there is none. */
export const value = (from: Element, path: string): string => (all(from, path)[0]?.text ?? "").trim();

/** An attribute of the first element at a path; empty where there is none. */
export const attribute = (from: Element, path: string, name: string): string =>
  all(from, path)[0]?.attributes[name] ?? "";

/** fn:string-length: code points, so that a character outside the basic plane counts once. */
export const lengthOf = (text: string): number => [...text].length;

/** The number at a path; undefined where there is none. */
export const number = (from: Element, path: string): Decimal | undefined => decimal(value(from, path));

/** The number at a path, zero where there is none. */
export const amount = (from: Element, path: string): Decimal => number(from, path) ?? 0n;

/** The sum of the numbers at a path. */
export const sum = (from: readonly Element[], path: string): Decimal =>
  from.flatMap((one) => places(one, path)).reduce((total, { text }) => total + (decimal(text) ?? 0n), 0n);

const INDICATORS = { true: ["true", "1"], false: ["false", "0"] } as const;

/** Allowances (`false`) or charges (`true`) directly below an element. */
export const adjustments = (from: Element, indicator: "true" | "false"): readonly Element[] => {
  const words: readonly string[] = INDICATORS[indicator];
  return all(from, "cac:AllowanceCharge").filter((one) => words.includes(value(one, "cbc:ChargeIndicator")));
};

/** Whether a tax category belongs to VAT. */
export const isVat = (category: Element): boolean => value(category, "cac:TaxScheme/cbc:ID").toUpperCase() === "VAT";

/** The code of a tax category: S, Z, E or O. */
export const categoryOf = (category: Element): string => value(category, "cbc:ID");

/** Whether more than two characters follow the decimal point; blanks count, as they do for the authority. */
export const hasThirdDecimal = (text: string): boolean => /\.[\s\S]{3}/.test(text);

/** The transaction code of an invoice (KSA-2). */
export const transactionCode = (invoice: Element): string => attribute(invoice, "cbc:InvoiceTypeCode", "name");

/** Whether the transaction code begins with a kind at all; some rules look at nothing else. */
export const hasKind = (invoice: Element): boolean => /^0[12]/.test(transactionCode(invoice));

/** Whether the document is a standard one, as the rules read its transaction code. */
export const isStandard = (invoice: Element): boolean => /01\d{5}/.test(transactionCode(invoice));

/** Whether the document is a simplified one, as the rules read its transaction code. */
export const isSimplified = (invoice: Element): boolean => /02\d{5}/.test(transactionCode(invoice));

/** Whether the document is a summary of simplified sales. */
export const isSummary = (invoice: Element): boolean => /02\d{3}1\d/.test(transactionCode(invoice));

/** Whether the document is a credit or debit note. */
export const isNote = (invoice: Element): boolean => ["381", "383"].includes(value(invoice, "cbc:InvoiceTypeCode"));
