// The rule book as document checks (D9): the books of EN 16931 and of the Kingdom, errors and warnings.
import { type Check, EVERYWHERE, type ReadCase, type Severity } from "../checks/check.ts";
import { EN_ERRORS } from "./en-errors.ts";
import { EN_WARNINGS } from "./en-warnings.ts";
import { KSA_AMOUNT_WARNINGS } from "./ksa-amount-warnings.ts";
import { KSA_ERRORS } from "./ksa-errors.ts";
import { KSA_WARNINGS } from "./ksa-warnings.ts";
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

/** Every rule, in the order of the two books. */
export const RULES: readonly Check[] = [
  ...EN_ERRORS.map(check("EN_16931", "ERROR")),
  ...[...EN_WARNINGS, ...EN_LENGTH_RULES].map(check("EN_16931", "WARNING")),
  ...KSA_ERRORS.map(check("KSA", "ERROR")),
  ...[...KSA_WARNINGS, ...KSA_AMOUNT_WARNINGS, ...KSA_LENGTH_RULES].map(check("KSA", "WARNING")),
];
