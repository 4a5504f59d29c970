// Documents whose flush goes on beside other work: in the ledger at once, with the gateway only once the disk has them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ApiEnvironment } from "../../agent/api/environment.ts";
import { durableAnswers } from "../../agent/api/guards.ts";
import { Fault } from "../../agent/core/errors.ts";
import type { Ledger, StoredDocument } from "../../agent/ports/ledger.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { createLazyCommits, type LazyCommits } from "../../agent/store/lazy-commits.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createOutbox } from "../../agent/store/outbox.ts";
import { documentAt } from "../support/ledger.ts";

let folder: string;
let database: Database;
let writes: LazyCommits;
let ledger: Ledger;

/** How long every flush seems to take. */
let flushMs: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "khatm-beside-"));
  database = openDatabase(join(folder, "ledger.db"));
  let now = 0;
  writes = createLazyCommits(database, () => {
    now += flushMs;
    return now;
  });
  ledger = createLedger(database, writes);
  await becomes(15);
});

/** A disk that takes so long for a flush; it is believed after a few. */
async function becomes(milliseconds: number): Promise<void> {
  flushMs = milliseconds;
  for (let flush = 0; flush < 8; flush++) {
    writes.write(() => undefined);
    await writes.settled();
  }
}

afterEach(async () => {
  await writes.close();
  database.close();
  rmSync(folder, { recursive: true });
});

const beside = (n: number): StoredDocument => ledger.append("a", (place) => documentAt(n, place), "beside");
const waiting = (): readonly number[] =>
  createOutbox(database, writes, ledger.isDurable)
    .waiting(undefined, 9)
    .map(({ id }) => id);

test("append() beside continues the chain at once and shows nothing to the gateway before the disk has it", async () => {
  const [first, second] = [beside(1), beside(2)];
  expect(second.link).toMatchObject({ icv: 2, pih: first.hash });
  expect(ledger.findByIrn(first.link.irn)?.id).toBe(first.id);
  expect([ledger.isDurable(first.id), ledger.isDurable(second.id), waiting()]).toEqual([false, false, []]);
  await ledger.durable();
  expect([ledger.isDurable(first.id), ledger.isDurable(second.id)]).toEqual([true, true]);
  expect(waiting()).toEqual([first.id, second.id]);
});

test("append() beside waits for a disk that is quick", async () => {
  await becomes(0.5);
  const { id } = beside(1);
  expect([ledger.isDurable(id), waiting()]).toEqual([true, [id]]);
});

test("durable() of a sale does not wait for the sales behind it", async () => {
  const first = beside(1);
  const mine = ledger.durable();
  const [second] = await Promise.all([mine.then(() => beside(2)), mine]);
  expect([ledger.isDurable(first.id), ledger.isDurable(second.id)]).toEqual([true, false]);
  await ledger.durable();
});

test("append() mixes with one that the disk has when it returns", async () => {
  const first = beside(1);
  const second = ledger.append("a", (place) => documentAt(2, place));
  expect(second.link).toMatchObject({ icv: 2, pih: first.hash });
  expect(ledger.isDurable(second.id)).toBe(true);
  await ledger.durable();
});

test("append() beside stores nothing when the making fails, and the next one takes the number", async () => {
  const failing = (): StoredDocument =>
    ledger.append(
      "a",
      () => {
        throw new Fault("clock-untrusted", "no");
      },
      "beside",
    );
  expect(failing).toThrow("no");
  expect(beside(1).link.icv).toBe(1);
  await ledger.durable();
});

test("no answer of the API leaves before the disk has what it may tell, and none where the disk refuses it", async () => {
  const disk = Promise.withResolvers<void>();
  let isAnswered = false;
  const app = new Hono<ApiEnvironment>();
  app.use(durableAnswers({ durable: () => disk.promise }));
  app.get("/", (call) => call.text("told"));
  app.onError((thrown, call) => call.text(thrown.message, 503));
  const answer = Promise.resolve(app.request("/")).then((response) => {
    isAnswered = true;
    return response.text();
  });
  await new Promise(setImmediate);
  expect(isAnswered).toBe(false);
  disk.reject(new Fault("outcome-unknown", "the flush failed"));
  expect(await answer).toBe("the flush failed");
});
