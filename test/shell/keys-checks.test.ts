// Signatures checked on another thread: the same verdicts, whatever becomes of the thread.
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { type Question, questionMemory, sharedQuestion, TURN } from "../../agent/keys/question.ts";
import { scratchSigner } from "../../agent/keys/scratch-signer.ts";
import { openSignatureChecks } from "../../agent/keys/signature-checks.ts";
import type { SignatureChecks } from "../../agent/ports/keys.ts";

const TIMEOUT_MS = 20_000;
const signer = await scratchSigner(Date.now());
const other = await scratchSigner(Date.now());
const digest = (n: number): Buffer => createHash("sha256").update(String(n)).digest();

const open: SignatureChecks[] = [];
const opened = (processors: number, restMs?: number): SignatureChecks => {
  const checks = openSignatureChecks(processors, restMs);
  open.push(checks);
  return checks;
};
afterEach(async () => void (await Promise.all(open.splice(0).map((checks) => checks.close()))));

/** Signs, lets the check begin, and asks. */
function verdict(checks: SignatureChecks, n: number, { by = signer, asked = digest(n) } = {}): boolean {
  const signature = by.sign(digest(n));
  checks.begin(digest(n), signature, signer.certificate);
  return checks.holds(asked, signature, signer.certificate);
}

test.each([1, 2, 4])(
  "with %i processors every right signature holds, and no other",
  { timeout: TIMEOUT_MS },
  (processors) => {
    const checks = opened(processors);
    for (let n = 0; n < 200; n++) {
      expect(verdict(checks, n)).toBe(true);
      expect(verdict(checks, n, { by: other })).toBe(false);
      expect(verdict(checks, n, { asked: digest(n + 1) })).toBe(false);
    }
  },
);

test("a verdict is for what was asked, not for what was begun", () => {
  const checks = opened(2);
  const [one, two] = [signer.sign(digest(1)), signer.sign(digest(2))];
  for (let n = 0; n < 50; n++) {
    checks.begin(digest(1), one, signer.certificate);
    expect(checks.holds(digest(2), two, signer.certificate)).toBe(true);
    expect(checks.holds(digest(2), one, signer.certificate)).toBe(false);
    expect(checks.holds(digest(1), one, other.certificate)).toBe(false);
    expect(checks.holds(digest(1), one, signer.certificate)).toBe(true);
  }
});

test("after its thread has ended the checks go on", async () => {
  const checks = opened(2);
  for (let n = 0; n < 5; n++) verdict(checks, n);
  await checks.close();
  for (let n = 0; n < 5; n++) {
    expect(verdict(checks, n)).toBe(true);
    expect(verdict(checks, n, { by: other })).toBe(false);
  }
});

test("a thread that had nothing to do ends, and another comes with the next rush", {
  timeout: TIMEOUT_MS,
}, async () => {
  const checks = opened(2, 50);
  const ended = (): Promise<unknown> =>
    new Promise((resolve) => process.once("worker", (worker) => worker.once("exit", resolve)));
  for (let rush = 0; rush < 2; rush++) {
    const rested = ended();
    for (let n = 0; n < 100; n++) expect(verdict(checks, n)).toBe(true);
    expect(await rested).toBe(0);
    expect(verdict(checks, 0, { by: other })).toBe(false);
  }
});

test("sales that come one by one start no thread", async () => {
  const started: unknown[] = [];
  const note = (worker: unknown): void => void started.push(worker);
  process.on("worker", note);
  const checks = opened(2, 20);
  for (let n = 0; n < 4; n++) {
    expect(verdict(checks, n)).toBe(true);
    await sleep(30);
  }
  process.off("worker", note);
  expect(started).toEqual([]);
});

test("what is no question for the thread is checked in the act", () => {
  const checks = opened(2);
  const { certificate } = signer;
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "der" });
  const long = { ...certificate, publicKey: key.toString("base64") };
  for (let n = 0; n < 3; n++) {
    checks.begin(digest(n), signer.sign(digest(n)), long);
    expect(checks.holds(digest(n), signer.sign(digest(n)), long)).toBe(false);
    expect(verdict(checks, n)).toBe(true);
  }
});

test("the thread itself says what holds and what does not", { timeout: TIMEOUT_MS }, async () => {
  const memory = questionMemory();
  const shared = sharedQuestion(memory);
  const worker = new Worker(new URL("../../agent/keys/checking-worker.ts", import.meta.url), {
    workerData: { memory, restMs: TIMEOUT_MS },
  });
  const publicKey = Buffer.from(signer.certificate.publicKey, "base64");
  const asked = (question: Question): number => {
    shared.write(question);
    shared.pass(TURN.asked);
    shared.waitWhile(TURN.asked, TIMEOUT_MS);
    return shared.turn();
  };
  try {
    const signature = signer.sign(digest(1));
    expect(asked([digest(1), signature, publicKey])).toBe(TURN.holds);
    expect(asked([digest(2), signature, publicKey])).toBe(TURN.fails);
    expect(asked([digest(1), signature, Buffer.from(other.certificate.publicKey, "base64")])).toBe(TURN.fails);
    expect(asked([digest(1), signature, Buffer.from("no key")])).toBe(TURN.fails);
    expect(asked([digest(1), signature, publicKey])).toBe(TURN.holds);
    expect(shared.write([digest(2), new Uint8Array(300), publicKey])).toBe(false);
    expect(shared.read()).toEqual([digest(1), signature, publicKey].map((part) => Uint8Array.from(part)));
    const { privateKey, publicKey: foreign } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const spki = foreign.export({ type: "spki", format: "der" });
    expect(asked([digest(1), sign("sha256", digest(1), privateKey), spki])).toBe(TURN.fails);
  } finally {
    await worker.terminate();
  }
});
