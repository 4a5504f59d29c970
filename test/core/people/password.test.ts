// What a new password must be, and how guessing is slowed down.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FREE_FAILURES, lockedUntil } from "../../../agent/core/people/lock-out.ts";
import { passwordFlaw, passwordForm } from "../../../agent/core/people/password.ts";
import { IDLE_MS, isAlive, LONGEST_MS, sessionEnd } from "../../../agent/core/people/session-life.ts";

describe("passwordFlaw()", () => {
  test.each([
    ["short!234", "password/short"],
    [`${"x".repeat(120)}abcdefghi`, "password/long"],
    ["abababababab", "password/uniform"],
    ["Password123", "password/common"],
    ["qwertyuiop", "password/common"],
    ["xx-fatimah-xx1", "password/name"],
    ["XX-FATIMAH-XX1", "password/name"],
  ])("finds what is wrong with %s", (password, code) => {
    expect(passwordFlaw(password, "fatimah")?.code).toBe(code);
  });

  test.each(["three blind mice", "قهوة عربية مرة", "a1b2c3d4e5", "al-coffee-house"])("takes %s", (password) => {
    expect(passwordFlaw(password, "al")).toBeUndefined();
  });

  test("counts what a person sees, not code units", () => {
    expect(passwordFlaw("🐪🌴🕌☕🐎", "al")?.code).toBe("password/short");
  });
});

test("passwordForm() makes one password of two ways to type it", () => {
  expect(passwordForm("cafe\u0301")).toBe(passwordForm("caf\u00e9"));
});

describe("lockedUntil()", () => {
  test("lets a tired person try", () => {
    expect(lockedUntil({ count: FREE_FAILURES - 1, lastAt: 1000 })).toBe(0);
  });

  test("doubles from a minute up to a quarter of an hour", () => {
    const rests = [5, 6, 7, 8, 9, 10, 500].map((count) => lockedUntil({ count, lastAt: 0 }) / 60_000);
    expect(rests).toEqual([1, 2, 4, 8, 15, 15, 15]);
  });

  test("never frees anybody earlier after one more failure", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(), (count, lastAt) => {
        expect(lockedUntil({ count: count + 1, lastAt })).toBeGreaterThanOrEqual(lockedUntil({ count, lastAt }));
      }),
    );
  });
});

describe("a session", () => {
  test("ends after a while without use, and after a working day in any case", () => {
    expect(sessionEnd({ openedAt: 0, seenAt: 1000 })).toBe(1000 + IDLE_MS);
    expect(sessionEnd({ openedAt: 0, seenAt: LONGEST_MS - 1 })).toBe(LONGEST_MS);
    expect(isAlive({ openedAt: 0, seenAt: 0 }, IDLE_MS - 1)).toBe(true);
    expect(isAlive({ openedAt: 0, seenAt: 0 }, IDLE_MS)).toBe(false);
  });

  test("is not believed before it was opened", () => {
    expect(isAlive({ openedAt: 5000, seenAt: 5000 }, 4999)).toBe(false);
  });
});
