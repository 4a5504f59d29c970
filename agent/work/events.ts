// What happens, told to whoever listens in this process: the console and tills over GET /v1/events. Nothing polls.
import type { TerminalEvent } from "../terminal.ts";

export interface Events {
  tell(event: string, facts: Readonly<Record<string, unknown>>): void;
  /** Tells first what came behind `after`; `missed` where not all of that is kept. @returns how to stop listening. */
  listen(listener: (event: TerminalEvent) => void, after?: number): () => void;
}

/** Log events that are of interest outside, and the name they have there. */
const TOLD: Readonly<Record<string, string>> = {
  issued: "issued",
  printed: "printed",
  "printer-alarm": "printer-alarm",
  gateway: "gateway",
  alarm: "alarm",
  enrolment: "enrolment",
  audit: "audit",
};

/** Kept for who comes back after a broken connection. */
const KEPT_EVENTS = 1_000;

/**
 * Creates the channel. What a listener throws never reaches the terminal.
 * @param before the id before the first: higher than any of an earlier start.
 */
export function createEvents(before: number): Events {
  const listeners = new Set<(event: TerminalEvent) => void>();
  const kept: TerminalEvent[] = [];
  let id = before;
  return {
    tell: (event, facts) => {
      const name = TOLD[event];
      if (name === undefined) return;
      id += 1;
      const told = { id, event: name, facts };
      kept.push(told);
      if (kept.length > KEPT_EVENTS) kept.shift();
      for (const listener of listeners) {
        try {
          listener(told);
        } catch {
          listeners.delete(listener);
        }
      }
    },
    listen: (listener, after) => {
      if (after !== undefined) for (const event of behind(after, kept, id)) listener(event);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What came behind an event; of an earlier start, or of one that is no longer kept, nobody knows what was missed. */
function behind(after: number, kept: readonly TerminalEvent[], id: number): readonly TerminalEvent[] {
  const first = kept[0]?.id ?? id + 1;
  const missed = after < first - 1 || after > id ? [{ id, event: "missed", facts: {} }] : [];
  return [...missed, ...kept.filter((event) => event.id > after)];
}
