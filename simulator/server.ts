// The gateway simulator as a server on loopback: sockets and time, everything else lies in fatoora/.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type Admin, adminOf } from "./fatoora/admin.ts";
import { ADMIN_PATH, adminAnswer } from "./fatoora/admin-http.ts";
import { type Answer, json, SERVER_ERROR } from "./fatoora/answers.ts";
import type { Delivery } from "./fatoora/faults.ts";
import { type Gateway, openGateway } from "./fatoora/gateway.ts";
import { logLine } from "./fatoora/log-line.ts";
import { PROFILES, type ProfileName } from "./fatoora/profiles.ts";
import { type Departure, gatewayService, type Incoming } from "./fatoora/serve.ts";
import { openStore } from "./fatoora/store/database.ts";
import type { SwitchChange } from "./fatoora/switches.ts";
import { loadSchema } from "./fatoora/xml/schema.ts";

/** A connection closed for rest under a new request would look like a fault that nobody asked for. */
const HTTP = { keepAliveTimeout: 75_000 };

/** How to start a simulator; everything may be left out. */
export type SimulatorOptions = {
  /** 0, the default: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** The environment `url` points to; all three are served. Default `simulation`. */
  readonly profile?: ProfileName;
  /** The time, milliseconds since 1970. Default: the machine's clock. */
  readonly clock?: () => number;
  /** Waits so many milliseconds: latency and slow answers. Default: a timer. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** A folder with the UBL 2.1 schemas (`maindoc`, `common`); without it element order is checked by a table. */
  readonly schemas?: string;
  /** A file that keeps credentials and documents over a restart; without it they are in memory. */
  readonly state?: string;
  /** Makes faults by probability repeatable. Default 1. */
  readonly seed?: number;
  readonly switches?: SwitchChange;
  /** Takes one readable line for each call; no secrets. */
  readonly log?: (line: string) => void;
};

/** A running simulator. */
export type Simulator = AsyncDisposable & {
  /** The base URL of the chosen environment: the six calls' paths follow it. */
  readonly url: string;
  /** The base URL of each environment. */
  readonly urls: Readonly<Record<ProfileName, string>>;
  /** Scheme, host and port; `/admin` follows it. */
  readonly origin: string;
  readonly admin: Admin;
  readonly close: () => Promise<void>;
};

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const DROP_BYTES = 64;
const DROP_PAUSE_MS = 20;

/** Reads to the end even past the limit, so that the client hears the answer; what is past it is thrown away. */
const readBody = async (request: IncomingMessage, limit: number) => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= limit) chunks.push(bytes);
  }
  const isTooLarge = size > limit;
  return { body: isTooLarge ? Buffer.alloc(0) : Buffer.concat(chunks), isTooLarge };
};

const incomingOf = async (request: IncomingMessage, limit: number): Promise<Incoming> => ({
  method: request.method ?? "",
  path: new URL(request.url ?? "/", "http://localhost").pathname,
  header: (name) => String(request.headers[name] ?? ""),
  ...(await readBody(request, limit)),
});

const writeHead = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
};

type Send = (response: ServerResponse, answer: Answer, sleep: (ms: number) => Promise<unknown>) => Promise<void> | void;

const DELIVERIES: Readonly<Record<Delivery, Send>> = {
  whole: (response, answer) => {
    writeHead(response, answer);
    response.end(answer.body);
  },
  // The socket stays open until the client or the simulator's end closes it.
  hold: () => undefined,
  reset: (response) => {
    response.socket?.resetAndDestroy();
  },
  cut: async (response, answer) => {
    writeHead(response, answer);
    const bytes = Buffer.from(answer.body);
    await new Promise<void>((done) => response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => done()));
    response.socket?.destroy();
  },
  drip: async (response, answer, sleep) => {
    writeHead(response, answer);
    const bytes = Buffer.from(answer.body);
    for (let at = 0; at < bytes.length && !response.destroyed; at += DROP_BYTES) {
      response.write(bytes.subarray(at, at + DROP_BYTES));
      await sleep(DROP_PAUSE_MS);
    }
    response.end();
  },
};

type Parts = {
  readonly gateway: Gateway;
  readonly admin: Admin;
  readonly service: (incoming: Incoming) => Promise<Departure>;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly log: (line: string) => void;
};

const serveAdmin = (parts: Parts, request: IncomingMessage, response: ServerResponse, incoming: Incoming) => {
  const isLocal = LOOPBACK.test(request.socket.remoteAddress ?? "");
  const answer = isLocal
    ? adminAnswer(parts.admin, incoming.method, incoming.path, incoming.body)
    : json(403, { error: "the admin endpoint answers on loopback only" });
  return DELIVERIES.whole(response, answer, parts.sleep);
};

const serve = async (parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { gateway, service, sleep, log } = parts;
  const { bodyLimitBytes, latencyMs } = gateway.switches();
  const incoming = await incomingOf(request, bodyLimitBytes);
  if (incoming.path === ADMIN_PATH || incoming.path.startsWith(`${ADMIN_PATH}/`))
    return serveAdmin(parts, request, response, incoming);
  const started = performance.now();
  const departure = await service(incoming);
  if (latencyMs > 0) await sleep(latencyMs);
  log(logLine(incoming, departure, gateway.now(), performance.now() - started));
  return DELIVERIES[departure.delivery](response, departure.answer, sleep);
};

const listen = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("the server has no port"));
      else resolve(address);
    });
  });

const originOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;

const failed = (parts: Parts, response: ServerResponse, error: unknown): void => {
  if (response.destroyed) return; // the client left in the middle of its own request
  parts.log(`the simulator failed: ${error instanceof Error ? error.message : String(error)}`);
  if (!response.headersSent) void DELIVERIES.whole(response, SERVER_ERROR, parts.sleep);
  else response.destroy();
};

/**
 * Starts the gateway simulator.
 * @throws Error where the port is taken, the schemas are missing, or the state file is a newer simulator's.
 * @example
 * await using simulator = await startSimulator();
 * const otp = simulator.admin.otp("399999999900003");
 */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const { port = 0, host = "127.0.0.1", profile = "simulation", clock = Date.now, sleep = wait, seed = 1 } = options;
  const schema = options.schemas === undefined ? undefined : loadSchema(options.schemas);
  const store = openStore(options.state);
  const gateway = await openGateway({ store, schema, clock, seed, switches: options.switches ?? {} });
  const admin = adminOf(gateway, profile);
  const parts: Parts = {
    gateway,
    admin,
    service: gatewayService(gateway),
    sleep,
    log: options.log ?? (() => undefined),
  };
  const server = createServer(HTTP, (request, response) => {
    serve(parts, request, response).catch((error: unknown) => failed(parts, response, error));
  });
  const origin = originOf(await listen(server, port, host));
  const close = async (): Promise<void> => {
    await new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
    store.close();
    schema?.close();
  };
  const urlOf = (name: ProfileName): string => origin + PROFILES[name].path;
  return {
    url: urlOf(profile),
    urls: { sandbox: urlOf("sandbox"), simulation: urlOf("simulation"), "production-model": urlOf("production-model") },
    origin,
    admin,
    close,
    [Symbol.asyncDispose]: close,
  };
};
