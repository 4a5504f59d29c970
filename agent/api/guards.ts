// What every call must pass before it is looked at: Host, Origin, how often, and what it brings.
import type { Terminal } from "../terminal.ts";
import type { Door, Guard } from "./environment.ts";
import { problemResponse } from "./problem.ts";

/** A name a door answers to, with its port, and the scheme a browser puts before it. */
export interface OwnNames {
  readonly scheme: "http" | "https";
  readonly names: readonly string[];
  readonly port: number;
}

export const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"] as const;
/** A sale of a thousand lines has about 200 KB. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * Refuses names that are not ours (DNS rebinding): `Host` and, where a browser sends one, `Origin`, with the port.
 */
export function ownNames(of: (door: Door) => OwnNames): Guard {
  return async (context, next) => {
    if (context.env.local) return await next();
    const { scheme, names, port } = of(context.env);
    const hosts = names.map((name) => `${name}:${port}`);
    const origin = context.req.header("origin");
    const isOwn = hosts.includes(context.req.header("host") ?? "");
    const isOwnOrigin = origin === undefined || hosts.some((host) => origin === `${scheme}://${host}`);
    return isOwn && isOwnOrigin ? await next() : problemResponse("forbidden-origin");
  };
}

/** A body must be JSON and short; a call without one needs no type. One that does not say its length: `jsonBody`. */
export const shortJson: Guard = async (context, next) => {
  const length = context.req.header("content-length") ?? "0";
  const hasBody = length !== "0" || context.req.header("transfer-encoding") !== undefined;
  const isJson = /^application\/json\s*(;|$)/i.test(context.req.header("content-type") ?? "");
  if (Number(length) > MAX_BODY_BYTES) return problemResponse("too-large");
  return !hasBody || isJson ? await next() : problemResponse("not-json");
};

/**
 * No answer tells of a document that a power cut could still take. @throws Fault `outcome-unknown` where the disk refused
 * it: the ledger is opened anew.
 */
export const durableAnswers =
  (terminal: Pick<Terminal, "durable">): Guard =>
  async (_context, next) => {
    await next();
    await terminal.durable();
  };

/** No answer of the API is kept by anybody, guessed at, or shown inside another page. */
export const sealedAnswers: Guard = async (context, next) => {
  await next();
  context.res.headers.set("x-content-type-options", "nosniff");
  if (!context.res.headers.has("cache-control")) context.res.headers.set("cache-control", "no-store");
};
