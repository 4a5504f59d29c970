// Everything that happened in a seed, as a hash, and the end of it in words.
import { createHash } from "node:crypto";
import type { Scheduler } from "./scheduler.ts";

export interface Trace {
  add(event: string): void;
  /** Lets an event be waited for that is told to nobody: it would be most of the history. */
  hint(event: string): void;
  /** Does something when an event of such a beginning has come so often. */
  when(beginning: string, times: number, run: () => void): void;
  /** Nothing is waited for any more. */
  forget(): void;
  hash(): string;
  last(): readonly string[];
}

const LAST = 30;

export function createTrace({ now }: Scheduler, tell: (line: string) => void = () => undefined): Trace {
  const hash = createHash("sha256");
  const last: string[] = [];
  const watches: { readonly beginning: string; left: number; readonly run: () => void }[] = [];
  const hint = (event: string): void => {
    for (const watch of watches) {
      if (!event.startsWith(watch.beginning)) continue;
      watch.left -= 1;
      if (watch.left === 0) watch.run();
    }
  };
  return {
    add: (event) => {
      const line = `${new Date(now()).toISOString()} ${event}`;
      hash.update(`${line}\n`);
      last.push(line);
      if (last.length > LAST) last.shift();
      tell(line);
      hint(event);
    },
    hint,
    when: (beginning, left, run) => void watches.push({ beginning, left, run }),
    forget: () => {
      watches.length = 0;
    },
    hash: () => hash.digest("hex"),
    last: () => last,
  };
}
