// A loop that does one thing, says when it wants to be asked again, and can be woken or stopped between two turns.
import { messageOf } from "../core/errors.ts";

export interface Loop {
  start(): void;
  /** Asks for a turn now, or right after the present one. */
  wake(): void;
  /** One turn, awaited; joins the turn under way. */
  once(): Promise<void>;
  /** Why the loop no longer turns; undefined while it does. */
  stuck(): string | undefined;
  /** Lets the turn under way end, then stops. */
  stop(): Promise<void>;
}

/**
 * Creates a loop over `turn`, which answers how many milliseconds to rest. What a turn throws stops the loop for good,
 * whoever asked for it: no wake starts it again, and `stuck` says why.
 */
export function createLoop(turn: () => Promise<number>): Loop {
  const state: { running: boolean; again: boolean; timer?: NodeJS.Timeout; turning?: Promise<void>; stuck?: string } = {
    running: false,
    again: false,
  };

  const takeTurn = async (): Promise<void> => {
    do {
      state.again = false;
      const rest = await turn();
      if (state.running && !state.again) state.timer = setTimeout(wake, rest).unref();
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
      });
    return state.turning;
  };

  function wake(): void {
    if (!state.running || state.stuck !== undefined) return;
    if (state.turning !== undefined) {
      state.again = true;
      return;
    }
    once().catch(() => undefined);
  }

  return {
    start: () => {
      state.running = true;
      wake();
    },
    wake,
    once,
    stuck: () => state.stuck,
    stop: async () => {
      state.running = false;
      clearTimeout(state.timer);
      await state.turning?.catch(() => undefined);
    },
  };
}
