// The way of a command to the terminal: through the running agent's socket, else by holding the ledger itself.
// Both speak the same API, so a command cannot behave differently beside an agent.
import { request } from "node:http";
import { Fault, messageOf } from "../core/errors.ts";
import type { CommandContext } from "./context.ts";
import { quietly, readConfig } from "./read-config.ts";

export interface DoorAnswer {
  readonly status: number;
  readonly body: Buffer;
}

export interface Door {
  call(method: "GET" | "POST", path: string, body?: unknown): Promise<DoorAnswer>;
  /** Without an agent: waits for open papers, then lets the ledger go. */
  close(options?: { readonly leavePaper?: boolean }): Promise<void>;
}

const ANSWER_MS = 120_000;

/** Opens the way. @throws Fault `storage-locked` when the ledger is held by a process that does not answer. */
export async function openDoor(context: CommandContext): Promise<Door> {
  const config = readConfig(context);
  const socket = config.api.socket;
  return (await isAnswering(socket)) ? socketDoor(socket) : await ownDoor(context);
}

async function isAnswering(socket: string): Promise<boolean> {
  try {
    const { status } = await callSocket(socket, "GET", "/healthz");
    return status === 200 || status === 503;
  } catch {
    return false;
  }
}

const socketDoor = (socket: string): Door => ({
  call: (method, path, body) => callSocket(socket, method, path, body),
  close: async () => undefined,
});

/** The agent's own API, called in this process. */
async function ownDoor(context: CommandContext): Promise<Door> {
  const [{ openUnit }, { createApp }] = await Promise.all([import("../wire.ts"), import("../api/app.ts")]);
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
    const call = request({ socketPath, method, path, headers, timeout: ANSWER_MS }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
      answer.on("error", reject);
    });
    call.on("timeout", () => call.destroy(new Error("the agent does not answer")));
    call.on("error", (cause) => reject(new Fault("storage-locked", messageOf(cause), { cause })));
    call.end(text);
  });
}
