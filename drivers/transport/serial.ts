// Serial: RS-232, TTL and USB adapters through `serialport`, which is loaded with the first job of a serial printer only.

import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { SerialPort } from "serialport";
import { messageOf } from "../../agent/core/errors.ts";
import { inTime } from "./in-time.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import { type Link, LinkLost, PATIENCE, type Patience, type Transport } from "./link.ts";

export type FlowControl = "rts-cts" | "xon-xoff" | "none";

export interface SerialLine {
  /** A stable name, such as /dev/serial/by-id/…. */
  readonly path: string;
  readonly baudRate: number;
  readonly flowControl: FlowControl;
}

/** What the port is opened with. Hanging up would let the line drop DTR, which resets some printers. */
const FLOW: Readonly<Record<FlowControl, { rtscts: boolean; xon: boolean; xoff: boolean }>> = {
  "rts-cts": { rtscts: true, xon: false, xoff: false },
  "xon-xoff": { rtscts: false, xon: true, xoff: true },
  none: { rtscts: false, xon: false, xoff: false },
};
const MOST_AT_ONCE = 1024;
/** One start bit, eight data bits, one stop bit. */
export const BITS_PER_BYTE = 10;

interface Port {
  readonly device: SerialPort;
  readonly inbox: Inbox;
  /** When the line will have sent what the kernel was given. */
  busyUntil: number;
}

/** A printer on a serial line, kept open between jobs; one that hung up is opened anew with the next job. */
export function serialTransport(line: SerialLine, patience: Patience = PATIENCE): Transport {
  let kept: Port | undefined;
  const letGo = async (): Promise<void> => {
    const port = kept;
    kept = undefined;
    if (port?.device.isOpen === true) await closed(port.device);
  };
  return {
    open: async () => {
      if (kept?.device.isOpen !== true) await letGo();
      kept ??= await opened(line, patience);
      return linkOver(kept, { line, patience, letGo });
    },
    close: letGo,
  };
}

async function opened({ path, baudRate, flowControl }: SerialLine, { connectMs }: Patience): Promise<Port> {
  const { SerialPort } = await import("serialport");
  const device = new SerialPort({ path, baudRate, ...FLOW[flowControl], hupcl: false, autoOpen: false });
  const inbox = createInbox();
  const lost = (cause: unknown): void => inbox.fail(new LinkLost(`${path} hung up: ${messageOf(cause)}`, { cause }));
  device.on("data", (bytes: Buffer) => inbox.push(bytes));
  device.on("error", lost);
  device.on("close", (cause: unknown) => lost(cause ?? new Error("the port was closed")));
  await inTime<void>(connectMs, `cannot open ${path}`, (resolve, reject) =>
    device.open((cause) => (cause ? reject(cause) : resolve())),
  );
  return { device, inbox, busyUntil: 0 };
}

interface Session {
  readonly line: SerialLine;
  readonly patience: Patience;
  readonly letGo: () => Promise<void>;
}

function linkOver(port: Port, { line, patience, letGo }: Session): Link {
  /** Milliseconds until the line is quiet: an answer cannot come before its question has left. */
  const backlog = (): number => Math.max(0, port.busyUntil - performance.now());
  const put = async (bytes: Uint8Array): Promise<void> => {
    const lineTime = (bytes.length * BITS_PER_BYTE * 1000) / line.baudRate;
    const limit = patience.stallMs + backlog() + lineTime;
    await inTime<void>(limit, `${line.path} takes no bytes`, (resolve, reject) => {
      if (port.device.isOpen) port.device.write(bytes, (cause) => (cause ? reject(cause) : resolve()));
      else reject(new Error("the cable was pulled"));
    });
    port.busyUntil = performance.now() + backlog() + lineTime;
  };
  return {
    answers: true,
    write: async (bytes) => {
      for (let at = 0; at < bytes.length; at += MOST_AT_ONCE) await put(bytes.subarray(at, at + MOST_AT_ONCE));
    },
    read: async (ms) => {
      const bytes = await port.inbox.next(ms === 0 ? 0 : ms + backlog());
      // A port does not always tell that its cable was pulled, but the name of an adapter goes with it.
      if (bytes === undefined && !existsSync(line.path))
        throw new LinkLost(`${line.path} is gone: the cable was pulled`);
      // Who answers has heard everything before.
      if (bytes !== undefined && ms > 0) port.busyUntil = 0;
      return bytes;
    },
    finish: async () => void (await sleep(backlog())),
    abandon: letGo,
  };
}

/** What the line has not sent is thrown away first: closing would wait for a printer that holds us back for ever. */
async function closed(device: SerialPort): Promise<void> {
  await new Promise<void>((resolve) => device.flush(() => resolve()));
  await new Promise<void>((resolve) => device.close(() => resolve()));
}
