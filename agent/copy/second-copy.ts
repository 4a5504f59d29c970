// The second copy: every issued document once more, on another medium. A ledger older than its copy must not issue.
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { Fault, messageOf } from "../core/errors.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { SecondCopy, SecondCopyState } from "../ports/second-copy.ts";
import { assertDescends, NotTheNewest } from "./lineage.ts";
import { readTail } from "./tail.ts";
import type { CopyNews, CopyPaths } from "./worker.ts";

const ENTRY = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url);

/** A unit without a second medium. */
export const noSecondCopy: SecondCopy = {
  refusal: () => undefined,
  wake: () => undefined,
  state: () => ({ state: "off" }),
  close: async () => undefined,
};

/**
 * Opens the second copy of a ledger and compares the two; its worker starts with the first document. A medium that is
 * away proves nothing: it raises an alarm, and the worker compares when it is back.
 */
export function openSecondCopy(paths: CopyPaths, ledger: Pick<Ledger, "findById">): SecondCopy {
  let worker: Worker | undefined;
  let state = compared(paths.copy, ledger);
  const start = (): Worker => {
    const started = new Worker(ENTRY, { workerData: paths });
    started.on("message", (news: CopyNews) => {
      state = stateAfter(news);
    });
    started.on("error", (thrown) => {
      state = { state: "absent", because: messageOf(thrown) };
      worker = undefined;
    });
    started.unref();
    return started;
  };
  return {
    refusal: () => (state.state === "ahead" ? new Fault("chain-broken", state.because) : undefined),
    wake: (upTo) => {
      if (state.state === "good") state = { ...state, state: "behind" };
      worker ??= start();
      worker.postMessage(upTo);
    },
    state: () => state,
    close: async () => void (await worker?.terminate()),
  };
}

function stateAfter(news: CopyNews): SecondCopyState {
  if ("copied" in news) return { state: "good", copied: news.copied };
  return "ahead" in news ? { state: "ahead", because: news.ahead } : { state: "absent", because: news.trouble };
}

function compared(path: string, ledger: Pick<Ledger, "findById">): SecondCopyState {
  try {
    assertDescends(readTail(path).last, ledger.findById);
    return { state: "behind" };
  } catch (thrown) {
    const because = messageOf(thrown);
    if (thrown instanceof NotTheNewest) return { state: "ahead", because };
    return isNew(thrown) ? { state: "behind" } : { state: "absent", because };
  }
}

/** A copy that was not begun yet. */
const isNew = (thrown: unknown): boolean => thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT";
