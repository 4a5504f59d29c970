// Why an onboarding or a renewal stopped and what to do next: the gateway's codes as a table (gateway.md A5).
import type { Bilingual } from "../bilingual.ts";
import type { Answer, CsidAnswer, CsidProblem } from "../reporting/answer.ts";
import { TROUBLES } from "./trouble-texts.ts";

/** One reason, as the unit's record keeps it. */
export interface Trouble {
  readonly code: TroubleCode;
  /** The gateway's own words, or the field, where there are any. */
  readonly detail?: string;
}

export type TroubleCode = keyof typeof TROUBLES;

/** What went wrong and what to do, for a person. */
export function explain({ code, detail }: Trouble): { readonly message: Bilingual; readonly fix: Bilingual } {
  const { message, fix } = TROUBLES[code];
  if (detail === undefined || detail === "") return { message, fix };
  return { message: { ar: `${message.ar} (${detail})`, en: `${message.en} (${detail})` }, fix };
}

interface RefusalRow {
  readonly code?: string;
  readonly text?: RegExp;
  readonly trouble: TroubleCode;
}

/** The gateway's codes and words; the first row that fits counts. */
export const REFUSALS: readonly RefusalRow[] = [
  { code: "Missing-OTP", trouble: "otp-invalid" },
  { code: "Invalid-OTP", trouble: "otp-invalid" },
  { text: /certificate template|0x80094800/i, trouble: "wrong-template" },
  { code: "CA-Refusal", trouble: "ca-refused" },
  { code: "NOT_COMPLIANT", trouble: "ca-refused" },
  { code: "EXCEED_CHARACTER_LIMIT", trouble: "field-too-long" },
  { code: "Missing-CSR", trouble: "csr-invalid" },
  { code: "Invalid-CSR", text: /organi[sz]ation(?:al)? unit|\bTIN\b|VAT group/i, trouble: "group-branch" },
  { code: "Invalid-CSR", trouble: "csr-invalid" },
  { code: "Missing-ComplianceSteps", trouble: "steps-missing" },
  { code: "Invalid-ComplianceRequestId", trouble: "compliance-unknown" },
  { code: "Missing-currentCSID", trouble: "current-csid-unknown" },
  { code: "Invalid-currentCSID", trouble: "current-csid-unknown" },
];

const fits = ({ code, text }: RefusalRow, problem: CsidProblem): boolean =>
  (code === undefined || code === problem.code) && (text === undefined || text.test(problem.text));

/** The trouble behind a refusal. */
export function refusalTrouble(problems: readonly CsidProblem[]): Trouble {
  for (const row of REFUSALS) {
    const problem = problems.find((candidate) => fits(row, candidate));
    if (problem !== undefined) return { code: row.trouble, detail: problem.text };
  }
  const detail = problems.map(({ code, text }) => `${code}: ${text}`).join("; ");
  return { code: "refused", detail };
}

const MISCONFIGURED = { url: "gateway-address", "content-type": "gateway-address", version: "api-version" } as const;

/** The trouble behind an answer that brought no certificate and passed no document. */
export function troubleOf(answer: Answer | CsidAnswer): Trouble {
  switch (answer.kind) {
    case "refused":
      return refusalTrouble(answer.problems);
    case "rejected":
      return { code: "document-refused", detail: answer.errors.map(({ code, text }) => `${code}: ${text}`).join("; ") };
    case "unauthorized":
      return { code: "credentials" };
    case "misconfigured":
      return { code: MISCONFIGURED[answer.because], detail: `HTTP ${answer.status}` };
    case "unreachable":
      return { code: "network", detail: answer.because };
    case "too-many":
    case "unavailable":
    case "hiccup":
      return { code: "gateway-away", detail: `HTTP ${answer.status}` };
    case "unknown-outcome":
      return { code: "gateway-away", detail: answer.because };
    case "not-a-verdict":
      return { code: "unexpected", detail: answer.because };
    default:
      return { code: "unexpected", detail: `${answer.kind}, HTTP ${answer.status}` };
  }
}
