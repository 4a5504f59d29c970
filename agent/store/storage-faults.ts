// What SQLite throws outside a sale's commit, told as what it is: the storage failed, and no bug of ours.
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
      const answer = call(...given);
      return answer instanceof Promise ? answer.catch(rethrow) : answer;
    } catch (thrown) {
      return rethrow(thrown);
    }
  };

function rethrow(thrown: unknown): never {
  throw asFault(thrown);
}
