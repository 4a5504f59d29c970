// Credit notes give back no more than was charged, line by line and in all.
import { describe, expect, test } from "vitest";
import { parseInvoiceHash } from "../../../agent/core/ids.ts";
import { canonicalSale } from "../../../agent/core/invoice/canonical-sale.ts";
import { approve, chain, type Priced, seal } from "../../../agent/core/invoice/lifecycle.ts";
import { receiptOf } from "../../../agent/core/invoice/receipt.ts";
import { creditOn, excessOf, leftOf, returnableOf, type StoredReceipt } from "../../../agent/core/invoice/returns.ts";
import { formatDecimal } from "../../../agent/core/money/decimal.ts";
import { formatHalalas } from "../../../agent/core/money/halalas.ts";
import { LINK } from "../../support/money-checks.ts";
import { priced, right } from "../../support/pricing.ts";
import type { Json } from "../../support/sale-lines.ts";

/** What the ledger keeps of a document. */
function stored(invoice: Priced): StoredReceipt {
  const hash = parseInvoiceHash(`${"A".repeat(43)}=`);
  if (hash === undefined) throw new Error("the test's own hash");
  const signed = seal(chain(right(approve(invoice, [])), LINK), { xml: "", hash, qr: "", signature: "" });
  return { receipt: receiptOf(signed, { marks: [], header: [], footer: [] }), sale: canonicalSale(invoice.sale) };
}

const item = (quantity: string, price: string, original?: Json): Json => ({
  name: "خبز",
  quantity,
  price,
  vat: "S",
  ...(original === undefined ? {} : { original }),
});
const ORIGINAL = priced({
  reference: "r/1",
  lines: [item("3", "10.00"), item("0.500", "40.00")],
  discounts: [{ amount: "5.00" }],
});
const credit = (lines: readonly Json[], originals: readonly Json[] = [{ irn: "A-1" }]): Priced =>
  priced({ reference: "r/2", type: "credit-note", originals, reason: "returned", lines });
const of = (line: number): Json => ({ irn: "A-1", line });

const whole = returnableOf(stored(ORIGINAL));
const findings = (note: Priced, left = whole) =>
  excessOf(note, new Map([["A-1", left]])).map((v) => `${v.code} ${v.path}`);

describe("excessOf()", () => {
  test("lets a line be given back whole, or in part", () => {
    expect(findings(credit([item("3", "10.00", of(1))]))).toEqual([]);
    expect(findings(credit([item("0.250", "40.00", of(2))]))).toEqual([]);
  });

  test("refuses more of a line than was sold, in quantity or in amount", () => {
    expect(findings(credit([item("4", "10.00", of(1))]))).toContain("return/line-exceeded lines[0]");
    expect(findings(credit([item("1", "31.00", of(1))]))).toEqual(["return/line-exceeded lines[0]"]);
  });

  test("adds up lines of one note that give back the same line", () => {
    const twice = credit([item("2", "10.00", of(1)), item("2", "10.00", of(1))]);
    expect(findings(twice)).toEqual(["return/line-exceeded lines[1]"]);
  });

  test("refuses more in all than was charged after the document's discount, and says what is left", () => {
    const all = credit([item("3", "10.00", of(1)), item("0.500", "40.00", of(2))]);
    expect(findings(all)).toEqual(["return/total-exceeded lines"]);
    expect(excessOf(all, new Map([["A-1", whole]]))[0]?.message.en).toContain("45.00");
  });

  test("refuses a line the original does not have", () => {
    expect(findings(credit([item("1", "1.00", of(3))]))).toEqual(["return/no-such-line lines[0].original.line"]);
  });

  test("cannot check what the ledger does not know", () => {
    expect(excessOf(credit([item("99", "99.00", of(1))]), new Map())).toEqual([]);
    const mixed = credit([item("99", "99.00")], [{ irn: "A-1" }, { text: "old system" }]);
    expect(findings(mixed)).toEqual([]);
  });

  test("leaves debit notes alone", () => {
    const debit = priced({
      reference: "r",
      type: "debit-note",
      originals: [{ irn: "A-1" }],
      reason: "x",
      lines: [item("99", "99.00")],
    });
    expect(findings(debit)).toEqual([]);
  });
});

/** Sales of one price way, with what the whole document has; each line comes back with the same. */
const SALES: readonly (readonly [
  what: string,
  lines: readonly (readonly [quantity: string, price: string])[],
  Json,
])[] = [
  ["an amount off", [["2", "50.00"]], { discounts: [{ amount: "10.00" }] }],
  [
    "a percentage off",
    [
      ["3", "10.00"],
      ["1", "0.35"],
    ],
    { discounts: [{ percent: "10" }] },
  ],
  [
    "a charge",
    [
      ["3", "10.00"],
      ["2", "0.35"],
    ],
    { charges: [{ amount: "4.00", reason: "delivery", vat: "S" }] },
  ],
  [
    "both",
    [["3", "10.00"]],
    { discounts: [{ percent: "50" }], charges: [{ amount: "1.00", reason: "delivery", vat: "S" }] },
  ],
  [
    "prices without VAT",
    [
      ["1", "1.10"],
      ["1", "1.10"],
    ],
    { prices: "vat-exclusive" },
  ],
  [
    "prices without VAT, and an amount off",
    [
      ["3", "1.10"],
      ["1", "9.99"],
    ],
    { prices: "vat-exclusive", discounts: [{ amount: "0.77" }] },
  ],
];

