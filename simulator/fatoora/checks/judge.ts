// All document checks in the order of the service: body, schema, rules, QR code, stamp (reference: simulator E3).

import { RULES } from "../rules/book.ts";
import { BODY_CHECKS, SCHEMA_VALID } from "./body.ts";
import type { Case, Check, Finding, ReadCase } from "./check.ts";
import { runChecks } from "./check.ts";
import { IDENTITY_CHECKS } from "./identity.ts";
import { LATENESS_CHECKS } from "./lateness.ts";
import { QR_CHECKS } from "./qr.ts";
import { STAMP_CHECKS } from "./stamp.ts";

/** Every check of a readable document. To add rules, add rows to a table here. */
export const DOCUMENT_CHECKS: readonly Check[] = [
  ...IDENTITY_CHECKS,
  ...RULES,
  ...LATENESS_CHECKS,
  ...QR_CHECKS,
  ...STAMP_CHECKS,
];

const isRead = (subject: Case): subject is ReadCase => typeof subject.reading !== "string";

const schemaNews = (subject: Case): readonly Finding[] =>
  isRead(subject) && subject.reading.schemaFaults.length === 0 ? [SCHEMA_VALID] : [];

/** Every finding about one upload, the good news of a valid schema included. */
export const judge = (subject: Case): readonly Finding[] => [
  ...schemaNews(subject),
  ...runChecks(BODY_CHECKS, subject),
  ...(isRead(subject) ? runChecks(DOCUMENT_CHECKS, subject) : []),
];

/** The verdict of a list of findings: any error rejects, else any warning is told. */
export const verdictOf = (findings: readonly Finding[]): "PASS" | "WARNING" | "ERROR" => {
  if (findings.some(({ severity }) => severity === "ERROR")) return "ERROR";
  return findings.some(({ severity }) => severity === "WARNING") ? "WARNING" : "PASS";
};
