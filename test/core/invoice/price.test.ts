// Pricing: the contract's example, each way a price can be put together, and what cannot be charged.
import { describe, expect, test } from "vitest";
import { parseIrn, parseUuid } from "../../../agent/core/ids.ts";
import type { Advance } from "../../../agent/core/invoice/draft.ts";
import { totalsOf } from "../../../agent/core/invoice/totals.ts";
import { STANDARD } from "../../../agent/core/invoice/vat.ts";
import { formatDecimal } from "../../../agent/core/money/decimal.ts";
import { formatHalalas, halalas } from "../../../agent/core/money/halalas.ts";
import { riyadhTime } from "../../../agent/core/riyadh-time.ts";
import { BUYER, COFFEE, CREDIT_NOTE, changed, EXAMPLE, TAX_INVOICE } from "../../support/example-sale.ts";
import { priced, refusal, TERMS, tryPrice } from "../../support/pricing.ts";
import type { Json } from "../../support/sale-lines.ts";

const line = (members: Json): Json => ({
  ...COFFEE,
  lines: [{ name: "خبز", quantity: "1", price: "0.00", vat: "S", ...members }],
});
const totals = (json: Json, terms = TERMS) => totalsOf(priced(json, terms));
const Z35 = { category: "Z", exemption: "VATEX-SA-35" };

describe("price()", () => {
  test("gives the contract's example its payable and change", () => {
    expect(totals(EXAMPLE)).toEqual({
      net: "77.77",
      vat: "10.28",
      gross: "88.05",
      payable: "88.05",
      prepaid: "0.00",
      rounding: "0.00",
      currency: "SAR",
      vatInSar: "10.28",
      paid: "90.00",
      change: "1.95",
      vatBreakdown: [
        { category: "S", rate: "15", taxable: "68.56", vat: "10.28" },
        {
          category: "Z",
          rate: "0",
          taxable: "9.21",
          vat: "0.00",
          exemption: "VATEX-SA-35",
          exemptionReason: "الأدوية والأجهزة الطبية / Medicines and medical devices",
        },
      ],
    });
  });

  test("adds VAT to prices without it", () => {
    const sale = { ...line({ price: "10.00", quantity: "3" }), prices: "vat-exclusive" };
    expect(totals(sale)).toMatchObject({ net: "30.00", vat: "4.50", payable: "34.50" });
  });

  test("charges what the scale label says, where it is within a halala", () => {
    const apples = { quantity: "0.335", unit: "KGM", price: "9.99" };
    expect(totals(line(apples)).payable).toBe("3.35");
    expect(totals(line({ ...apples, amount: "3.34" })).payable).toBe("3.34");
    expect(refusal(tryPrice(line({ ...apples, amount: "3.33" })))).toEqual(["sale/label-amount lines[0].amount"]);
    expect(refusal(tryPrice(line({ ...apples, amount: "3.36" })))).toEqual(["sale/label-amount lines[0].amount"]);
  });

  test("divides by the base quantity and takes the price discount off first", () => {
    expect(
      totals(line({ quantity: "250", basePriceQuantity: "100", price: "4.00", priceDiscount: "1.00" })).payable,
    ).toBe("7.50");
  });

  test("gives away what is free, at no price or with everything off", () => {
    for (const free of [line({}), line({ price: "20.00", discounts: [{ percent: "100" }] })]) {
      expect(totals(free)).toMatchObject({ net: "0.00", vat: "0.00", payable: "0.00" });
    }
  });

  test("adds a line charge such as the tobacco fee to its line", () => {
    expect(totals(line({ price: "23.00", charges: [{ percent: "100", reason: "tobacco fee" }] })).payable).toBe(
      "46.00",
    );
  });

  test("splits a discount over the groups in proportion, none below nothing", () => {
    const sale = {
      ...COFFEE,
      lines: [
        { name: "خبز", quantity: "1", price: "0.01", vat: Z35 },
        { name: "قهوة", quantity: "1", price: "99.99", vat: "S" },
      ],
      discounts: [{ amount: "99.99" }],
    };
    const { groups, discounts } = priced(sale).figures;
    expect(groups.map(({ taxable, tax }) => formatHalalas(halalas(taxable + tax)))).toEqual(["0.01", "0.00"]);
    expect(discounts.map(({ shown }) => formatHalalas(shown))).toEqual(["99.98", "0.01"]);
  });

  test("takes a discount bound to a group from that group alone", () => {
    const sale = { ...EXAMPLE, payments: [], discounts: [{ amount: "9.75", vat: Z35 }, { percent: "50" }] };
    const { groups } = priced(sale).figures;
    expect(groups.map(({ vat, taxable }) => `${vat.category} ${formatHalalas(taxable)}`)).toEqual([
      "S 33.28",
      "Z 0.00",
    ]);
  });

  test("writes percentage and base only where the authority's double arithmetic agrees", () => {
    const [agreed, off] = [
      { price: "20.00", discounts: [{ percent: "10" }] },
      { price: "1.45", discounts: [{ percent: "10" }] },
    ].map((one) => priced({ ...line(one), prices: "vat-exclusive" }).figures.lines[0]?.discounts[0]);
    expect(agreed).toMatchObject({ amount: 200n, base: 2000n });
    expect(off).toMatchObject({ amount: 15n, base: undefined });
  });

  test("keeps ten decimals of a unit price, and fourteen characters", () => {
    const priceOf = (price: string) =>
      formatDecimal(priced(line({ price })).figures.lines[0]?.unitPrice.net ?? { units: 0n, scale: 0 });
    expect(priceOf("60.00")).toBe("52.1739130435");
    expect(priceOf("123456.00")).toBe("107353.0434783");
  });

  test("rounds cash to the coin, and nothing that is paid otherwise", () => {
    const paidBy = (...payments: Json[]) => totals({ ...line({ price: "10.13" }), rounding: { to: "0.25" }, payments });
    const [cash, card] = ["cash", "card"].map((means) => ({ means, amount: "10.13" }));
    expect(paidBy({ means: "cash", amount: "20.00" })).toMatchObject({
      payable: "10.25",
      rounding: "0.12",
      change: "9.75",
    });
    expect(paidBy(card ?? {})).toMatchObject({ payable: "10.13", rounding: "0.00" });
    expect(paidBy({ means: "card", amount: "5.00" }, { ...cash, amount: "5.13" })).toMatchObject({ rounding: "0.00" });
    expect(paidBy()).toMatchObject({ payable: "10.13", rounding: "0.00" });
  });

  test("strictly charges VAT on the net, and rounds the difference away", () => {
    const strict = totals(line({ price: "0.12" }), { ...TERMS, strictVat: true });
    expect(totals(line({ price: "0.12" }))).toMatchObject({ net: "0.10", vat: "0.02", payable: "0.12" });
    expect(strict).toMatchObject({ net: "0.10", vat: "0.02", rounding: "0.00", payable: "0.12" });
    const off = totals(line({ price: "0.04" }), { ...TERMS, strictVat: true });
    expect(off).toMatchObject({ net: "0.03", vat: "0.00", gross: "0.03", rounding: "0.01", payable: "0.04" });
  });

  test("states VAT in riyals beside a foreign currency", () => {
    const sale = { ...line({ price: "115.00" }), currency: "USD", exchangeRate: "3.75" };
    expect(totals(sale)).toMatchObject({ vat: "15.00", vatInSar: "56.25", currency: "USD", payable: "115.00" });
  });
});

