// Who may speak to a printer: one at a time, in the order they came.
import { Fault } from "../core/errors.ts";

export interface Turns {
  /** Runs an act when it is its turn. */
  take<T>(act: () => Promise<T>): Promise<T>;
  /** The same, given up after so many milliseconds: it is then never run. @throws Fault `printer-failed`. */
  takeWithin<T>(ms: number, act: () => Promise<T>): Promise<T>;
}

/** A queue of acts. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  const take = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = last.then(act);
    last = mine.catch(() => undefined);
    return mine;
  };
  const takeWithin = <T>(ms: number, act: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      let isOver = false;
      const timer = setTimeout(() => {
        isOver = true;
        reject(new Fault("printer-failed", "the printer is busy with another paper: try again"));
      }, ms).unref();
      void take(async () => {
        if (isOver) return;
        clearTimeout(timer);
        await act().then(resolve, reject);
      });
    });
  return { take, takeWithin };
}
