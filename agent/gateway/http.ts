// One HTTP client for the gateway: no retries, no redirects, a time limit per phase, a size limit, TLS always verified.
import { getCACertificates } from "node:tls";
import type { Client } from "undici";
import type { RawAnswer } from "../core/reporting/no-verdict.ts";

/** Milliseconds for each phase of a call, and for all of it. */
export interface Timeouts {
  readonly connectMs: number;
  readonly answerMs: number;
  readonly bodyMs: number;
  readonly totalMs: number;
}

export interface HttpOptions {
  readonly base: URL;
  readonly timeouts: Timeouts;
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: readonly string[];
}

export interface HttpRequest {
  readonly method: "POST" | "PATCH";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type HttpOutcome =
  | { readonly kind: "answer"; readonly raw: RawAnswer }
  /** The request never left: safe to say that the gateway does not have it. */
  | { readonly kind: "unreachable"; readonly because: string }
  | { readonly kind: "unknown-outcome"; readonly because: string };

export interface Http {
  send(request: HttpRequest): Promise<HttpOutcome>;
  close(): Promise<void>;
}

/** A cleared document of a thousand lines is about 2 MB in base64. */
const ANSWER_BYTES = 8 * 2 ** 20;

/** Opens a client; the connection itself is made by the first request. Nothing it answers or throws holds a secret. */
export function openHttp(options: HttpOptions): Http {
  let connecting: Promise<Connection> | undefined;
  const connection = (): Promise<Connection> => {
    connecting ??= connect(options);
    return connecting;
  };
  return {
    send: async (request) => send(await connection(), options, request),
    close: async () => {
      await (await connecting)?.client.destroy();
    },
  };
}

interface Connection {
  readonly client: Client;
  /** The failures that happened before anything was sent. */
  readonly beforeSending: WeakSet<object>;
}

async function connect({ base, timeouts, ca }: HttpOptions): Promise<Connection> {
  // Loaded on first use: it costs tens of milliseconds and megabytes that a till's start need not wait for.
  const { Client } = await import("undici");
  const client = new Client(base.origin, {
    allowH2: false,
    pipelining: 1,
    headersTimeout: timeouts.answerMs,
    bodyTimeout: timeouts.bodyMs,
    maxResponseSize: ANSWER_BYTES,
    connect: {
      timeout: timeouts.connectMs,
      // Said explicitly, so that no environment variable can weaken it.
      rejectUnauthorized: true,
      minVersion: "TLSv1.2",
      ...(base.protocol === "https:" ? { ca: [...(ca ?? trusted())] } : {}),
    },
  });
  const beforeSending = new WeakSet<object>();
  client.on("connectionError", (_origin, _targets, failure) => beforeSending.add(failure));
  return { client, beforeSending };
}

/** The system's authorities; Node's own list where the system has none. */
function trusted(): readonly string[] {
  const system = getCACertificates("system");
  return system.length > 0 ? system : getCACertificates("default");
}

async function send(
  { client, beforeSending }: Connection,
  { base, timeouts }: HttpOptions,
  request: HttpRequest,
): Promise<HttpOutcome> {
  try {
    const answer = await client.request({
      method: request.method,
      path: base.pathname.replace(/\/$/, "") + request.path,
      headers: request.headers,
      body: request.body,
      signal: AbortSignal.timeout(timeouts.totalMs),
    });
    const body = await answer.body.text();
    return { kind: "answer", raw: { status: answer.statusCode, headers: kept(answer.headers), body } };
  } catch (failure) {
    const isUnsent = typeof failure === "object" && failure !== null && beforeSending.has(failure);
    return { kind: isUnsent ? "unreachable" : "unknown-outcome", because: nameOf(failure) };
  }
}

function kept(headers: Readonly<Record<string, string | string[] | undefined>>): RawAnswer["headers"] {
  const { date, "retry-after": retryAfter } = headers;
  return {
    ...(typeof date === "string" ? { date } : {}),
    ...(typeof retryAfter === "string" ? { "retry-after": retryAfter } : {}),
  };
}

/** The failure's code, never its message: messages may quote what was sent. */
function nameOf(failure: unknown): string {
  if (!(failure instanceof Error)) return "unknown";
  return "code" in failure && typeof failure.code === "string" ? failure.code : failure.name;
}