describe("payments", () => {
  const paid = (payments: readonly Json[], more: Json = {}) => tryPrice({ ...COFFEE, payments, ...more });
  const cash = (amount: string) => ({ means: "cash", amount });
  const card = (amount: string) => ({ means: "card", amount });

  test("may be missing: the sale is on credit", () =>
    expect(totals(COFFEE)).toMatchObject({ paid: "0.00", change: "0.00" }));

  test("must reach what is owed", () => expect(refusal(paid([card("11.49")]))).toEqual(["sale/underpaid payments"]));

  test("give change from cash only", () => {
    expect(refusal(paid([card("11.51")]))).toEqual(["sale/overpaid payments"]);
    expect(refusal(paid([card("11.50"), cash("0.00")]))).toEqual([]);
    expect(refusal(paid([card("20.00"), cash("5.00")]))).toEqual(["sale/overpaid payments"]);
    expect(totals({ ...COFFEE, payments: [card("10.00"), cash("5.00")] }).change).toBe("3.50");
  });

  test("may hold a tip, which stays outside the document", () => {
    expect(refusal(paid([card("13.50")], { tip: "2.00" }))).toEqual([]);
    expect(refusal(paid([card("13.51")], { tip: "2.00" }))).toEqual(["sale/overpaid payments"]);
    expect(totals({ ...COFFEE, tip: "2.00", payments: [cash("20.00")] })).toMatchObject({
      payable: "11.50",
      change: "6.50",
    });
    expect(totals({ ...COFFEE, tip: "2.00", payments: [card("11.50")] })).toMatchObject({
      payable: "11.50",
      change: "0.00",
    });
  });
});

