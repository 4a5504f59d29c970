// One HTTP client for the gateway: no retries, no redirects, a time limit per phase, a size limit, TLS always verified.
import { connect as connectTcp, isIP } from "node:net";
import { connect as connectTls, getCACertificates } from "node:tls";
import type { Pool } from "undici";
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
  /** Calls under way at the same time, at most; default 2, so that a clearance never waits behind a report. */
  readonly connections?: number;
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
  /** Whether a connection, with TLS where the address says so, can be made now. */
  isReachable(): Promise<boolean>;
  /** The server's own time by its `Date` header (RFC 9110 6.6.1), milliseconds since 1970. */
  serverTime(): Promise<number | undefined>;
  close(): Promise<void>;
}

const CONNECTIONS = 2;
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
    isReachable: () => canConnect(options),
    serverTime: async () => serverTime(await connection(), options),
    close: async () => {
      await (await connecting)?.pool.destroy();
    },
  };
}

interface Connection {
  readonly pool: Pool;
  /** The failures that happened before anything was sent. */
  readonly beforeSending: WeakSet<object>;
}

async function connect({ base, timeouts, ca, connections = CONNECTIONS }: HttpOptions): Promise<Connection> {
  // Loaded on first use: it costs tens of milliseconds and megabytes that a till's start need not wait for.
  const { Pool } = await import("undici");
  const pool = new Pool(base.origin, {
    connections,
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
  pool.on("connectionError", (_origin, _targets, failure) => beforeSending.add(failure));
  return { pool, beforeSending };
}

/** Connects and hangs up, without a word of HTTP. */
function canConnect({ base, timeouts, ca }: HttpOptions): Promise<boolean> {
  const isTls = base.protocol === "https:";
  const host = base.hostname.replace(/^\[|\]$/g, "");
  const port = Number(base.port || (isTls ? HTTPS_PORT : HTTP_PORT));
  return new Promise((resolve) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = isTls
      ? connectTls({ host, port, ...name, ca: [...(ca ?? trusted())], rejectUnauthorized: true, minVersion: "TLSv1.2" })
      : connectTcp({ host, port });
    const end = (isGood: boolean) => (): void => {
      socket.destroy();
      resolve(isGood);
    };
    socket.setTimeout(timeouts.connectMs, end(false));
    socket.once(isTls ? "secureConnect" : "connect", end(true)).once("error", end(false));
  });
}

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/** The system's authorities; Node's own list where the system has none. */
function trusted(): readonly string[] {
  const system = getCACertificates("system");
  return system.length > 0 ? system : getCACertificates("default");
}

async function send(
  { pool, beforeSending }: Connection,
  { base, timeouts }: HttpOptions,
  request: HttpRequest,
): Promise<HttpOutcome> {
  try {
    const answer = await pool.request({
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

/** Any answer tells the time, a refusal too; nothing of ours is in the question. */
async function serverTime({ pool }: Connection, { base, timeouts }: HttpOptions): Promise<number | undefined> {
  try {
    // A time that was long on its way tells little, and whoever asks waits for it.
    const signal = AbortSignal.timeout(timeouts.connectMs);
    const { headers, body } = await pool.request({ method: "HEAD", path: base.pathname, signal });
    await body.dump();
    const time = Date.parse(String(headers["date"]));
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
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
