// A shop's template: what it may change, and what the law does not let it take off (documents.md C13).
import { expect, test } from "vitest";
import { BLOCKS, DEFAULT_TEMPLATE, parseReceiptTemplate } from "../../../agent/core/receipt/template.ts";

const mistakes = (input: unknown): readonly (readonly [string, string])[] => {
  const read = parseReceiptTemplate(input);
  return read.ok ? [] : read.error.map(({ code, path }) => [code, path] as const);
};

test("parseReceiptTemplate() takes the product's own for what is left out", () => {
  expect(parseReceiptTemplate({})).toEqual({ ok: true, value: DEFAULT_TEMPLATE });
});

test("parseReceiptTemplate() reads order, facts, sizes and logo", () => {
  const blocks = ["title", "seller", "facts", "buyer", "qr", "items", "totals", "vat", "logo"];
  const input = { blocks, show: { cashier: false }, sizes: { due: 6, items: -2 }, logo: { width: 100 } };
  expect(parseReceiptTemplate(input)).toEqual({
    ok: true,
    value: {
      blocks,
      show: { ...DEFAULT_TEMPLATE.show, cashier: false },
      sizes: { ...DEFAULT_TEMPLATE.sizes, due: 6, items: -2 },
      logo: { width: 100 },
    },
  });
});

test.each(["title", "seller", "facts", "buyer", "items", "totals", "qr"])(
  "parseReceiptTemplate() refuses a receipt without %s, in Arabic and English",
  (demanded) => {
    const read = parseReceiptTemplate({ blocks: BLOCKS.filter((block) => block !== demanded) });
    if (read.ok) throw new Error("accepted");
    const [violation] = read.error;
    expect(violation).toMatchObject({ code: "template/demanded", path: "blocks" });
    expect(violation?.message.en).toContain(`${demanded} cannot be removed`);
    expect(violation?.message.ar).toContain(`لا يجوز حذف ${demanded}`);
    expect(violation?.fix.en).toContain(demanded);
  },
);

test.each(["logo", "header", "vat", "payments", "note", "footer"])("parseReceiptTemplate() lets %s go", (block) => {
  expect(mistakes({ blocks: BLOCKS.filter((name) => name !== block) })).toEqual([]);
});

test.each([
  ["a misspelt block", { blocks: [...BLOCKS, "fotter"] }, "template/unknown", "blocks[13]"],
  ["a block named twice", { blocks: [...BLOCKS, "qr"] }, "template/twice", "blocks[13]"],
  ["blocks that are no list", { blocks: "all" }, "template/not-a-list", "blocks"],
  ["an unknown key", { colour: "red" }, "template/unknown", "colour"],
  ["an unknown key of a section", { show: { buyer: false } }, "template/unknown", "show.buyer"],
  ["a word instead of true", { show: { tip: "yes" } }, "template/not-a-flag", "show.tip"],
  ["text nobody can read", { sizes: { due: -7 } }, "template/not-within", "sizes.due"],
  ["half a dot", { sizes: { due: 1.5 } }, "template/not-within", "sizes.due"],
  ["a logo wider than the paper", { logo: { width: 101 } }, "template/not-within", "logo.width"],
  ["a section that is no table", { sizes: 4 }, "template/not-a-table", "sizes"],
  ["something that is no table at all", [], "template/not-a-table", ""],
])("parseReceiptTemplate() refuses %s", (_, input, code, path) => {
  expect(mistakes(input)).toContainEqual([code, path]);
});

test("parseReceiptTemplate() finds every mistake at once", () => {
  expect(mistakes({ show: { tip: 1 }, sizes: { due: 99 }, logo: { size: 3 } })).toHaveLength(3);
});