describe("advances", () => {
  const ADVANCE = {
    irn: "P-1",
    uuid: "a79760f7-2f48-4da9-85a5-40459a147c80",
    issuedAt: "2026-08-15T12:28:17",
    groups: [{ vat: "S", taxable: "5.00", amount: "0.75" }],
  };
  const withAdvance = (path: string, value: unknown) =>
    refusal(tryPrice({ ...TAX_INVOICE, prepaid: [changed(ADVANCE, path, value)] }));

  test("are taken off what is owed", () => {
    const sale = { ...TAX_INVOICE, prepaid: [ADVANCE], payments: [{ means: "card", amount: "5.75" }] };
    expect(totals(sale)).toMatchObject({ gross: "11.50", prepaid: "5.75", payable: "5.75" });
  });

  test("must fit: their VAT, their category, the total", () => {
    expect(withAdvance("groups[0].amount", "0.76")).toEqual([]);
    expect(withAdvance("groups[0].amount", "0.77")).toEqual(["BR-KSA-79 prepaid[0].groups[0].amount"]);
    expect(withAdvance("groups[0]", { vat: Z35, taxable: "5.00", amount: "0.00" })).toEqual([
      "sale/prepaid-group prepaid[0].groups[0].vat",
    ]);
    expect(withAdvance("groups[0]", { vat: "S", taxable: "20.00", amount: "3.00" })).toEqual([
      "sale/prepaid-too-large prepaid",
    ]);
  });

  test("of this unit need their number only", () => {
    const sale = { ...TAX_INVOICE, prepaid: [{ irn: "P-1" }] };
    const uuid = parseUuid(ADVANCE.uuid);
    if (uuid === undefined) throw new Error("the test's own UUID");
    const known: Advance = {
      uuid,
      issuedAt: riyadhTime(0),
      groups: [{ vat: STANDARD, taxable: halalas(500n), tax: halalas(75n) }],
    };
    expect(refusal(tryPrice(sale))).toEqual(["BR-KSA-73 prepaid[0]"]);
    const findAdvance = (irn: string) => (irn === parseIrn("P-1") ? known : undefined);
    expect(totals(sale, { ...TERMS, findAdvance }).payable).toBe("5.75");
  });
});

describe("what cannot be charged", () => {
  const tooMuch = { amount: "1000.00" };
  test.each<readonly [string, Json, string, unknown]>([
    ["sale/price-discount lines[0].priceDiscount", COFFEE, "lines[0].priceDiscount", "11.51"],
    ["sale/discount-too-large lines[0].discounts", COFFEE, "lines[0].discounts", [tooMuch]],
    ["sale/discount-too-large discounts[0]", COFFEE, "discounts", [tooMuch]],
    ["sale/discount-too-large discounts[1]", COFFEE, "discounts", [{ percent: "60" }, { percent: "60" }]],
    ["sale/discount-too-large discounts[0]", COFFEE, "discounts", [{ amount: "0.01", vat: Z35 }]],
    [
      "sale/too-large lines[0]",
      COFFEE,
      "lines[0]",
      { name: "خبز", quantity: "999999999", price: "999999999.00", vat: "S" },
    ],
    [
      "sale/too-large ",
      COFFEE,
      "charges",
      Array.from({ length: 2 }, () => ({ amount: "99999999999.00", reason: "x", vat: "S" })),
    ],
    ["BR-CUSTOM-VALIDATION-01 buyer.vat", { ...COFFEE, buyer: BUYER }, "buyer.vat", "399999999900003"],
  ])("is refused: %s", (expected, sale, path, value) => {
    expect(refusal(tryPrice(changed(sale, path, value)))).toEqual([expected]);
  });

  test("is told for every line at once", () => {
    const sale = {
      ...COFFEE,
      lines: ["a", "b"].map((name) => ({ name, quantity: "1", price: "1", vat: "S", discounts: [tooMuch] })),
    };
    expect(refusal(tryPrice(sale))).toEqual([
      "sale/discount-too-large lines[0].discounts",
      "sale/discount-too-large lines[1].discounts",
    ]);
  });
});

describe("names", () => {
  const warnings = (name: unknown) => priced(line({ name })).warnings.map(({ code, path }) => `${code} ${path}`);

  test.each([
    ["بن", "صنف بن", ["BR-KSA-F-06-C19 lines[0].name"]],
    ["007", "صنف 007", ["BR-KSA-F-C-01 lines[0].name", "sale/arabic-name lines[0].name"]],
    ["٠٠٧", "صنف ٠٠٧", ["BR-KSA-F-C-01 lines[0].name"]],
    ["خبز", "خبز", []],
    ["Kunafa", "Kunafa", ["sale/arabic-name lines[0].name"]],
  ])("such as %s are written %s", (name, expected, codes) => {
    expect(priced(line({ name })).figures.lines[0]?.itemName).toBe(expected);
    expect(warnings(name)).toEqual(codes);
  });

  test.each([
    ["letters", "خ", 1000, ""],
    ["digits", "٠", 996, "صنف "],
    ["digits", "٠", 997, ""],
    ["characters outside the basic plane", "🍕", 1000, ""],
  ])("of %s, %s times %i, are written within the authority's limit", (_, character, length, before) => {
    const name = character.repeat(length);
    expect(priced(line({ name })).figures.lines[0]?.itemName).toBe(before + name);
  });

  test("without Arabic are refused where the shop wants that", () => {
    const strict = { ...TERMS, arabicNames: "refuse" } as const;
    expect(refusal(tryPrice(line({ name: "Kunafa" }), strict))).toEqual(["sale/arabic-name lines[0].name"]);
    expect(refusal(tryPrice(line({ name: { ar: "كنافة", en: "Kunafa" } }), strict))).toEqual([]);
  });
});

test("a credit note is priced like the sale it gives back", () => {
  const { reason: _r, originals: _o, ...same } = CREDIT_NOTE;
  expect(totals(CREDIT_NOTE)).toEqual(totals({ ...same, type: "invoice" }));
});
