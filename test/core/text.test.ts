// User text: what would break a stamp or deceive an eye stays out, everything else is kept.
import { describe, expect, test } from "vitest";
import { asBilingual, cleanLine, cleanLines, joined, lengthOf } from "../../agent/core/text.ts";

const REFUSED: readonly (readonly [string, string])[] = [
  ["a NUL", "a\u0000b"],
  ["an escape", "a\u001bb"],
  ["DEL", "a\u007fb"],
  ["NEL", "a\u0085b"],
  ["a C1 control", "a\u009fb"],
  ["a line separator", "a\u2028b"],
  ["a paragraph separator", "a\u2029b"],
  ["a byte order mark", "\ufeffab"],
  ["half a surrogate pair", "a\ud800b"],
  ["a noncharacter", "a\ufffeb"],
  ["a noncharacter of another plane", "a\u{1ffff}b"],
  ["a right-to-left override", "a\u202eb"],
  ["a left-to-right embedding", "a\u202ab"],
];

describe("cleanLine()", () => {
  test.each(REFUSED)("refuses %s", (_, text) => expect(cleanLine(text).ok).toBe(false));

  test.each(["ريال \u200f\u2066USD\u2069", "😀 é ﷼", "a\u200db", '<b> & "c"'])("keeps %j", (text) =>
    expect(cleanLine(text)).toEqual({ ok: true, value: text }),
  );

  test("makes line breaks and tabs spaces and trims the ends", () => {
    expect(cleanLine(" a\r\nb\rc\td \n")).toEqual({ ok: true, value: "a b c d" });
  });

  test.each(["", "  ", "\n", "\u200b\u200f", "\u00a0"])("finds nothing to see in %j", (text) =>
    expect(cleanLine(text)).toEqual({ ok: true, value: "" }),
  );
});

test("cleanLines() keeps line breaks, all as LF", () => {
  expect(cleanLines("a\r\nb\rc\nd")).toEqual({ ok: true, value: "a\nb\nc\nd" });
});

test("lengthOf() counts code points, as the authority's rules do", () => expect(lengthOf("😀بن")).toBe(3));

test("joined() writes Arabic, a slash and English, or the one there is", () => {
  expect(joined({ ar: "كنافة", en: "Kunafa" })).toBe("كنافة / Kunafa");
  expect(joined({ ar: "كنافة", en: "" })).toBe("كنافة");
  expect(joined({ ar: "", en: "Kunafa" })).toBe("Kunafa");
  expect(joined({ ar: "7up", en: "7up" })).toBe("7up");
});

test("asBilingual() puts text with Arabic in it on the Arabic side", () => {
  expect(asBilingual("بيبسي Pepsi")).toEqual({ ar: "بيبسي Pepsi", en: "" });
  expect(asBilingual("Pepsi")).toEqual({ ar: "", en: "Pepsi" });
});
