// The way of a command to the terminal: through the running agent's socket, else by holding the ledger itself.
// Both speak the same API, so a command cannot behave differently beside an agent.
import { readFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import type { Config } from "../../config/config.ts";
import { socketIn } from "../../config/places.ts";
import { isAnswering } from "../api/local-socket.ts";
import { Fault, messageOf } from "../core/errors.ts";
import type { CommandContext } from "./context.ts";

export interface DoorAnswer {
  readonly status: number;
  readonly body: Buffer;
}

export type Told = (event: string, facts: Readonly<Record<string, unknown>>) => void;

export interface Door {
  call(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<DoorAnswer>;
  /** Told what happens in the unit from now on. @returns how to stop listening. */
  listen(told: Told): () => void;
  /** Without an agent: waits for open papers, then lets the ledger go. */
  close(options?: { readonly leavePaper?: boolean }): Promise<void>;
}

const ANSWER_MS = 120_000;

interface Opening {
  /** Whether the command may begin a unit's ledger where there is none. */
  readonly begins?: boolean;
}

/**
 * Opens the way. @throws Fault `storage-locked` when the ledger is held by a process that does not answer, `configuration`
 * where there is no unit.
 */
export async function openDoor(context: CommandContext, { begins = false }: Opening = {}): Promise<Door> {
  const named = namedSocket(context);
  if (named !== undefined && (await isAnswering(named))) return socketDoor(named);
  const { readConfig } = await import("./read-config.ts");
  const config = readConfig(context);
  const { socket } = config.api;
  if (socket !== named && (await isAnswering(socket))) return socketDoor(socket);
  if (!begins) (await import("./unit-folder.ts")).assertBegun(config);
  return await ownDoor(context, config);
}

/** Beside an agent no more of the file is read: what the agent started with is what holds. */
function namedSocket({ configPath, dataFolder }: CommandContext): string | undefined {
  const overrides = dataFolder === undefined ? {} : { stateFolder: dataFolder };
  try {
    return socketIn(readFileSync(configPath, "utf8"), { file: configPath, ...overrides });
  } catch {
    return undefined;
  }
}

const socketDoor = (socket: string): Door => ({
  call: (method, path, body) => callSocket(socket, method, path, body),
  listen: (told) => listenAt(socket, told),
  close: async () => undefined,
});

/** The agent's own API, called in this process. */
async function ownDoor(context: CommandContext, config: Config): Promise<Door> {
  const [{ openUnit }, { createApp }] = await Promise.all([import("../wire.ts"), import("../api/app.ts")]);
  const { quietly } = await import("./read-config.ts");
  const unit = openUnit(config, quietly(context));
  const app = createApp({
    terminal: unit.terminal,
    port: () => 0,
    onBug: rethrow,
    onFault: () => undefined,
    stuck: () => undefined,
  });
  return {
    call: async (method, path, body) => {
      const response = await app.request(`http://localhost${path}`, requestOf(method, body), { local: true });
      return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
    },
    listen: (told) => unit.terminal.listen(({ event, facts }) => told(event, facts)),
    close: async ({ leavePaper = false } = {}) => {
      if (!leavePaper) await unit.terminal.drainPrinter();
      await unit.close();
    },
  };
}

const requestOf = (method: string, body: unknown): RequestInit =>
  body === undefined
    ? { method }
    : { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };

function rethrow(thrown: unknown): never {
  throw thrown;
}

function callSocket(socketPath: string, method: string, path: string, body?: unknown): Promise<DoorAnswer> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers =
    body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const call = request({ ...through(socketPath), method, path, headers, timeout: ANSWER_MS }, (answer) => {
      if (!isOurs(answer)) {
        call.destroy();
        return reject(foreign(socketPath));
      }
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
      answer.on("error", reject);
    });
    call.on("timeout", () => call.destroy(new Error("the agent does not answer")));
    call.on("error", (cause) => reject(isNoHttp(cause) ? foreign(socketPath) : unanswered(method, cause)));
    call.end(text);
  });
}

/** Every answer of an agent is sealed so, of whatever version it is (api/guards.ts). */
const isOurs = ({ headers }: IncomingMessage): boolean => headers["x-content-type-options"] === "nosniff";

/** llhttp, Node's reader of HTTP, names its errors so. */
const isNoHttp = (cause: NodeJS.ErrnoException): boolean => cause.code?.startsWith("HPE_") === true;

const foreign = (socketPath: string): Fault =>
  new Fault(
    "address-unavailable",
    `${socketPath}: another program answers there, no Khatm agent: end it, or set another api.socket\nيرد هناك برنامج آخر غير ختم: أوقفه، أو اكتب مسارًا آخر في api.socket`,
  );

/** What was asked for may have been done all the same; what was only looked at can be looked at again. */
function unanswered(method: string, cause: Error): Fault {
  const code = method === "GET" ? "storage-locked" : "outcome-unknown";
  return new Fault(code, `the agent took the call and did not answer: ${messageOf(cause)}`, { cause });
}

/** Without the agent of node:http, whose look for a host name costs a command 10 ms. */
const through = (socketPath: string) => ({ createConnection: () => connect({ path: socketPath, timeout: ANSWER_MS }) });

/** Reads the agent's events until it is told to stop; a stream that breaks costs no more than what it would have told. */
function listenAt(socketPath: string, told: Told): () => void {
  let unread = "";
  const call = request({ ...through(socketPath), path: "/v1/events" }, (answer) => {
    answer.setEncoding("utf8").on("error", () => undefined);
    answer.on("data", (text: string) => {
      const events = (unread + text).split("\n\n");
      unread = events.pop() ?? "";
      for (const event of events) tellEvent(event, told);
    });
  });
  call.on("error", () => undefined).end();
  return () => void call.destroy();
}

/** One server-sent event: its name and its facts. */
function tellEvent(text: string, told: Told): void {
  const [, event] = /^event: (.+)$/m.exec(text) ?? [];
  const [, data] = /^data: (.+)$/m.exec(text) ?? [];
  if (event !== undefined && data !== undefined) told(event, JSON.parse(data));
}
