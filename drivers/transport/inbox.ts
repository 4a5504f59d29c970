// Bytes that arrive by themselves, kept until somebody asks for them. A reader is always attached: unread bytes would turn
// the end of a TCP session into a reset, and a serial port without one does not tell that its cable was pulled.

export interface Inbox {
  push(bytes: Uint8Array): void;
  /** Nothing more will come; who waits, or asks later, gets this. */
  fail(reason: Error): void;
  /** All that came, or comes first within `ms`; undefined when nothing does. @throws what `fail` was given */
  next(ms: number): Promise<Uint8Array | undefined>;
}

/** An empty inbox. */
export function createInbox(): Inbox {
  let chunks: Uint8Array[] = [];
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  const take = (): Uint8Array | undefined => {
    if (chunks.length > 0) return Buffer.concat(chunks.splice(0));
    if (failure !== undefined) throw failure;
    return undefined;
  };
  return {
    push: (bytes) => {
      chunks = [...chunks, bytes];
      wake?.();
    },
    fail: (reason) => {
      failure ??= reason;
      wake?.();
    },
    next: async (ms) => {
      const already = take();
      if (already !== undefined || ms <= 0) return already;
      await new Promise<void>((resolve) => {
        // One look at the cable after the last: a process that was held up hears its timers before what came meanwhile.
        const timer = setTimeout(() => setImmediate(resolve), ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = undefined;
      return take();
    },
  };
}
