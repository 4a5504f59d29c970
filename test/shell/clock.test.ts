// The machine's clock, and when it is refused.
import { expect, test } from "vitest";
import { BUILD_DATE } from "../../agent/clock/build-date.ts";
import { type ClockSources, systemClock } from "../../agent/clock/system-clock.ts";
import { linuxTimeSources, runningOn } from "../../agent/clock/time-sources.ts";

const NOON = Date.UTC(2026, 10, 21, 9);
const HOUR = 3_600_000;

/** A clock over readings a test moves; nothing confirms them but what the test says. */
function clockAt(wall: number, changes: Partial<ClockSources> = {}) {
  const time = { wall, monotonic: 0 };
  const clock = systemClock({
    lastIssuedAt: () => 0,
    notBefore: () => 0,
    unverified: "trust",
    sources: { isSynchronised: () => false, batteryClock: () => undefined },
    wallClock: () => time.wall,
    monotonicClock: () => time.monotonic,
    ...changes,
  });
  return { clock, time };
}
const untrusted = expect.objectContaining({ code: "clock-untrusted" });

test("now() answers Riyadh time of the machine's clock", () => {
  expect(clockAt(NOON + 250).clock.now()).toEqual({ epochMs: NOON, date: "2026-11-21", time: "12:00:00" });
});

test("now() refuses a time before the program was made, and says how to mend it", () => {
  for (const wall of [0, BUILD_DATE - 1]) {
    expect(() => clockAt(wall).clock.now()).toThrow(untrusted);
    expect(() => clockAt(wall).clock.now()).toThrow("timedatectl");
  }
  expect(clockAt(BUILD_DATE).clock.now().epochMs).toBe(BUILD_DATE);
});

test("now() refuses to go behind the last document, and allows the same second", () => {
  const lastIssuedAt = (): number => NOON;
  expect(() => clockAt(NOON - 1_000, { lastIssuedAt }).clock.now()).toThrow(untrusted);
  expect(clockAt(NOON, { lastIssuedAt }).clock.now().epochMs).toBe(NOON);
  expect(clockAt(NOON + 500, { lastIssuedAt }).clock.now().epochMs).toBe(NOON);
});

test("now() refuses a time that nothing confirms where the shop wants it so, until the gateway is heard", () => {
  const { clock } = clockAt(NOON, { unverified: "refuse" });
  expect(() => clock.now()).toThrow(untrusted);
  clock.heard(NOON + 2_000);
  expect(clock.verdict()).toEqual({ trusted: true, by: "gateway" });
  clock.heard(NOON + HOUR);
  expect(() => clock.now()).toThrow("differs from the gateway");
});

test.each([-24 * HOUR, -HOUR, HOUR, 10 * 365 * 24 * HOUR])("now() refuses a clock moved by %d ms under way", (jump) => {
  const { clock, time } = clockAt(NOON);
  clock.now();
  time.monotonic += HOUR;
  time.wall += HOUR;
  expect(clock.now().epochMs).toBe(NOON + HOUR);
  time.wall += jump;
  expect(() => clock.now()).toThrow("moved");
  time.wall -= jump;
  expect(clock.now().epochMs).toBe(NOON + HOUR);
});

test("now() follows a time server that sets the clock under way", () => {
  const { clock, time } = clockAt(NOON, { sources: { isSynchronised: () => true, batteryClock: () => undefined } });
  clock.now();
  time.wall += HOUR;
  expect(clock.now().epochMs).toBe(NOON + HOUR);
});

test("wallMs() answers even while the time is not trusted", () => {
  expect(clockAt(5).clock.wallMs()).toBe(5);
});

test("the machine itself has a wall clock, a clock that never goes back, and sources that can be asked", () => {
  const clock = systemClock({ lastIssuedAt: () => 0, notBefore: () => 0, unverified: "trust" });
  expect(Math.abs(clock.now().epochMs - Date.now())).toBeLessThan(60_000);
  const times = Array.from({ length: 1_000 }, () => clock.monotonicMs());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(typeof linuxTimeSources.isSynchronised()).toBe("boolean");
});

test("runningOn() asks a slow clock once a second and runs on in between", () => {
  const now = { asked: 0, battery: NOON as number | undefined, elapsed: 5000 };
  const clock = runningOn(
    () => {
      now.asked++;
      return now.battery;
    },
    () => now.elapsed,
  );
  expect([clock(), clock()]).toEqual([NOON, NOON]);
  Object.assign(now, { battery: NOON + HOUR, elapsed: 5999.5 });
  expect(clock()).toBe(NOON + 999);
  now.elapsed = 6000;
  expect(clock()).toBe(NOON + HOUR);
  Object.assign(now, { battery: undefined, elapsed: 7000 });
  expect([clock(), now.asked]).toEqual([undefined, 3]);
});
