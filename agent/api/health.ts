// Health as progress: the loops turn, the ledger takes a write, the event loop answers in time.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isFault } from "../core/errors.ts";
import type { Terminal } from "../terminal.ts";

export interface Health {
  /** Why the terminal makes no progress; undefined while it does. */
  readonly stuck: () => string | undefined;
  /** The longest time the event loop was busy since the last call, seconds. */
  readonly longestPause: () => number;
}

/** A write is a flush of the disk: not more often than this, milliseconds. */
const WRITE_EVERY_MS = 60_000;
const PAUSE_STEP_MS = 20;

/** Watches one terminal. */
export function createHealth(terminal: Pick<Terminal, "beat">, stuck: () => string | undefined): Health {
  const pauses = monitorEventLoopDelay({ resolution: PAUSE_STEP_MS });
  pauses.enable();
  let writtenAt = Number.NEGATIVE_INFINITY;
  const writes = (): string | undefined => {
    const now = performance.now();
    if (now - writtenAt < WRITE_EVERY_MS) return undefined;
    try {
      terminal.beat();
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      return `the ledger takes no write: ${thrown.message}`;
    }
    writtenAt = now;
    return undefined;
  };
  return {
    stuck: () => stuck() ?? writes(),
    longestPause: () => {
      const longest = pauses.max / 1e9;
      pauses.reset();
      return longest;
    },
  };
}
