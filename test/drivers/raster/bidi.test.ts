// Figures inside Arabic keep their order: the Unicode algorithm alone turns dates, phones, signs and percentages round
// (printing.md section 2).
import { expect, test } from "vitest";
import { amountText, arabic, english, figure, free, money, quote } from "../../../drivers/raster/layout/phrases.ts";
import { RIYAL_SIGN } from "../../../drivers/raster/own-glyphs.ts";
import { toParagraph, visualRuns } from "../../../drivers/raster/paragraph.ts";

const STYLE = { size: 20, weight: "regular" } as const;

/** What stands on paper from left to right; words of Arabic stay in reading order inside themselves. */
function onPaper({ text, direction }: { text: string; direction: "rtl" | "ltr" }): string {
  const runs = visualRuns(toParagraph(text, direction), 0, text.length, "regular");
  return runs
    .map((run) => run.text)
    .join("")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replaceAll("\u00a0", " ");
}

test.each(["2026-11-21", "+966 50 123 4567", "-12.50", "15%", "21:14:05", "1,250.00", "2026/11-SME", "800.123-4567"])(
  "arabic() keeps the order of %s",
  (value) => {
    expect(onPaper(arabic(`القيمة ${value} ريال`, STYLE))).toBe(`ريال ${value} القيمة`);
  },
);

test("arabic() puts the parts of a line in the order of reading from the right", () => {
  expect(onPaper(arabic(`خصم ${figure("10%")}: ${quote("loyalty card")} ${amountText("-2.70")}`, STYLE))).toBe(
    "\u22122.70 loyalty card :10% خصم",
  );
});

test("arabic() leaves figures to the Latin word they belong to", () => {
  expect(onPaper(arabic("جوال iPhone 15-Pro أسود", STYLE))).toBe("أسود iPhone 15-Pro جوال");
});

test("english() shows an Arabic word inside English in its own order", () => {
  expect(onPaper(english("Kabsa كبسة دجاج 2", STYLE))).toBe("Kabsa 2 دجاج كبسة");
});

test("free() reads from the right as soon as there is Arabic", () => {
  expect(free("T12-0042", STYLE).direction).toBe("ltr");
  expect(free("طاولة 12", STYLE).direction).toBe("rtl");
});

test("money() puts sign, minus and digits in this order in both languages", () => {
  const shown = `${RIYAL_SIGN} \u22121,234.50`;
  expect(onPaper(arabic(`المبلغ ${money("-1234.50", "SAR")}`, STYLE))).toBe(`${shown} المبلغ`);
  expect(onPaper(english(`Amount ${money("-1234.50", "SAR")}`, STYLE))).toBe(`Amount ${shown}`);
});
