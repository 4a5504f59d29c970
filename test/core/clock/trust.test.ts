// Trusted time: one base case that is trusted, one change each that is not, and who is believed.
import { describe, expect, test } from "vitest";
import { type TimeEvidence, TOLERANCE_MS, timeVerdict } from "../../../agent/core/clock/trust.ts";

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 21, 12);

/** A unit on the network, an hour after it started. */
const GOOD: TimeEvidence = {
  wall: NOON,
  monotonic: HOUR,
  buildDate: NOON - 100 * HOUR,
  lastIssuedAt: NOON - HOUR,
  notBefore: NOON - 50 * HOUR,
  base: { wall: NOON - HOUR, monotonic: 0 },
  gateway: undefined,
  isSynchronised: true,
  batteryClock: undefined,
  unverified: "refuse",
};
const OFFLINE: Partial<TimeEvidence> = { isSynchronised: false, base: undefined };

describe("timeVerdict()", () => {
  test.each<[string, Partial<TimeEvidence>, string]>([
    ["a time server", {}, "time-server"],
    ["the gateway, heard an hour ago", { ...OFFLINE, gateway: { wall: NOON - HOUR, monotonic: 0 } }, "gateway"],
    ["a battery clock that agrees", { ...OFFLINE, batteryClock: NOON + TOLERANCE_MS }, "battery-clock"],
    ["the shop's setting", { ...OFFLINE, unverified: "trust" }, "setting"],
    ["a time server that set the clock under way", { wall: NOON + 5 * HOUR }, "time-server"],
    [
      "the gateway rather than the base",
      { wall: NOON + HOUR, isSynchronised: false, gateway: { wall: NOON + HOUR, monotonic: HOUR } },
      "gateway",
    ],
  ])("trusts %s", (_what, change, by) => {
    expect(timeVerdict({ ...GOOD, ...change })).toEqual({ trusted: true, by });
  });

  test.each<[string, Partial<TimeEvidence>]>([
    ["before-build", { wall: 0 }],
    ["before-build", { wall: GOOD.buildDate - 1 }],
    ["before-last-document", { wall: GOOD.lastIssuedAt - 1 }],
    ["before-certificate", { notBefore: NOON + 1 }],
    ["differs-from-gateway", { gateway: { wall: NOON, monotonic: 0 } }],
    ["differs-from-gateway", { wall: NOON + 24 * HOUR, gateway: { wall: NOON, monotonic: HOUR } }],
    ["jumped", { wall: NOON + 10 * 365 * 24 * HOUR, isSynchronised: false, unverified: "trust" }],
    ["jumped", { wall: NOON + TOLERANCE_MS + 1, isSynchronised: false, batteryClock: NOON + TOLERANCE_MS + 1 }],
    ["unverified", OFFLINE],
    ["unverified", { ...OFFLINE, batteryClock: NOON - 30 * 24 * HOUR }],
  ])("says %s and what to do about it", (code, change) => {
    const verdict = timeVerdict({ ...GOOD, ...change });
    expect(verdict).toMatchObject({
      trusted: false,
      code,
      message: { ar: expect.stringMatching(/\p{Script=Arabic}/u) },
      fix: { ar: expect.stringMatching(/\p{Script=Arabic}/u), en: expect.stringMatching(/clock/) },
    });
  });

  test("never trusts a time before the last document, whoever confirms it", () => {
    const wall = GOOD.lastIssuedAt - 1;
    const all = { wall, gateway: { wall, monotonic: HOUR }, batteryClock: wall, unverified: "trust" as const };
    expect(timeVerdict({ ...GOOD, ...all })).toMatchObject({ trusted: false, code: "before-last-document" });
  });
});
