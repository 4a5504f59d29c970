// The line into the printer: what its receive buffer has no room for waits in front of it, and the sender is held back;
// or, over a line without flow control, is lost.
import type { Machine } from "./machine.ts";

/** Whoever sends: can be made to wait, and be told something. */
export interface Sender {
  hold(isHeld: boolean): void;
  tell(bytes: Uint8Array): void;
}

export interface Line {
  /** Bytes from a sender. */
  carry(bytes: Uint8Array, sender: Sender): void;
  /** Something changed: whatever fits now goes in. */
  flow(): void;
  /** The sender is gone, and what it had on the line with it. */
  drop(): void;
  answer(bytes: Uint8Array): void;
  /** Bytes lost for want of room. */
  lost(): number;
}

/** A line with nothing on it. */
export function createLine(machine: () => Machine, losesOverflow: boolean): Line {
  let onLine: Uint8Array = new Uint8Array();
  let sender: Sender | undefined;
  let lost = 0;
  const flow = (): void => {
    while (onLine.length > 0 && machine().room() > 0) {
      const part = onLine.subarray(0, machine().room());
      onLine = onLine.subarray(part.length);
      machine().receive(part);
    }
    if (losesOverflow) {
      lost += onLine.length;
      onLine = new Uint8Array();
    }
    sender?.hold(onLine.length > 0);
  };
  return {
    carry: (bytes, from) => {
      sender = from;
      onLine = Buffer.concat([onLine, bytes]);
      flow();
    },
    flow,
    drop: () => {
      sender = undefined;
      onLine = new Uint8Array();
    },
    answer: (bytes) => sender?.tell(bytes),
    lost: () => lost,
  };
}
