// What a rush leaves in memory goes back to the machine with the first rest. V8 does that by itself once it has collected
// nothing for 100 seconds, twice over; a shop that sells now and then would keep what its busiest hour took.

/** Seconds between two looks in one rest; a collection is a pause of some 70 ms (half a second on the smallest Pi). */
const LOOK_SECONDS = 10;
/** Behind so long a rest little is worth the pause too, if there was none for a while: a shop may rest so between customers. */
const LONG_REST_SECONDS = 30;
const A_WHILE_MS = 180_000;
const MUCH_BYTES = 24 * 1024 * 1024;
/** A twentieth of what an agent with a printer holds: without it, what it keeps would hang on how its last rush ended. */
const LITTLE_BYTES = 4 * 1024 * 1024;
/** Two turns farther apart than this had work between them. */
const IN_A_ROW_MS = 2_500;

export interface Memory {
  /** Bytes of this process the machine holds. */
  readonly resident: () => number;
  /** Collects all that can be and gives the pages back; undefined where Node was not started with `--expose-gc`. */
  readonly collect: (() => void) | undefined;
  readonly monotonicMs: () => number;
}

/** The memory of this process. */
export function ownMemory(): Memory {
  const { gc } = globalThis;
  return {
    resident: () => process.memoryUsage.rss(),
    // "last-resort" is what V8 does when the machine runs short: the ordinary kind keeps empty pages for the next rush.
    collect: gc && (() => gc({ type: "major", flavor: "last-resort", execution: "sync" })),
    monotonicMs: () => performance.now(),
  };
}

/**
 * A work for while nobody sells, called once a second: after ten of them gives memory back, if there is much more of it
 * than after the last time, and after thirty if there is a little more and the last time is three minutes ago.
 * @returns always false: it writes nothing.
 */
export function memoryAtRest({ resident, collect, monotonicMs }: Memory = ownMemory()): () => boolean {
  let rested = 0;
  let last = Number.NEGATIVE_INFINITY;
  let least = Number.NEGATIVE_INFINITY;
  let collectedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = monotonicMs();
    rested = now - last > IN_A_ROW_MS ? 0 : rested + 1;
    last = now;
    if (collect === undefined || rested === 0 || rested % LOOK_SECONDS > 0) return false;
    const held = resident();
    // Pages come back a little behind the collection that freed them.
    if (held < least) least = held;
    if (held < least + worthBytes(rested, now - collectedAt)) return false;
    collect();
    collectedAt = now;
    least = resident();
    rested = 0;
    return false;
  };
}

/** From how much on a collection is worth its pause. */
const worthBytes = (restSeconds: number, sinceLastMs: number): number =>
  restSeconds >= LONG_REST_SECONDS && sinceLastMs > A_WHILE_MS ? LITTLE_BYTES : MUCH_BYTES;
