// Arabic numbers and their nouns: every form, at the numbers where the form changes.
import { expect, test } from "vitest";
import { counted, LETTERS } from "../../agent/core/counted.ts";

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
