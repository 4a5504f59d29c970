// Arabic numbers and their nouns: every form, at the numbers where the form changes.
import { expect, test } from "vitest";
import { counted, LETTERS } from "../../agent/core/counted.ts";
import { problems } from "../../agent/core/invoice/reading/problems.ts";
import { ruleBook } from "../../agent/core/rules/book.ts";

test.each([
  [0, "0 حرف"],
  [1, "حرف واحد"],
  [2, "حرفين"],
  [3, "3 أحرف"],
  [10, "10 أحرف"],
  [11, "11 حرفًا"],
  [99, "99 حرفًا"],
  [100, "100 حرف"],
  [101, "101 حرف"],
  [102, "102 حرف"],
  [103, "103 أحرف"],
  [127, "127 حرفًا"],
  [1000, "1000 حرف"],
  [1011, "1011 حرفًا"],
])("counted() gives %s letters as «%s»", (count, words) => {
  expect(counted(count, LETTERS)).toBe(words);
});

test("the rule book counts letters, and says what is missing, as Arabic agrees in number and gender", () => {
  const texts = ruleBook.flatMap(({ message, fix }) => [message.ar, fix.ar]);
  const letters = texts.flatMap((text) => [...text.matchAll(/(\d+) (?:حرفًا|أحرف|حرف)(?!\p{L})/gu)]);
  expect(letters.length).toBeGreaterThan(20);
  for (const [words, count] of letters) expect(words).toBe(counted(Number(count), LETTERS));
  expect(texts).toContain("مدينة المشتري غير مكتوبة");
  expect(texts.filter((text) => /^\S+ة (?:\S+ )*غير مكتوب$/.test(text))).toEqual([]);
});

test("a till is told how many letters and digits in the same way", () => {
  expect(problems.longText("note", 127).message.ar).toBe("النص أطول من 127 حرفًا");
  expect(problems.longText("note", 1000).message.ar).toBe("النص أطول من 1000 حرف");
  expect(problems.tooPrecise("price", 2).fix.ar).toBe("قرّب العدد إلى منزلتين عشريتين");
  expect(problems.tooPrecise("price", 14).message.ar).toBe("أكثر من 14 منزلة عشرية");
});
