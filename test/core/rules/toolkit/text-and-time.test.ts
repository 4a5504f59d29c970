// Text and dates as XPath and XML Schema see them.
import { describe, expect, it } from "vitest";
import {
  hasMoreThanTwoDecimals,
  isLength,
  lengthOf,
  normalizeSpace,
  substring,
} from "../../../../agent/core/rules/support/text.ts";
import { isTime, parseDate, parseDateTime } from "../../../../agent/core/rules/support/time.ts";

describe("text", () => {
  it("normalizeSpace() trims and joins XML white space, and leaves the no-break space", () => {
    expect(normalizeSpace(" a \t\r\n b\u00a0 ")).toBe("a b\u00a0");
    expect(normalizeSpace("ab")).toBe("ab");
  });

  it("lengthOf() counts characters, not their halves", () => {
    expect([lengthOf("قلم"), lengthOf("😀😀"), lengthOf("")]).toEqual([3, 2, 0]);
  });

  it("isLength() counts as lengthOf() does", () => {
    expect(isLength("😀".repeat(127), 0, 127)).toBe(true);
    expect(isLength("x".repeat(128), 0, 127)).toBe(false);
    expect([isLength("", 1, 10), isLength("", 0, 10), isLength("خل", 3, 10), isLength("خبز", 3, 10)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  it("hasMoreThanTwoDecimals() looks behind the first point", () => {
    expect(["1", "1.2", "1.23", "1.234", "1.2.3", "abc.def"].map(hasMoreThanTwoDecimals)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it("substring() counts characters from 1", () => {
    expect([substring("0200000", 1, 2), substring("😀200000", 2, 1), substring("02", 5, 1)]).toEqual(["02", "2", ""]);
  });
});

describe("dates and times", () => {
  it.each([
    ["2026-11-21", Date.UTC(2026, 10, 20, 21)],
    [" 2024-02-29 ", Date.UTC(2024, 1, 28, 21)],
    ["2024-02-29Z", Date.UTC(2024, 1, 29)],
    ["2024-02-29-05:30", Date.UTC(2024, 1, 29, 5, 30)],
    ["1969-12-31", Date.UTC(1969, 11, 30, 21)],
    ["2000-02-29", Date.UTC(2000, 1, 28, 21)],
    ["12024-01-01Z", Date.UTC(12_024, 0, 1)],
  ])("parseDate() reads %j", (text, instant) => {
    expect(parseDate(text)).toBe(instant);
  });

  it.each([
    "2024-02-30",
    "2023-02-29",
    "2100-02-29",
    "2024-13-01",
    "2024-00-10",
    "2024-1-01",
    "2024-01-01T",
    "2024-01-01+15:00",
    "",
  ])("parseDate() refuses %j", (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  it("parseDate() agrees with the calendar of the engine on every day of 400 years", () => {
    for (let day = Date.UTC(1800, 0, 1); day < Date.UTC(2200, 0, 1); day += 86_400_000) {
      if (parseDate(`${new Date(day).toISOString().slice(0, 10)}Z`) !== day) expect.fail(new Date(day).toISOString());
    }
  });

  it.each([
    ["2026-11-21T09:32:40", Date.UTC(2026, 10, 21, 6, 32, 40)],
    ["2026-11-21T09:32:40Z", Date.UTC(2026, 10, 21, 9, 32, 40)],
    ["2026-11-21T24:00:00", Date.UTC(2026, 10, 21, 21)],
    ["2026-11-21T09:32:40.5Z", Date.UTC(2026, 10, 21, 9, 32, 40, 500)],
    ["2026-11-21T23:60:00", undefined],
    ["2026-11-21T9:32:40", undefined],
    ["2026-11-21", undefined],
    ["2026-11-21Z T09:32:40", undefined],
  ])("parseDateTime() reads %j", (text, instant) => {
    expect(parseDateTime(text)).toBe(instant);
  });

  it("isTime() knows the edges", () => {
    const good = ["24:00:00", "12:00:00.5", "12:00:00Z", " 12:00:00 ", "12:00:00+14:00"];
    const bad = ["23:59:60", "12:00", "1:00:00", "12:00:00+15:00", "12:00:00.", "24:00:01", ""];
    expect([...good, ...bad].map(isTime)).toEqual([...good.map(() => true), ...bad.map(() => false)]);
  });
});
