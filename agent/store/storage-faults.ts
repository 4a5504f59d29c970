// What SQLite throws outside a sale's commit, told as what it is: the storage failed, and no bug of ours.
import { Fault } from "../core/errors.ts";
import { asFault } from "./database.ts";

/**
 * The same port with the desks it holds, whose calls fail with Fault `storage-failed` or `storage-full` where SQLite does. (A failure inside a
 * sale's commit is `outcome-unknown` already: the ledger itself says so.)
 */
export function withStorageFaults<T extends object>(port: T): T {
  return new Proxy(port, {
    get: (target, member) => {
      const value: unknown = Reflect.get(target, member);
      if (typeof value === "function") return guarded(value as Call);
      return isDesk(value) ? withStorageFaults(value) : value;
    },
  });
}

const isDesk = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

type Call = (...given: readonly unknown[]) => unknown;

const guarded =
  (call: Call): Call =>
  (...given) => {
    try {
      return told(call(...given));
    } catch (thrown) {
      return rethrow(thrown);
    }
  };

/** What comes later may fail as well, be it the answer or a part of it: a clearance goes on behind its answer. */
function told(answer: unknown): unknown {
  if (answer instanceof Promise) return answer.then(told, rethrow);
  const later = isDesk(answer) ? Object.entries(answer).filter(([, part]) => part instanceof Promise) : [];
  if (later.length === 0) return answer;
  return { ...(answer as object), ...Object.fromEntries(later.map(([name, part]) => [name, told(part)])) };
}

function rethrow(thrown: unknown): never {
  throw isClosed(thrown) ? new Fault("storage-failed", "the ledger is being opened anew: try again") : asFault(thrown);
}

/** better-sqlite3's word to whoever was under way when a ledger was closed to be opened anew. */
const isClosed = (thrown: unknown): boolean =>
  thrown instanceof TypeError && thrown.message === "The database connection is not open";
