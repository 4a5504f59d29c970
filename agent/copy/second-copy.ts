// The second copy: every issued document once more, on another medium. A ledger older than its copy must not issue.
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { Fault, messageOf } from "../core/errors.ts";
import type { Ledger, SecondCopy, SecondCopyState } from "../ports.ts";
import type { CopiedDocument } from "./record.ts";
import { readTail } from "./tail.ts";
import type { CopyNews, CopyPaths } from "./worker.ts";

const ENTRY = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url);

/** A unit without a second medium. */
export const noSecondCopy: SecondCopy = {
  assertLedgerIsNewest: () => undefined,
  wake: () => undefined,
  state: () => ({ state: "off" }),
  close: async () => undefined,
};

/** Opens the second copy of a ledger; its worker starts with the first document. */
export function openSecondCopy(paths: CopyPaths, ledger: Pick<Ledger, "findById">): SecondCopy {
  let worker: Worker | undefined;
  let state: SecondCopyState = { state: "behind" };
  const start = (): Worker => {
    const started = new Worker(ENTRY, { workerData: paths });
    started.on("message", (news: CopyNews) => {
      state = "copied" in news ? { state: "good", copied: news.copied } : { state: "absent", because: news.trouble };
    });
    started.on("error", (thrown) => {
      state = { state: "absent", because: messageOf(thrown) };
      worker = undefined;
    });
    started.unref();
    return started;
  };
  return {
    assertLedgerIsNewest: () => assertNewest(paths.copy, ledger),
    wake: () => {
      if (state.state === "good") state = { ...state, state: "behind" };
      worker ??= start();
      worker.postMessage("wake");
    },
    state: () => state,
    close: async () => void (await worker?.terminate()),
  };
}

/**
 * A ledger that lacks the copy's last document, or has another in its place, was replaced by an older or a foreign one:
 * to go on would use counters a second time. An absent medium is no proof of anything and only raises an alarm.
 */
function assertNewest(path: string, ledger: Pick<Ledger, "findById">): void {
  const last = lastCopied(path);
  if (last === undefined) return;
  const own = ledger.findById(last.id);
  if (own?.hash === last.hash && own.csid === last.csid) return;
  throw new Fault(
    "chain-broken",
    `the second copy ends with ${last.irn} (ICV ${last.icv}), which this ledger ${own === undefined ? "does not have" : "has otherwise"}: it is an older or another ledger. Nothing is issued. Put the newer ledger back, or onboard again as a new unit`,
  );
}

function lastCopied(path: string): CopiedDocument | undefined {
  try {
    return readTail(path).last;
  } catch {
    return undefined;
  }
}
