import fc from "fast-check";
import { expect, test } from "vitest";
import { printable, printableModel } from "../../../drivers/raster/printable.ts";
import { SAMPLES } from "./samples.ts";

test.each([
  ["Latte\u001bp\u0000\u0019\u00fa", "Latte p  \u00fa"],
  ["line one\r\nline two\u2028three", "line one\nline two\nthree"],
  ["\u202eevil\u202c \u2066x\u2069", "evil x"],
  ["a\u3000b\u2003c\td", "a b c d"],
  ["e\u0301", "\u00e9"],
  ["\ud83c lone", "\ufffd lone"],
])("printable() makes %j into %j", (text, expected) => expect(printable(text)).toBe(expected));

test("printable() cuts what is longer than the standard's longest text", () => {
  const cut = printable("ب".repeat(5000));
  expect(cut).toHaveLength(1000);
  expect(cut.endsWith("…")).toBe(true);
});

test("printable() never lets a control or an override through, and changes nothing twice", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 1200 }), (text) => {
      const clean = printable(text);
      expect(clean).not.toMatch(/[\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
      expect(clean.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      expect(printable(clean)).toBe(clean);
    }),
  );
});

test("printableModel() cleans every text and leaves the QR text alone", () => {
  const model = { ...SAMPLES.cafe, irn: "A\u001b1", qr: "AB\u0007", footer: [{ ar: "\u202eشكرًا", en: "bye\u0000" }] };
  expect(printableModel(model)).toMatchObject({ irn: "A 1", qr: "AB\u0007", footer: [{ ar: "شكرًا", en: "bye" }] });
});
