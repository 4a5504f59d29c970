// Port 9100: one connection per job, half-closed at the end, and every byte the printer says is read (printing.md 5).
import { connect, type Socket } from "node:net";
import { Fault } from "../../agent/core/errors.ts";

export interface TcpTarget {
  readonly host: string;
  readonly port: number;
}

/**
 * `confirmed`: the printer answered that everything before was processed; `sent`: it took bytes and said nothing, so
 * nobody knows what is on paper.
 */
export type Delivery = "confirmed" | "sent";

const CONNECT_MS = 4_000;
/** A long receipt at 60 mm/s takes a minute; a printer out of paper never answers. */
const PROOF_MS = 60_000;

/**
 * Sends one job that ends with a request for proof (`GS r 1`) and waits for the answer.
 * A connection that breaks under way is `sent`: paper may already be out, and a second one must say that it is a copy.
 * @throws Fault `printer-failed` when the printer cannot be reached: nothing was sent.
 */
export async function sendOverTcp(target: TcpTarget, job: Uint8Array, expectsProof: boolean): Promise<Delivery> {
  const socket = await opened(target);
  try {
    const proof = expectsProof ? firstByte(socket) : Promise.resolve(undefined);
    const [, answer] = await Promise.all([written(socket, job), proof]);
    const delivery = answer === undefined ? "sent" : "confirmed";
    await ended(socket);
    return delivery;
  } catch {
    return "sent";
  } finally {
    socket.destroy();
  }
}

function opened({ host, port }: TcpTarget): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    const timer = setTimeout(() => fail(new Error("no connection in time")), CONNECT_MS);
    const fail = (cause: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new Fault("printer-failed", `no printer at ${host}:${port}: ${cause.message}`, { cause }));
    };
    socket.once("error", fail);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", fail);
      resolve(socket);
    });
  });
}

/** The first byte the printer sends; undefined when it keeps silent. Reading goes on, or the tail would be lost. */
function firstByte(socket: Socket): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), PROOF_MS).unref();
    socket.once("data", (data) => {
      clearTimeout(timer);
      resolve(data[0]);
    });
    socket.on("data", () => undefined);
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("the connection broke before the end of the job")));
  });
}

function written(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, CONNECT_MS).unref();
    socket.once("close", () => resolve());
    socket.resume();
    socket.end();
  });
}
