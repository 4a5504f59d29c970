// Who is calling: the local operator over the socket, a paired program behind a bearer token, a person behind a cookie.
import { getCookie } from "hono/cookie";
import type { Terminal } from "../terminal.ts";
import type { Call, Caller, Guard } from "./environment.ts";
import { createBuckets, type Limits } from "./limits.ts";
import { problemResponse } from "./problem.ts";

/** The session's cookie. */
export const COOKIE = "khatm-session";
/** What a browser's page must send with every call that changes something: no other page can. */
export const OWN_PAGE_HEADER = "x-khatm-request";

const OPERATOR: Caller = { kind: "operator", actor: "local operator", name: "local operator", role: "operator" };
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** Names the caller, and slows down who calls too often. What they may do is the routes' matter. */
export function known(terminal: Pick<Terminal, "clients" | "people">, limits: Limits, now: () => number): Guard {
  const calls = createBuckets(limits.calls);
  const strangers = createBuckets(limits.strangers);
  return async (call, next) => {
    const caller = callerOf(call, terminal);
    call.set("caller", caller);
    if (caller?.kind === "operator") return await next();
    const wait =
      caller === undefined ? strangers(call.env.address ?? "", now()) : calls(`${caller.kind} ${caller.name}`, now());
    if (wait > 0) return tooOften(wait);
    return isForged(call, caller) ? problemResponse("forged-request") : await next();
  };
}

/** 429 with the time to wait. */
export function tooOften(seconds: number): Response {
  const refusal = problemResponse("too-often");
  refusal.headers.set("retry-after", String(Math.ceil(seconds)));
  return refusal;
}

function callerOf(call: Call, terminal: Pick<Terminal, "clients" | "people">): Caller | undefined {
  if (call.env.local) return OPERATOR;
  const authorization = call.req.header("authorization");
  if (authorization !== undefined) return tokenCaller(authorization, terminal);
  const token = getCookie(call, COOKIE);
  const session = token === undefined ? undefined : terminal.people.recognise(token);
  if (session === undefined || token === undefined) return undefined;
  const { person, endsAt } = session;
  return { kind: "person", actor: `user ${person.name}`, name: person.name, role: person.role, person, token, endsAt };
}

function tokenCaller(authorization: string, { clients }: Pick<Terminal, "clients">): Caller | undefined {
  const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
  const paired = bearer === undefined ? undefined : clients.identify(bearer);
  return paired && { kind: "token", actor: paired.name, name: paired.name, role: paired.role };
}

/** A browser sends its cookie with whatever makes it call: only our own page can add a header, and says where it is. */
function isForged(call: Call, caller: Caller | undefined): boolean {
  if (caller?.kind !== "person" || SAFE_METHODS.has(call.req.method)) return false;
  return call.req.header("origin") === undefined || call.req.header(OWN_PAGE_HEADER) === undefined;
}
