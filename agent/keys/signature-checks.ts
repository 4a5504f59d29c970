// Signatures of our own, checked on another thread while their document is read back (docs/decisions/secp256k1.md). The
// thread saves time and nothing depends on it: what it did not answer in time, or denied, is checked here.
import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { StampCertificate } from "../core/stamp/certificate-facts.ts";
import { type SignatureCheck, signatureHolds } from "../core/stamp/verify.ts";
import type { SignatureChecks } from "../ports/keys.ts";
import type { CheckingOrder } from "./checking-worker.ts";
import { type Question, questionMemory, sharedQuestion, TURN } from "./question.ts";

const ENTRY = new URL(`./checking-worker${extname(import.meta.filename)}`, import.meta.url);
/** Its own heap: it holds one question. */
const LIMITS = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 };

/** A thread takes 11 MB, asked or not. */
const REST_MS = 30_000;

/** Every signature checked when it is asked for, on this thread. */
export const checkedHere: SignatureChecks = {
  begin: () => undefined,
  holds: signatureHolds,
  close: () => Promise.resolve(),
};

/**
 * Opens the checks of a unit. The thread starts with the second signature and ends half a minute behind the last: a command
 * that sells once needs none, nor does a shop at rest, nor a machine with one processor.
 */
export function openSignatureChecks(processors = availableParallelism(), restMs = REST_MS): SignatureChecks {
  if (processors < 2) return checkedHere;
  const memory = questionMemory();
  const shared = sharedQuestion(memory);
  let worker: Worker | undefined;
  let asked: Question | undefined;
  let signatures = 0;
  /** As long as a check takes here: other programs may keep the thread from its turn. */
  let patienceMs = 0;

  const start = (): Worker => {
    const started = new Worker(ENTRY, {
      workerData: { memory, restMs } satisfies CheckingOrder,
      resourceLimits: LIMITS,
    });
    started.on("error", () => undefined);
    started.on("exit", (code) => {
      // It rests; or it broke, and stays as if it never answered: nothing is asked of it any more.
      if (code !== 0) return shared.pass(TURN.asked);
      shared.pass(TURN.free);
      worker = undefined;
      signatures = 0;
    });
    started.unref();
    return started;
  };
  const ask = (question: Question): void => {
    asked = undefined;
    // It has not even answered the one before.
    if (shared.turn() === TURN.asked) return;
    shared.write(question);
    shared.pass(TURN.asked);
    asked = question;
  };
  const wasFound: SignatureCheck = (...question) => {
    if (asked === undefined || !isSame(asked, questionOf(...question))) return false;
    // Not slept through: being woken would take longer than what is left of the check.
    for (const until = performance.now() + patienceMs; shared.turn() === TURN.asked && performance.now() < until; );
    return shared.turn() === TURN.holds;
  };
  const checked: SignatureCheck = (...question) => {
    const before = performance.now();
    const holds = signatureHolds(...question);
    patienceMs = performance.now() - before;
    return holds;
  };
  return {
    begin: (...question) => {
      signatures++;
      if (signatures === 1) return;
      worker ??= start();
      ask(questionOf(...question));
    },
    holds: (...question) => wasFound(...question) || checked(...question),
    close: async () => void (await worker?.terminate()),
  };
}

const questionOf = (data: Uint8Array, signature: Uint8Array, { publicKey }: StampCertificate): Question => [
  data,
  signature,
  Buffer.from(publicKey, "base64"),
];

const isSame = (one: Question, other: Question): boolean =>
  one.every((part, at) => Buffer.compare(part, other[at] ?? new Uint8Array()) === 0);
