// How a finding is written down: Arabic and English, what is wrong and what to do.
import type { Bilingual } from "../bilingual.ts";
import type { Violation } from "../violation.ts";

/** Arabic, then English. */
export type Pair = readonly [ar: string, en: string];

const bilingual = ([ar, en]: Pair): Bilingual => ({ ar, en });

/** A mistake that stops the sale: official rule id or `sale/…`, where, what, what to do. */
export const error = (code: string, path: string, message: Pair, fix: Pair): Violation => ({
  code,
  severity: "error",
  path,
  message: bilingual(message),
  fix: bilingual(fix),
});

/** What the till is told while the sale goes on. */
export const warning = (code: string, path: string, message: Pair, fix: Pair): Violation => ({
  ...error(code, path, message, fix),
  severity: "warning",
});
