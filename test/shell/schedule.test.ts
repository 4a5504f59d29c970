// When the gateway is tried again: on monotonic time, document by document and for the queue as a whole.
import { expect, test } from "vitest";
import { createSchedule } from "../../agent/work/schedule.ts";

function scheduled() {
  const clock = { ms: 0 };
  const schedule = createSchedule({ monotonicMs: () => clock.ms });
  const pass = (seconds: number): void => {
    clock.ms += seconds * 1000;
  };
  return { schedule, pass };
}

test("claim() gives a document to one sender at a time", () => {
  const { schedule } = scheduled();
  expect([schedule.claim(1), schedule.claim(1), schedule.claim(2)]).toEqual([true, false, true]);
  schedule.release(1);
  expect(schedule.claim(1)).toBe(true);
});

test("postpone() puts off one document and no other", () => {
  const { schedule, pass } = scheduled();
  schedule.postpone(1, 10);
  expect([schedule.isDue(1), schedule.isDue(2), schedule.nextMs()]).toEqual([false, true, 10_000]);
  pass(10);
  expect(schedule.isDue(1)).toBe(true);
});

test("rest() after silence puts off the queue and lets the oldest go first again", () => {
  const { schedule, pass } = scheduled();
  schedule.postpone(1, 600);
  schedule.rest(30);
  expect([schedule.isDue(1), schedule.restMs(), schedule.silences(), schedule.paused()]).toEqual([
    true,
    30_000,
    1,
    undefined,
  ]);
  pass(30);
  schedule.rest(60);
  expect([schedule.silences(), schedule.nextMs()]).toEqual([2, 60_000]);
});

test("rest() with a reason is a pause, which the next answer ends", () => {
  const { schedule } = scheduled();
  schedule.rest(900, "credentials");
  expect([schedule.paused(), schedule.silences(), schedule.restMs()]).toEqual(["credentials", 0, 900_000]);
  schedule.heard();
  expect([schedule.paused(), schedule.restMs(), schedule.nextMs()]).toEqual([undefined, 0, Number.POSITIVE_INFINITY]);
});
