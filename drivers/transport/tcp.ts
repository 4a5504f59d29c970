// Port 9100: one connection per job, half-closed at the end, and every byte the printer says is read (printing.md 5).
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { messageOf } from "../../agent/core/errors.ts";
import { inTime } from "./in-time.ts";
import { createInbox } from "./inbox.ts";
import { type Link, LinkLost, PATIENCE, type Patience, type Transport } from "./link.ts";

/** How long the printer may take to hang up after us. */
const HANG_UP_MS = 2_000;

/**
 * A printer on the network. Many of them serve one sender at a time, so the session lasts no longer than the job.
 * @param address host:port, an IPv6 host in brackets
 */
export function tcpTransport(address: string, patience: Patience = PATIENCE): Transport {
  const at = address.lastIndexOf(":");
  const target = { host: address.slice(0, at).replace(/^\[|\]$/g, ""), port: Number(address.slice(at + 1)) };
  let current: Socket | undefined;
  return {
    open: async () => {
      current = await connected(target, patience.connectMs);
      return linkOver(current, patience);
    },
    close: () => {
      current?.destroy();
      return Promise.resolve();
    },
  };
}

function connected(target: { readonly host: string; readonly port: number }, ms: number): Promise<Socket> {
  const socket = connect({ ...target, noDelay: true, keepAlive: true });
  return inTime<Socket>(ms, `no printer at ${target.host}:${target.port}`, (resolve, reject) => {
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  }).catch((cause: unknown) => {
    socket.on("error", () => undefined);
    socket.destroy();
    throw new LinkLost(messageOf(cause), { cause });
  });
}

function linkOver(socket: Socket, { stallMs }: Patience): Link {
  const inbox = createInbox();
  const lost = (): LinkLost => new LinkLost("the network connection to the printer broke");
  socket.on("data", (bytes) => inbox.push(bytes));
  socket.on("error", (cause) =>
    inbox.fail(new LinkLost(`the network connection to the printer broke: ${cause.message}`, { cause })),
  );
  socket.on("close", () => inbox.fail(lost()));
  return {
    answers: true,
    write: (bytes) =>
      inTime<void>(stallMs, "the printer takes no bytes", (resolve, reject) => {
        if (socket.destroyed) reject(lost());
        else socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    read: (ms) => inbox.next(ms),
    finish: async () => {
      if (!socket.destroyed) await hungUp(socket);
      socket.destroy();
    },
    // A reset, so that a printer that serves one sender does not go on waiting for us.
    abandon: async () => {
      if (socket.destroyed) return;
      const closed = once(socket, "close");
      socket.resetAndDestroy();
      await closed;
    },
  };
}

/** Says that nothing more comes and lets the printer hang up: cutting the line at once could lose the tail. */
function hungUp(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, HANG_UP_MS);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.end();
  });
}
