// The gateway's answer to a certificate call → CsidAnswer: success, 428, and the five shapes of a refusal (gateway.md A5).
import type { CsidAnswer, CsidProblem, IssuedCsid } from "./answer.ts";
import { isObject, type Json, listAt, objectAt, parseObject, plainText, textAt } from "./json.ts";
import { gatewayTime, notAVerdict, noVerdict, type RawAnswer } from "./no-verdict.ts";

export type CsidCall = "compliance" | "production" | "renewal";

type Verdict = CsidAnswer extends infer A ? (A extends CsidAnswer ? Omit<A, "status" | "gatewayTime"> : never) : never;

/** The code of a refusal by the authority's CA, which gives none itself. */
export const CA_REFUSAL = "CA-Refusal";
/** The code of an answer that says NOT_COMPLIANT and nothing else. */
export const NOT_COMPLIANT = "NOT_COMPLIANT";

const READABLE: ReadonlySet<number> = new Set([200, 400, 428]);

/**
 * What the gateway says about a certificate; the status alone is never trusted.
 * @example readCsidAnswer("renewal", { status: 428, headers: {}, body }).kind // "compliance-needed"
 */
export function readCsidAnswer(call: CsidCall, raw: RawAnswer): CsidAnswer {
  const verdict = READABLE.has(raw.status) ? readBody(call, raw) : noVerdict(raw);
  return { ...verdict, status: raw.status, ...gatewayTime(raw) };
}

function readBody(call: CsidCall, raw: RawAnswer): Verdict {
  const json = parseObject(withTextId(raw.body));
  if (json === undefined) return notAVerdict(`status ${raw.status} with a body that is not JSON`);
  // One official example wraps the answer in `value`; the live service does not.
  const answer = objectAt(json, "value") ?? json;
  const csid = issuedIn(answer);
  if (csid === undefined || raw.status === 400) return refusalIn(answer, raw);
  const said = textAt(answer, "dispositionMessage");
  if (raw.status === 200 && said === "ISSUED") return { kind: "issued", csid };
  if (call === "renewal" && said === NOT_COMPLIANT) return { kind: "compliance-needed", csid };
  return notAVerdict(`status ${raw.status} with a certificate and the word ${JSON.stringify(plainText(said))}`);
}

/** Token and secret, when both are there and can go into an Authorization header. */
function issuedIn(json: Json): IssuedCsid | undefined {
  const requestId = textAt(json, "requestID");
  const token = textAt(json, "binarySecurityToken");
  const secret = textAt(json, "secret");
  const isWhole = /^\d+$/.test(requestId) && /^[A-Za-z0-9+/]+={0,2}$/.test(token) && /^[\x21-\x7e]+$/.test(secret);
  return isWhole ? { requestId, token, secret: () => secret } : undefined;
}

function refusalIn(json: Json, raw: RawAnswer): Verdict {
  const problems = [...listAt(json, "errors").map(problemOf), problemOf(json)].filter((problem) => problem.code !== "");
  if (problems.length > 0) return { kind: "refused", problems };
  if (textAt(json, "dispositionMessage") !== NOT_COMPLIANT) return notAVerdict(`status ${raw.status} without a reason`);
  return { kind: "refused", problems: [{ code: NOT_COMPLIANT, text: "" }] };
}

function problemOf(entry: unknown): CsidProblem {
  if (typeof entry === "string") return { code: CA_REFUSAL, text: plainText(entry) };
  if (!isObject(entry)) return { code: "", text: "" };
  const code = textAt(entry, "errorCategory") || textAt(entry, "code");
  return { code: plainText(code), text: plainText(textAt(entry, "errorMessage") || textAt(entry, "message")) };
}

/** `requestID` arrives as a number that can exceed 2^53: quoted before parsing, it keeps all its digits. */
const withTextId = (body: string): string => body.replace(/("requestID"\s*:\s*)(-?\d+)/, '$1"$2"');
