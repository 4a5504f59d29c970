// A loop that does one thing, says when it wants to be asked again, and can be woken or stopped between two turns.
import { messageOf } from "../core/errors.ts";

export interface Loop {
  start(): void;
  /** Asks for a turn in a moment, or right after the present one. */
  wake(): void;
  /** One turn, awaited; joins the turn under way. */
  once(): Promise<void>;
  /** Why the loop no longer turns; undefined while it does. */
  stuck(): string | undefined;
  /** Why the turn under way counts as hung: it has shown no progress for longer than its limit. */
  hanging(): string | undefined;
  /** Called by a long turn at every step: it makes progress. */
  alive(): void;
  /** Lets the turn under way end, then stops. */
  stop(): Promise<void>;
}

export interface LoopWatch {
  /** As an operator reads it. */
  readonly name: string;
  /** The longest time between the beginning of a turn and its end, or between two of its steps, milliseconds. */
  readonly limitMs: number;
  /** Milliseconds that only ever grow. */
  readonly monotonicMs: () => number;
}

interface LoopState {
  running: boolean;
  again: boolean;
  timer?: NodeJS.Timeout;
  turning?: Promise<void>;
  stuck?: string;
  /** When the turn under way began, or last made a step. */
  aliveAt: number;
}

/**
 * Creates a loop over `turn`, which answers how many milliseconds to rest. What a turn throws stops the loop for good,
 * whoever asked for it: no wake starts it again, and `stuck` says why.
 */
export function createLoop(turn: () => Promise<number>, watch: LoopWatch): Loop {
  const state: LoopState = { running: false, again: false, aliveAt: 0 };
  const alive = (): void => {
    state.aliveAt = watch.monotonicMs();
  };

  const takeTurn = async (): Promise<void> => {
    do {
      state.again = false;
      alive();
      const rest = await turn();
      if (state.running && !state.again) state.timer = setTimeout(begin, rest).unref();
    } while (state.again && state.running);
  };

  const noteWhy = (thrown: unknown): never => {
    state.stuck = messageOf(thrown);
    throw thrown;
  };

  /** One turn at a time; whoever asks meanwhile waits for one more. */
  const once = (): Promise<void> => {
    clearTimeout(state.timer);
    // Begun a moment later, so that a turn that wakes the loop finds itself under way.
    state.turning ??= Promise.resolve()
      .then(takeTurn)
      .catch(noteWhy)
      .finally(() => {
        delete state.turning;
        // Woken in the very moment between the turn's end and this.
        if (state.again) wake();
      });
    return state.turning;
  };

  function begin(): void {
    if (state.running) once().catch(() => undefined);
  }

  /** What woke it has an answer to give first: a turn begins by reading the ledger. */
  function wake(): void {
    if (!state.running || state.stuck !== undefined) return;
    if (state.turning === undefined) {
      clearTimeout(state.timer);
      state.timer = setTimeout(begin, 0).unref();
    } else state.again = true;
  }

  return {
    start: () => {
      state.running = true;
      wake();
    },
    wake,
    once,
    stuck: () => state.stuck,
    hanging: () => {
      const silentMs = watch.monotonicMs() - state.aliveAt;
      if (state.turning === undefined || silentMs <= watch.limitMs) return undefined;
      return `the loop of the ${watch.name} has hung in a turn for ${Math.round(silentMs / 1000)} seconds`;
    },
    alive,
    stop: async () => {
      state.running = false;
      clearTimeout(state.timer);
      await state.turning?.catch(() => undefined);
    },
  };
}

/** Every loop that hangs, each with its reason; undefined while none does. */
export function everyReason(loops: readonly Pick<Loop, "hanging">[]): string | undefined {
  const reasons = loops.map((loop) => loop.hanging()).filter((because) => because !== undefined);
  return reasons.length === 0 ? undefined : reasons.join("; ");
}
