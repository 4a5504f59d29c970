import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, feed, rasterBand } from "../../../drivers/escpos/commands.ts";
import { createHeadModel, headTime } from "../../../drivers/escpos/head-model.ts";
import { loadProfile } from "../../../drivers/escpos/profile.ts";

/** 203 dots an inch at 60 mm/s: 479.5 rows a second; 2048 bytes of buffer, of which half are filled. */
const SMALL = loadProfile("generic-58mm", 384);
/** A line that takes no time. */
const FAST = Number.POSITIVE_INFINITY;
const band = (rows: number) => rasterBand(48, new Uint8Array(48 * rows));

test("headTime() counts rows by the head's speed, and a second for the knife", () => {
  expect(headTime(feed(203), SMALL)).toBeCloseTo((25.4 / 60) * 1000, 6);
  expect(headTime(cut("partial"), SMALL)).toBe(1_000);
});

test("waitFor() sends at once what fits half the buffer, then waits for the head", () => {
  const head = createHeadModel(SMALL, FAST);
  expect(head.waitFor(band(20), 0)).toBe(0);
  // 960 bytes wait already: 968 more would be too many until the first band is on paper.
  expect(head.waitFor(band(20), 0)).toBeCloseTo(headTime(band(20), SMALL), 6);
  expect(head.doneAt()).toBeCloseTo(2 * headTime(band(20), SMALL), 6);
});

test("waitFor() never waits where the head has had its time", () => {
  const head = createHeadModel(SMALL, FAST);
  let now = 0;
  for (let i = 0; i < 20; i++) {
    expect(head.waitFor(band(20), now)).toBe(0);
    now += headTime(band(20), SMALL) + 1;
  }
});

test("a sender that waits never has more on its way than the buffer holds, whatever it sends", () => {
  const any = fc.oneof(
    fc.integer({ min: 1, max: 40 }).map(band),
    fc.integer({ min: 1, max: 255 }).map(feed),
    fc.constant(cut("full")),
  );
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 60 }), (commands) => {
      const head = createHeadModel(SMALL, FAST);
      const sent: { readonly bytes: number; readonly doneAt: number }[] = [];
      let now = 0;
      for (const command of commands) {
        now += head.waitFor(command, now);
        sent.push({ bytes: command.bytes.length, doneAt: head.doneAt() });
        // A wait until that very moment, added to the time before it, may be a rounding error short of it.
        const waiting = sent.filter(({ doneAt }) => doneAt > now + 1e-6).reduce((sum, { bytes }) => sum + bytes, 0);
        expect(waiting).toBeLessThanOrEqual(SMALL.bufferBytes);
      }
    }),
  );
});

test("waitFor() knows that a slow line brings the bytes later than they were sent", () => {
  const head = createHeadModel(SMALL, 1);
  head.waitFor(band(20), 0);
  expect(head.doneAt()).toBeCloseTo(968 + headTime(band(20), SMALL), 6);
});

test("heard() puts off what is expected of the head by what the answer was late", () => {
  const head = createHeadModel(SMALL, FAST);
  head.waitFor(band(20), 0);
  head.heard(500);
  expect(head.doneAt()).toBeCloseTo(500 + headTime(band(20), SMALL), 6);
  expect(head.waitFor(band(20), 500)).toBeCloseTo(headTime(band(20), SMALL), 6);
});
