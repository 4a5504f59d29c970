// Keeps a unit open: after a storage fault everything is closed and opened anew, so that what is on disk decides.
import { Fault, isFault, messageOf } from "./core/errors.ts";
import type { Log } from "./log.ts";
import type { Terminal } from "./terminal.ts";
import type { Unit } from "./wire.ts";

export interface Supervised {
  /** The terminal of whichever unit is open; while none is, every call fails with `storage-failed`. */
  readonly terminal: Terminal;
  start(): void;
  /** Why there is no progress: a loop has stopped, or hangs in a turn. */
  stuck(): string | undefined;
  /** Told of every fault a caller met: an unknown outcome means that the ledger must be read anew. */
  onFault(fault: Fault): void;
  close(): Promise<void>;
}

/** How often it looks whether the unit is stuck, and how long it waits between attempts to open it anew. */
const LOOK_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** Opens a unit and keeps it open. @throws Fault where it cannot be opened the first time. */
export function superviseUnit(open: () => Unit, log: Log): Supervised {
  let unit: Unit | undefined = open();
  let closed = false;
  let reopening: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const reopen = async (because: string): Promise<void> => {
    log("reopening", { because });
    const old = unit;
    unit = undefined;
    await old?.close().catch((thrown: unknown) => log("close-failed", { message: messageOf(thrown) }));
    for (let wait = LOOK_MS; !closed && unit === undefined; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      unit = tryOpen(open, log);
      if (unit === undefined) await new Promise((resolve) => setTimeout(resolve, wait).unref());
    }
    unit?.start();
    log("reopened", { ready: unit !== undefined });
  };
  const begin = (because: string): void => {
    reopening ??= reopen(because).finally(() => {
      reopening = undefined;
    });
  };
  const look = (): void => {
    const because = unit?.stuck();
    if (because !== undefined) begin(because);
  };

  return {
    terminal: following(() => unit?.terminal),
    start: () => {
      unit?.start();
      timer = setInterval(look, LOOK_MS).unref();
    },
    stuck: () => (unit === undefined ? "the ledger is being opened anew" : (unit.stuck() ?? unit.hanging())),
    onFault: (fault) => {
      if (isFault(fault, "outcome-unknown")) begin(fault.message);
    },
    close: async () => {
      closed = true;
      clearInterval(timer);
      await reopening;
      await unit?.close();
    },
  };
}

function tryOpen(open: () => Unit, log: Log): Unit | undefined {
  try {
    return open();
  } catch (thrown) {
    log("open-failed", { message: messageOf(thrown) });
    return undefined;
  }
}

/** A terminal whose every member is that of the unit open now. */
function following(current: () => Terminal | undefined): Terminal {
  return new Proxy({} as Terminal, {
    get: (_target, member) => {
      const terminal = current();
      if (terminal === undefined) throw new Fault("storage-failed", "the ledger is being opened anew: try again");
      return Reflect.get(terminal, member);
    },
  });
}
