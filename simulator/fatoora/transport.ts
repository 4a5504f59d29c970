// The checks before a call is understood (T2 to T7), one row each, in the order of the reference.
import { type Answer, CLEARANCE_OFF, empty, html, INVALID_REQUEST, unauthorized, WRONG_VERSION } from "./answers.ts";
import { decodeBase64 } from "./base64.ts";
import type { Call } from "./calls.ts";
import type { Gateway } from "./gateway.ts";
import type { Profile } from "./profiles.ts";
import { type Csid, csidOfToken } from "./store/csids.ts";

/** One request as it came in. */
export type Request = {
  readonly profile: Profile;
  readonly call: Call;
  /** Header by lower-case name; empty where it is missing. */
  readonly header: (name: string) => string;
  readonly body: Buffer;
  /** True where the body passed the limit and was not read to its end. */
  readonly isTooLarge: boolean;
};

/** A request that passed: its body, and the credential it was sent with (none on the first call). */
export type Accepted = {
  readonly request: Request;
  readonly body: Readonly<Record<string, unknown>>;
  readonly csid: Csid | undefined;
};

const credentials = (request: Request): { readonly token: string; readonly secret: string } | undefined => {
  const [, encoded = ""] = /^Basic (\S+)$/.exec(request.header("authorization")) ?? [];
  const decoded = decodeBase64(encoded)?.toString("utf8") ?? "";
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : { token: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
};

/** The token a request names, whether or not it is good. */
export const tokenOf = (request: Request): string => credentials(request)?.token ?? "";

const isFor = (csid: Csid, { profile, call }: Request): boolean =>
  csid.profile === profile.name && csid.kind === call.credential;

const isValid = (csid: Csid, now: number): boolean => csid.revoked === 0 && now < csid.expiresAt;

/** The credential of a request, where it is known here, of the right kind, unspoilt, and its secret right (T5). */
export const authenticate = (gateway: Gateway, request: Request): Csid | undefined => {
  const given = credentials(request);
  const csid = given === undefined ? undefined : csidOfToken(gateway.store, given.token);
  if (csid === undefined || csid.secret !== given?.secret) return undefined;
  return isFor(csid, request) && isValid(csid, gateway.now()) ? csid : undefined;
};

const parseBody = (body: Buffer): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

const refuseCredential = (gateway: Gateway): Answer =>
  gateway.switches().bareUnauthorized && gateway.random() < 0.5 ? empty(401) : unauthorized(gateway.now());

/** Counts calls; true where one more is too many. */
export type RateLimiter = (key: string, now: number, limit: Limit) => boolean;
type Limit = { readonly calls: number; readonly seconds: number };

/** A limiter over a sliding window, each key by itself. */
export const rateLimiter = (): RateLimiter => {
  const seen = new Map<string, number[]>();
  return (key, now, { calls, seconds }) => {
    const recent = (seen.get(key) ?? []).filter((at) => now - at < seconds * 1000);
    const isTooMany = recent.length >= calls;
    seen.set(key, isTooMany ? recent : [...recent, now]);
    return isTooMany;
  };
};

const JSON_TYPE = /^application\/json\s*(;|$)/i;

type Row = { readonly id: string; readonly refuses: (gateway: Gateway, request: Request) => Answer | undefined };

const rows = (isTooMany: RateLimiter): readonly Row[] => [
  { id: "T2", refuses: (_, request) => (request.header("accept-version") === "V2" ? undefined : WRONG_VERSION) },
  { id: "T3", refuses: (_, request) => (request.isTooLarge ? html(413, "Request Entity Too Large") : undefined) },
  {
    id: "T4",
    refuses: (gateway, request) => {
      const { rateLimit } = gateway.switches();
      return rateLimit !== null && isTooMany(tokenOf(request), gateway.now(), rateLimit) ? empty(429) : undefined;
    },
  },
  {
    id: "T5",
    refuses: (gateway, request) =>
      request.call.credential === "none" || authenticate(gateway, request) !== undefined
        ? undefined
        : refuseCredential(gateway),
  },
  { id: "T6", refuses: (_, request) => (JSON_TYPE.test(request.header("content-type")) ? undefined : empty(415)) },
  { id: "T6", refuses: (_, request) => (parseBody(request.body) === undefined ? INVALID_REQUEST : undefined) },
  {
    id: "T7",
    refuses: (gateway, { call, header }) =>
      call.name === "clearance" && (!gateway.switches().clearance || header("clearance-status") === "0")
        ? CLEARANCE_OFF
        : undefined,
  },
];

/** The gate every request passes, or the answer that turns it away. */
export const transportGate = (): ((gateway: Gateway, request: Request) => Accepted | Answer) => {
  const table = rows(rateLimiter());
  return (gateway, request) => {
    for (const { refuses } of table) {
      const answer = refuses(gateway, request);
      if (answer !== undefined) return answer;
    }
    return { request, body: parseBody(request.body) ?? {}, csid: authenticate(gateway, request) };
  };
};
