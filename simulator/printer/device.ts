// The virtual printer at the end of a device, such as one end of `socat pty,raw,echo=0 pty,raw,echo=0`.
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type { Line, Sender } from "./line.ts";

export interface Device {
  close(): Promise<void>;
}

const FLAGS = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;
const LOOK_MS = 2;
const MOST_AT_ONCE = 4096;
/** After so long without a byte a job has ended. */
const SILENCE_MS = 400;

/** Reads a device until it is closed. @throws when it cannot be opened */
export async function openDevice(path: string, line: Line, jobEnded: () => void): Promise<Device> {
  const file = await open(path, FLAGS);
  const buffer = Buffer.alloc(MOST_AT_ONCE);
  let isHeld = false;
  let isOpen = true;
  let silentSince: number | undefined;
  const sender: Sender = {
    hold: (held) => {
      isHeld = held;
    },
    // An answer nobody reads is an answer nobody wanted.
    tell: (bytes) => void file.write(bytes).catch(() => undefined),
  };
  const look = async (): Promise<void> => {
    const { bytesRead } = isHeld ? { bytesRead: 0 } : await file.read(buffer, 0, MOST_AT_ONCE, null).catch(nothing);
    if (bytesRead > 0) {
      silentSince = performance.now();
      line.carry(Uint8Array.from(buffer.subarray(0, bytesRead)), sender);
      return;
    }
    if (silentSince !== undefined && performance.now() - silentSince > SILENCE_MS && !isHeld) {
      silentSince = undefined;
      jobEnded();
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  };
  const reading = (async () => {
    while (isOpen) await look();
  })();
  return {
    close: async () => {
      isOpen = false;
      await reading;
      await file.close();
    },
  };
}

/** Nothing to read yet, or nobody at the other end. */
const nothing = (): { readonly bytesRead: number } => ({ bytesRead: 0 });
