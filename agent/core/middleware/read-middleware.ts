// The Stackcue middleware's answers (stackcue.md D1). Success only by its documented signs; what is neither success nor a
// named failure is unknown: kept raw, told with an alarm, and never taken for either.
import { isObject, type Json, listAt, objectAt, parseObject, plainText, textAt } from "../reporting/json.ts";
import { ASSUMED_FIELDS } from "./assumed-fields.ts";

/** One HTTP answer as it arrived. */
export interface RawMiddlewareAnswer {
  readonly status: number;
  readonly body: string;
}

export type MiddlewareAnswer =
  | { readonly kind: "accepted"; readonly status: number; readonly raw: string; readonly values: Json }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly raw: string;
      readonly values: Json;
      readonly errors: readonly string[];
    }
  | { readonly kind: "unknown"; readonly status: number; readonly raw: string; readonly because: string }
  /** Nothing was sent. */
  | { readonly kind: "unreachable"; readonly because: string };

const ACCEPTED_CODES: ReadonlySet<string> = new Set(["200", "202", "208", "409"]);
const RAW_LIMIT = 64 * 1024;

/** What the middleware says; `status` alone never decides. */
export function readMiddleware({ status, body }: RawMiddlewareAnswer): MiddlewareAnswer {
  const raw = body.slice(0, RAW_LIMIT);
  const values = parseObject(body);
  if (values === undefined) return { kind: "unknown", status, raw, because: `status ${status} without JSON` };
  const errors = errorsIn(values);
  if (errors.length > 0) return { kind: "refused", status, raw, values, errors };
  if (status >= 200 && status < 300 && saysYes(values)) return { kind: "accepted", status, raw, values };
  return { kind: "unknown", status, raw, because: `status ${status} that says neither yes nor no` };
}

function saysYes(values: Json): boolean {
  const helper = objectAt(values, "stackcueHelper") ?? {};
  return (
    helper["overallStatus"] === 1 ||
    helper["isZatcaAccepted"] === true ||
    ACCEPTED_CODES.has(textAt(helper, "zatcaResponseCode"))
  );
}

/** `errors` holds words; a check's `errorMessages` holds objects. */
function errorsIn(values: Json): readonly string[] {
  const words = listAt(values, "errors").filter((one) => typeof one === "string");
  const messages = listAt(values, "errorMessages")
    .filter(isObject)
    .map((one) => textAt(one, "message"));
  return [...words, ...messages].map((text) => plainText(String(text))).filter((text) => text !== "");
}

/** A text of an answer whose name is published. */
export const namedText = (values: Json, ...path: readonly string[]): string => at(values, path);

/** A text of an answer whose name is assumed; undefined when it stands in none of its places. */
export function assumedText(values: Json, field: keyof typeof ASSUMED_FIELDS): string | undefined {
  for (const path of ASSUMED_FIELDS[field]) {
    const text = at(values, path.split("."));
    if (text !== "") return text;
  }
  return undefined;
}

function at(values: Json, [key = "", ...rest]: readonly string[]): string {
  if (rest.length === 0) return textAt(values, key);
  const inner = objectAt(values, key);
  return inner === undefined ? "" : at(inner, rest);
}
