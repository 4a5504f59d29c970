// The answers of the three document calls (reference: gateway A6): validation results, and a status whose name and
// neighbours differ from call to call.
import { type Answer, json } from "./answers.ts";
import type { DocumentCall } from "./calls.ts";
import type { Finding, Severity } from "./checks/check.ts";
import { verdictOf } from "./checks/judge.ts";
import type { Kind } from "./invoice.ts";

/** Languages of messages. */
export type Language = "ar" | "en";

/** What an answer to a document is made of. */
export type Outcome = {
  readonly call: DocumentCall;
  readonly kind: Kind;
  readonly findings: readonly Finding[];
  readonly language: Language;
  /** The document with the gateway's stamp, base64, where it was cleared. */
  readonly cleared: string | null;
};

const STATUS_WORDS: Readonly<Record<Severity | "INFO", string>> = { INFO: "PASS", WARNING: "WARNING", ERROR: "ERROR" };

const messages = (findings: readonly Finding[], severity: Severity | "INFO", language: Language) =>
  findings
    .filter((finding) => finding.severity === severity)
    .map(({ code, category, message }) => ({
      type: severity,
      code,
      category,
      message: message[language],
      status: STATUS_WORDS[severity],
    }));

const validationResults = ({ findings, language }: Outcome) => ({
  infoMessages: messages(findings, "INFO", language),
  warningMessages: messages(findings, "WARNING", language),
  errorMessages: messages(findings, "ERROR", language),
  status: verdictOf(findings),
});

type Tail = (outcome: Outcome, isGood: boolean) => Readonly<Record<string, unknown>>;

/** What follows the validation results, call by call. */
const TAILS: Readonly<Record<DocumentCall, Tail>> = {
  "compliance-check": ({ kind }, isGood) => ({
    reportingStatus: kind === "simplified" ? (isGood ? "REPORTED" : "NOT_REPORTED") : null,
    clearanceStatus: kind === "standard" ? (isGood ? "CLEARED" : "NOT_CLEARED") : null,
    qrSellertStatus: null,
    qrBuyertStatus: null,
  }),
  reporting: (_outcome, isGood) => ({ reportingStatus: isGood ? "REPORTED" : "NOT_REPORTED" }),
  clearance: ({ cleared }, isGood) => ({
    clearanceStatus: isGood ? "CLEARED" : "NOT_CLEARED",
    clearedInvoice: isGood ? cleared : null,
  }),
};

/** The answer to a judged document: 400 on any error, the given status on warnings, else 200. */
export const documentAnswer = (outcome: Outcome, warningStatus: number): Answer => {
  const verdict = verdictOf(outcome.findings);
  const status = { PASS: 200, WARNING: warningStatus, ERROR: 400 }[verdict];
  return json(status, {
    validationResults: validationResults(outcome),
    ...TAILS[outcome.call](outcome, verdict !== "ERROR"),
  });
};

/** 409: this hash was reported within the last 24 hours. The body says failure, the meaning is success. */
export const alreadyReported = (language: Language): Answer =>
  json(409, {
    validationResults: {
      infoMessages: [],
      warningMessages: [],
      errorMessages: [
        {
          type: "ERROR",
          code: "Invoice-Errors",
          category: "Duplicate-Invoice",
          message:
            language === "ar"
              ? "تم الإبلاغ عن الفاتورة بنجاح مسبقًا."
              : "Invoice was already Reported successfully earlier.",
          status: "ERROR",
        },
      ],
      status: "ERROR",
    },
    reportingStatus: "NOT_REPORTED",
  });

/** 208: this hash was cleared within the last 24 hours; the cleared document comes again. */
export const alreadyCleared = (outcome: Outcome): Answer => ({ ...documentAnswer(outcome, 200), status: 208 });