describe.each(SALES)("a sale with %s", (_, rows, document) => {
  const sale = priced({ reference: "s", lines: rows.map(([quantity, price]) => item(quantity, price)), ...document });
  const sold = returnableOf(stored(sale));
  const back = (given: readonly Json[], more: Json = document): Priced =>
    priced({ reference: "b", type: "credit-note", originals: [{ irn: "A-1" }], reason: "x", lines: given, ...more });
  const all = rows.map(([quantity, price], i) => item(quantity, price, of(i + 1)));

  test("comes back whole, and then nothing does", () => {
    const note = back(all);
    expect(findings(note, sold)).toEqual([]);
    const left = leftOf(sold, [creditOn("A-1", stored(note))]);
    expect(left.total).toBe(0n);
    expect(findings(note, left)).not.toEqual([]);
  });
});

test("a whole sale with a percentage off comes back beside another one", () => {
  const document = { discounts: [{ percent: "10" }] };
  const sold = returnableOf(stored(priced({ reference: "s", lines: [item("3", "10.00")], ...document })));
  const lines = [item("3", "10.00", of(1)), item("1", "5.00", { irn: "B-1", line: 1 })];
  const originals = [{ irn: "A-1" }, { irn: "B-1" }];
  const both = priced({ reference: "b", type: "credit-note", originals, reason: "x", lines, ...document });
  expect(findings(both, sold)).toEqual([]);
});

describe("a line comes back piece by piece", () => {
  const pieces = (sale: Json, piece: Json): readonly (readonly string[])[] => {
    let left = returnableOf(stored(priced({ reference: "s", ...sale })));
    return [1, 2, 3, 4].map((n) => {
      const note = priced({
        reference: `p/${n}`,
        type: "credit-note",
        originals: [{ irn: "A-1" }],
        reason: "x",
        ...piece,
      });
      const found = findings(note, left);
      if (found.length === 0) left = leftOf(left, [creditOn("A-1", stored(note))]);
      return found;
    });
  };
  const line = (quantity: string, price: string, more: Json = {}): Json => ({
    ...item(quantity, price),
    ...more,
  });
  const piece = (price: string, more: Json = {}): Json => line("1", price, { original: of(1), ...more });

  test.each<[string, Json, Json]>([
    [
      "of a discounted sale",
      { lines: [line("3", "10.00")], discounts: [{ percent: "10" }] },
      { lines: [piece("10.00")], discounts: [{ percent: "10" }] },
    ],
    [
      "whose thirds do not add up",
      { lines: [line("3", "10.00", { discounts: [{ percent: "33.33" }] })] },
      { lines: [piece("10.00", { discounts: [{ percent: "33.33" }] })] },
    ],
    ["of half halalas", { lines: [line("3", "0.335")] }, { lines: [piece("0.335")] }],
    [
      "without VAT",
      { prices: "vat-exclusive", lines: [line("3", "1.10")] },
      { prices: "vat-exclusive", lines: [piece("1.10")] },
    ],
  ])("%s, and no fourth of three does", (_, sale, note) => {
    const [first, second, third, fourth] = pieces(sale, note);
    expect([first, second, third]).toEqual([[], [], []]);
    expect(fourth).toContain("return/line-exceeded lines[0]");
  });
});

test("money goes back in the currency it came in", () => {
  const dollars = priced({
    reference: "d",
    type: "credit-note",
    originals: [{ irn: "A-1" }],
    reason: "x",
    currency: "USD",
    exchangeRate: "3.75",
    lines: [item("1", "10.00", of(1))],
  });
  expect(findings(dollars)).toEqual(["return/currency originals[0]"]);
});

describe("leftOf()", () => {
  const first = creditOn("A-1", stored(credit([item("2", "10.00", of(1))])));
  const left = leftOf(whole, [first]);

  test("is the original less the notes before", () => {
    expect(
      left.portions.map(({ line, quantity, amount }) => [line, formatDecimal(quantity), formatHalalas(amount)]),
    ).toEqual([
      [1, "1", "10.00"],
      [2, "0.5", "20.00"],
    ]);
    expect(formatHalalas(left.total)).toBe("25.00");
  });

  test("lets the rest be given back, and no more", () => {
    expect(findings(credit([item("1", "10.00", of(1))]), left)).toEqual([]);
    expect(findings(credit([item("2", "5.00", of(1))]), left)).toEqual(["return/line-exceeded lines[0]"]);
    expect(findings(credit([item("1", "25.01")]), left)).toEqual(["return/total-exceeded lines"]);
  });

  test("counts of a note on several originals what names this one, and what names none", () => {
    const shared = creditOn(
      "A-1",
      stored(credit([item("1", "10.00", of(1)), item("9", "9.00")], [{ irn: "A-1" }, { irn: "B-1" }])),
    );
    expect(formatHalalas(shared.total)).toBe("91.00");
  });

  test("is never below nothing", () => {
    const twice = leftOf(whole, [first, first, first]);
    expect(twice.portions[0]).toMatchObject({ quantity: { units: 0n }, amount: 0n });
    expect(twice.total).toBe(0n);
  });
});
