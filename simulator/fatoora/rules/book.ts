// The rule book as document checks (D9): the books of EN 16931 and of the Kingdom, errors and warnings.
import { type Check, EVERYWHERE, type ReadCase, type Severity } from "../checks/check.ts";
import { EN_ERRORS } from "./en-errors.ts";
import { EN_WARNINGS } from "./en-warnings.ts";
import { KSA_AMOUNT_ERRORS } from "./ksa-amount-errors.ts";
import { KSA_AMOUNT_WARNINGS } from "./ksa-amount-warnings.ts";
import { KSA_DOCUMENT_ERRORS } from "./ksa-document-errors.ts";
import { KSA_DOCUMENT_WARNINGS } from "./ksa-document-warnings.ts";
import { KSA_PARTY_WARNINGS } from "./ksa-party-warnings.ts";
import { KSA_TAX_WARNINGS } from "./ksa-tax-warnings.ts";
import { EN_LENGTH_RULES, KSA_LENGTH_RULES } from "./lengths.ts";
import { places, type Rule } from "./rule.ts";

const WARNING_EVERYWHERE = { "compliance-check": "WARNING", reporting: "WARNING", clearance: "WARNING" } as const;
const SEVERITIES: Readonly<Record<Severity, Check["severity"]>> = { ERROR: EVERYWHERE, WARNING: WARNING_EVERYWHERE };

const check =
  (category: "EN_16931" | "KSA", severity: Severity) =>
  ({ code, at, breaks, message }: Rule): Check => ({
    id: "D9",
    code,
    category,
    severity: SEVERITIES[severity],
    message,
    fails: (subject: ReadCase) => {
      const invoice = subject.reading.tree;
      return places(invoice, at).some((here) => breaks(here, { invoice, subject }));
    },
  });

type Chapter = readonly [category: "EN_16931" | "KSA", severity: Severity, rules: readonly Rule[]];

const CHAPTERS: readonly Chapter[] = [
  ["EN_16931", "ERROR", EN_ERRORS],
  ["EN_16931", "WARNING", EN_WARNINGS],
  ["EN_16931", "WARNING", EN_LENGTH_RULES],
  ["KSA", "ERROR", KSA_DOCUMENT_ERRORS],
  ["KSA", "ERROR", KSA_AMOUNT_ERRORS],
  ["KSA", "WARNING", KSA_DOCUMENT_WARNINGS],
  ["KSA", "WARNING", KSA_PARTY_WARNINGS],
  ["KSA", "WARNING", KSA_TAX_WARNINGS],
  ["KSA", "WARNING", KSA_AMOUNT_WARNINGS],
  ["KSA", "WARNING", KSA_LENGTH_RULES],
];

/** Every rule, in the order of the two books. */
export const RULES: readonly Check[] = CHAPTERS.flatMap(([category, severity, rules]) =>
  rules.map(check(category, severity)),
);
