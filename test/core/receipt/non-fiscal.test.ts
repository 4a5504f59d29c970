// Papers beside the invoices: read strictly, with every mistake told in both languages, and never looking like an invoice.
import { expect, test } from "vitest";
import { parseNonFiscalPaper } from "../../../agent/core/receipt/non-fiscal.ts";
import { nonFiscalSlip } from "../../../agent/core/receipt/non-fiscal-slip.ts";

const KITCHEN = { kind: "kitchen-order", lines: [{ name: "كنافة", quantity: "2", note: "بدون سكر" }], order: "T-12" };

function parsed(input: unknown) {
  const result = parseNonFiscalPaper(input);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const mistakes = (input: unknown): readonly (readonly [string, string])[] => {
  const result = parseNonFiscalPaper(input);
  return result.ok ? [] : result.error.map(({ code, path }) => [code, path] as const);
};

test("parseNonFiscalPaper() reads a guest check and works out its amounts to the halala", () => {
  const check = parsed({
    kind: "guest-check",
    title: { ar: "حساب الطاولة", en: "Table check" },
    lines: [
      { name: { ar: "برجر", en: "Burger" }, quantity: "2", price: "28.00" },
      { name: "Kunafa", quantity: "0.455", price: "59.99" },
      { name: "خدمة", price: "3.5" },
    ],
    cashier: { ar: "محمد", en: "Mohammed" },
    total: "86.80",
    note: "شكرًا",
    printer: "bar",
  });
  expect(check).toEqual({
    form: "non-fiscal",
    kind: "guest-check",
    marks: [],
    title: { ar: "حساب الطاولة", en: "Table check" },
    lines: [
      { name: { ar: "برجر", en: "Burger" }, quantity: "2", amount: "56.00" },
      { name: { ar: "", en: "Kunafa" }, quantity: "0.455", amount: "27.30" },
      { name: { ar: "خدمة", en: "" }, amount: "3.50" },
    ],
    cashier: "محمد / Mohammed",
    total: "86.80",
    note: { ar: "شكرًا", en: "" },
    printer: "bar",
  });
});

test("parseNonFiscalPaper() makes plain JSON that survives the print journal", () => {
  const paper = parsed(KITCHEN);
  expect(JSON.parse(JSON.stringify(paper))).toStrictEqual(paper);
});

test.each([
  ["a paper of unknown kind", { ...KITCHEN, kind: "invoice" }, "paper/not-one-of", "kind"],
  ["no kind at all", { lines: KITCHEN.lines }, "paper/missing", "kind"],
  ["no lines", { ...KITCHEN, lines: [] }, "paper/empty-list", "lines"],
  ["an unknown member", { ...KITCHEN, qr: "AQID" }, "paper/unknown-key", "qr"],
  ["a misspelt member of a line", { ...KITCHEN, lines: [{ nam: "x" }] }, "paper/unknown-key", "lines[0].nam"],
  ["a price as a JSON number", { ...KITCHEN, lines: [{ name: "x", price: 1.5 }] }, "paper/number", "lines[0].price"],
  ["a third decimal", { ...KITCHEN, total: "1.005" }, "paper/decimals", "total"],
  ["a control character", { ...KITCHEN, order: "T\u001b12" }, "paper/character", "order"],
  ["an empty name", { ...KITCHEN, lines: [{ name: " " }] }, "paper/empty-text", "lines[0].name"],
])("parseNonFiscalPaper() refuses %s", (_, input, code, path) => {
  expect(mistakes(input)).toContainEqual([code, path]);
});

test("parseNonFiscalPaper() finds every mistake at once, each in Arabic and English with a remedy", () => {
  const result = parseNonFiscalPaper({ kind: "x", lines: "y", total: 3 });
  if (result.ok) throw new Error("accepted");
  expect(result.error.map(({ path }) => path)).toEqual(["kind", "lines", "total"]);
  for (const { message, fix } of result.error) {
    expect(message.ar + fix.ar).toMatch(/\p{Script=Arabic}/u);
    expect(message.en + fix.en).toMatch(/[a-z]/);
  }
});

test.each([
  "فاتورة",
  "فَاتُورَة ضريبية",
  "فـاتـورة مبسطة",
  "Tax Invoice",
  "I N V O I C E",
  "ＩＮＶＯＩＣＥ",
  "in\u200bvoice",
  "إشعار دائن",
  "Credit  Note",
])("parseNonFiscalPaper() refuses the title %j", (title) => {
  expect(mistakes({ ...KITCHEN, title })).toEqual([["paper/invoice-title", "title"]]);
});

test("nonFiscalSlip() says on a training paper that it is training and no invoice", () => {
  const slip = nonFiscalSlip(parsed({ ...KITCHEN, kind: "training" }));
  expect(slip.notice).toEqual({ ar: "تدريب — ليست فاتورة", en: "TRAINING — not an invoice" });
  expect(JSON.stringify(slip)).not.toContain("qr");
});

test("nonFiscalSlip() leaves the bar of other kinds to the raster and sets kitchen orders large", () => {
  const slip = nonFiscalSlip({ ...parsed(KITCHEN), marks: ["test"], printed: "2026-11-21 21:14:05" });
  expect(slip.notice).toBeUndefined();
  expect(slip.marks).toEqual(["test"]);
  expect(slip.rows).toContainEqual({
    kind: "item",
    isLarge: true,
    name: { ar: "كنافة", en: "" },
    quantity: "2",
    note: { ar: "بدون سكر", en: "" },
  });
  expect(JSON.stringify(slip.rows)).toContain("2026-11-21 21:14:05");
});
