// What every call must pass before it is looked at: Host, Origin, who is calling, and what it brings.
import type { MiddlewareHandler } from "hono";
import type { Terminal } from "../terminal.ts";
import { problemResponse } from "./problem.ts";

/** How a call came in: over the socket its caller is the local operator. */
export interface Caller {
  readonly local: boolean;
}

export interface ApiEnvironment {
  readonly Bindings: Caller;
  readonly Variables: { actor: string };
}

type Guard = MiddlewareHandler<{ Bindings: Caller; Variables: { actor: string } }>;

const OPEN_PATHS: ReadonlySet<string> = new Set(["/healthz"]);
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"] as const;
/** A sale of a thousand lines has about 200 KB. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * Refuses names that are not ours (DNS rebinding): `Host` and, where a browser sends one, `Origin`, with the port.
 */
export function ownNames(port: () => number): Guard {
  return async (context, next) => {
    if (context.env.local) return await next();
    const hosts = LOOPBACK_NAMES.map((name) => `${name}:${port()}`);
    const origin = context.req.header("origin");
    const isOwn = hosts.includes(context.req.header("host") ?? "");
    const isOwnOrigin = origin === undefined || hosts.some((host) => origin === `http://${host}`);
    return isOwn && isOwnOrigin ? await next() : problemResponse("forbidden-origin");
  };
}

/** Names the caller: the local operator over the socket, else the till behind a bearer token. */
export function authenticated(terminal: Pick<Terminal, "clients">): Guard {
  return async (context, next) => {
    if (OPEN_PATHS.has(context.req.path)) return await next();
    const bearer = /^Bearer (\S+)$/.exec(context.req.header("authorization") ?? "")?.[1];
    const actor = context.env.local
      ? "local operator"
      : bearer === undefined
        ? undefined
        : terminal.clients.identify(bearer);
    if (actor === undefined) {
      const refusal = problemResponse("unauthorized", { detail: "khatm user pair NAME makes a token" });
      refusal.headers.set("www-authenticate", "Bearer");
      return refusal;
    }
    context.set("actor", actor);
    return await next();
  };
}

/** A body must be JSON; a call without one needs no type. */
export const jsonOnly: Guard = async (context, next) => {
  const length = context.req.header("content-length") ?? "0";
  const hasBody = length !== "0" || context.req.header("transfer-encoding") !== undefined;
  const isJson = /^application\/json\s*(;|$)/i.test(context.req.header("content-type") ?? "");
  return !hasBody || isJson ? await next() : problemResponse("not-json");
};
