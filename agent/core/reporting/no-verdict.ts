// The answers that decide nothing, the same for documents and certificates (gateway.md A7).
import type { NoVerdict } from "./answer.ts";

/** One HTTP answer as it arrived, with the headers that matter. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: { readonly date?: string; readonly "retry-after"?: string };
  readonly body: string;
}

const BY_STATUS: Readonly<Record<number, (raw: RawAnswer) => NoVerdict>> = {
  401: () => ({ kind: "unauthorized" }),
  403: () => ({ kind: "misconfigured", because: "url" }),
  404: () => ({ kind: "misconfigured", because: "url" }),
  405: () => ({ kind: "misconfigured", because: "url" }),
  406: () => ({ kind: "misconfigured", because: "version" }),
  413: () => ({ kind: "too-large" }),
  415: () => ({ kind: "misconfigured", because: "content-type" }),
  429: (raw) => ({ kind: "too-many", ...retryAfter(raw) }),
};

/** What an answer means when its body brings no verdict. */
export function noVerdict(raw: RawAnswer, because?: string): NoVerdict {
  if (raw.status >= 500) return { kind: "unavailable", ...retryAfter(raw) };
  const row = BY_STATUS[raw.status];
  return row?.(raw) ?? notAVerdict(because ?? `status ${raw.status} says nothing about this request`);
}

/** An answer nobody may act on. */
export const notAVerdict = (because: string): NoVerdict => ({ kind: "not-a-verdict", because });

/** The gateway's own clock, from the `Date` header. */
export function gatewayTime({ headers }: RawAnswer): { gatewayTime?: number } {
  const time = Date.parse(headers.date ?? "");
  return Number.isNaN(time) ? {} : { gatewayTime: time };
}

/** `Retry-After` in seconds (RFC 9110 10.2.3); its date form is read against the gateway's own clock. */
function retryAfter(raw: RawAnswer): { retryAfterSeconds?: number } {
  const text = raw.headers["retry-after"] ?? "";
  if (/^\d{1,9}$/.test(text)) return { retryAfterSeconds: Number(text) };
  const until = Date.parse(text);
  const { gatewayTime: now } = gatewayTime(raw);
  return Number.isNaN(until) || now === undefined ? {} : { retryAfterSeconds: Math.max(0, (until - now) / 1000) };
}
