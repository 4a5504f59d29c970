// The machine's clock, and when it is refused.
import { expect, test } from "vitest";
import { BUILD_DATE } from "../../agent/clock/build-date.ts";
import { systemClock } from "../../agent/clock/system-clock.ts";
import { isFault } from "../../agent/core/errors.ts";

const NOON = Date.UTC(2026, 10, 21, 9);
const at = (wall: number, lastIssuedAt = 0) => systemClock({ lastIssuedAt: () => lastIssuedAt, wallClock: () => wall });

function faultOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (thrown) {
    return thrown;
  }
}

test("now() answers Riyadh time of the machine's clock", () => {
  expect(at(NOON + 250).now()).toEqual({ epochMs: NOON, date: "2026-11-21", time: "12:00:00" });
});

test("now() of the machine itself is trusted and follows its wall clock", () => {
  const clock = systemClock({ lastIssuedAt: () => 0 });
  expect(Math.abs(clock.now().epochMs - Date.now())).toBeLessThan(60_000);
});

test("now() refuses a time before the program was made, and says how to mend it", () => {
  for (const wall of [0, BUILD_DATE - 1]) {
    const thrown = faultOf(() => at(wall).now());
    expect(isFault(thrown, "clock-untrusted")).toBe(true);
    expect(String(thrown)).toContain("timedatectl");
  }
  expect(at(BUILD_DATE).now().epochMs).toBe(BUILD_DATE);
});

test("now() refuses to go behind the last document, and allows the same second", () => {
  expect(
    isFault(
      faultOf(() => at(NOON - 1_000, NOON).now()),
      "clock-untrusted",
    ),
  ).toBe(true);
  expect(at(NOON, NOON).now().epochMs).toBe(NOON);
  expect(at(NOON + 500, NOON).now().epochMs).toBe(NOON);
});

test("wallMs() answers even while the time is not trusted", () => {
  expect(at(5).wallMs()).toBe(5);
});

test("monotonicMs() never goes back", () => {
  const clock = systemClock({ lastIssuedAt: () => 0 });
  const times = Array.from({ length: 1_000 }, () => clock.monotonicMs());
  expect(times).toEqual([...times].sort((a, b) => a - b));
});
