// What happens, told to whoever listens in this process: the console and tills over GET /v1/events. Nothing polls.
import type { TerminalEvent } from "../terminal.ts";

export interface Events {
  tell(event: string, facts: Readonly<Record<string, unknown>>): void;
  /** @returns how to stop listening. */
  listen(listener: (event: TerminalEvent) => void): () => void;
}

/** Log events that are of interest outside, and the name they have there. */
const TOLD: Readonly<Record<string, string>> = {
  issued: "issued",
  printed: "printed",
  gateway: "gateway",
  alarm: "alarm",
};

/** Creates the channel. What a listener throws never reaches the terminal. */
export function createEvents(): Events {
  const listeners = new Set<(event: TerminalEvent) => void>();
  let id = 0;
  return {
    tell: (event, facts) => {
      const name = TOLD[event];
      if (name === undefined) return;
      id += 1;
      for (const listener of listeners) {
        try {
          listener({ id, event: name, facts });
        } catch {
          listeners.delete(listener);
        }
      }
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
