// The way of a command to the terminal: through the running agent's socket, else by holding the ledger itself.
// Both speak the same API, so a command cannot behave differently beside an agent.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
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

/** Opens the way. @throws Fault `storage-locked` when the ledger is held by a process that does not answer. */
export async function openDoor(context: CommandContext): Promise<Door> {
  const named = namedSocket(context);
  if (named !== undefined && (await isAnswering(named))) return socketDoor(named);
  const { readConfig } = await import("./read-config.ts");
  const { socket } = readConfig(context).api;
  return socket !== named && (await isAnswering(socket)) ? socketDoor(socket) : await ownDoor(context);
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
async function ownDoor(context: CommandContext): Promise<Door> {
  const [{ openUnit }, { createApp }] = await Promise.all([import("../wire.ts"), import("../api/app.ts")]);
  const { quietly, readConfig } = await import("./read-config.ts");
  const unit = openUnit(readConfig(context), quietly(context));
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
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
      answer.on("error", reject);
    });
    call.on("timeout", () => call.destroy(new Error("the agent does not answer")));
    call.on("error", (cause) => reject(unanswered(method, cause)));
    call.end(text);
  });
}

/** What was asked for may have been done all the same; what was only looked at can be looked at again. */
function unanswered(method: string, cause: Error): Fault {
  if (method === "GET") return new Fault("storage-locked", messageOf(cause), { cause });
  return new Fault("outcome-unknown", `the agent took the call and did not answer: ${messageOf(cause)}`, { cause });
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
