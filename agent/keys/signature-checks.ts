// Signatures of our own, checked on another thread while their document is read back (docs/decisions/secp256k1.md). The
// thread saves time and nothing depends on it: what it did not answer in time, or denied, is checked here.
import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { type CertifiedKey, type SignatureCheck, signatureHolds } from "../core/stamp/signature.ts";
import type { SignatureChecks } from "../ports/keys.ts";
import type { CheckingOrder } from "./checking-worker.ts";
import { type Question, questionMemory, sharedQuestion, TURN } from "./question.ts";

const ENTRY = new URL(`./checking-worker${extname(import.meta.filename)}`, import.meta.url);
/** Its own heap: it holds one question. */
const LIMITS = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 };

/** A thread takes 11 MB, asked or not. */
const REST_MS = 30_000;

const MOST_PATIENCE_MS = 5;

/** Every signature checked when it is asked for, on this thread. */
export const checkedHere: SignatureChecks = {
  begin: () => undefined,
  holds: signatureHolds,
  close: () => Promise.resolve(),
};

/**
 * Opens the checks of a unit. The thread starts with the second signature within half a minute and ends half a minute behind
 * the last: a command that sells once needs none, nor does a shop at rest, nor a machine with one processor.
 */
export function openSignatureChecks(processors = availableParallelism(), restMs = REST_MS): SignatureChecks {
  if (processors < 2) return checkedHere;
  const memory = questionMemory();
  const shared = sharedQuestion(memory);
  const thread = checkingThread({ memory, restMs }, () => shared.pass(TURN.free));
  let isAsked = false;
  let lastBegun = Number.NEGATIVE_INFINITY;
  /** As long as the last check took here: other programs may keep the thread from its turn. */
  let patienceMs = MOST_PATIENCE_MS;

  const wasFound: SignatureCheck = (...question) => {
    if (!isAsked || !isSame(shared.read(), questionOf(...question))) return false;
    // Not slept through: being woken would take longer than what is left of the check.
    for (const until = performance.now() + patienceMs; shared.turn() === TURN.asked && performance.now() < until; );
    return shared.turn() === TURN.holds;
  };
  const checked: SignatureCheck = (...question) => {
    const before = performance.now();
    const holds = signatureHolds(...question);
    patienceMs = Math.min(MOST_PATIENCE_MS, performance.now() - before);
    return holds;
  };
  return {
    begin: (...question) => {
      isAsked = false;
      const now = performance.now();
      const isRush = now - lastBegun < restMs;
      lastBegun = now;
      // While it has not even answered the one before, the memory is its.
      if (!isRush || !thread.isThere() || shared.turn() === TURN.asked) return;
      isAsked = shared.write(questionOf(...question));
      if (isAsked) shared.pass(TURN.asked);
    },
    holds: (...question) => wasFound(...question) || checked(...question),
    close: thread.end,
  };
}

interface CheckingThread {
  /** Whether it may be asked; starts it. */
  isThere(): boolean;
  end(): Promise<void>;
}

/** One that broke, or that the machine has no room for, is not started again. */
function checkingThread(workerData: CheckingOrder, onRest: () => void): CheckingThread {
  let worker: Worker | undefined;
  let isBroken = false;
  const start = (): void => {
    const started = new Worker(ENTRY, { workerData, resourceLimits: LIMITS });
    started.on("error", () => undefined);
    started.on("exit", (code) => {
      worker = undefined;
      isBroken = code !== 0;
      if (!isBroken) onRest();
    });
    started.unref();
    worker = started;
  };
  return {
    isThere: () => {
      try {
        if (worker === undefined && !isBroken) start();
      } catch {
        isBroken = true;
      }
      return !isBroken;
    },
    end: async () => void (await worker?.terminate()),
  };
}

const questionOf = (data: Uint8Array, signature: Uint8Array, { publicKey }: CertifiedKey): Question => [
  data,
  signature,
  Buffer.from(publicKey, "base64"),
];

const isSame = (one: Question, other: Question): boolean =>
  one.every((part, at) => Buffer.compare(part, other[at] ?? new Uint8Array()) === 0);
