// A till's JSON: everything right is understood, everything wrong is told at once, with path, in both languages.
import { describe, expect, test } from "vitest";
import { parseQuote, parseSale } from "../../../agent/core/invoice/sale.ts";
import { BUYER, COFFEE, CREDIT_NOTE, changed, EXAMPLE, TAX_INVOICE } from "../../support/example-sale.ts";
import { refusal, right } from "../../support/pricing.ts";
import type { Json } from "../../support/sale-lines.ts";

const Z = (code: string) => ({ category: "Z", exemption: code });
const OOS = (reason: string) => ({ category: "O", exemption: "VATEX-SA-OOS", reason });
const LINE = (EXAMPLE["lines"] as readonly Json[])[0];
const BARE_BUYER = { name: "X" };

/** A valid sale, one change, and the one finding it must give. */
const WRONG: readonly (readonly [Json, string, unknown, string])[] = [
  // Shape
  [EXAMPLE, "reference", undefined, "sale/missing reference"],
  [EXAMPLE, "reference", "", "sale/form reference"],
  [EXAMPLE, "reference", "x".repeat(101), "sale/form reference"],
  [EXAMPLE, "refrence", "x", "sale/unknown-key refrence"],
  [EXAMPLE, "lines[0].__proto", "x", "sale/unknown-key lines[0].__proto"],
  [EXAMPLE, "lines[0].toString", "x", "sale/unknown-key lines[0].toString"],
  [EXAMPLE, "type", "refund", "sale/not-one-of type"],
  [EXAMPLE, "profile", "b2c", "sale/not-one-of profile"],
  [EXAMPLE, "prices", "gross", "sale/not-one-of prices"],
  [EXAMPLE, "lines", [], "sale/empty-list lines"],
  [EXAMPLE, "lines", {}, "sale/not-a-list lines"],
  [EXAMPLE, "lines", Array.from({ length: 1_001 }, () => LINE), "sale/too-many lines"],
  [EXAMPLE, "lines[1]", "burger", "sale/not-an-object lines[1]"],
  [EXAMPLE, "rounding", "0.25", "sale/not-an-object rounding"],
  // Numbers
  [EXAMPLE, "lines[2].price", 60, "sale/number lines[2].price"],
  [EXAMPLE, "lines[2].quantity", 0.45, "sale/number lines[2].quantity"],
  [EXAMPLE, "payments[0].amount", 60, "sale/number payments[0].amount"],
  [EXAMPLE, "lines[2].price", "6e1", "sale/decimal lines[2].price"],
  [EXAMPLE, "lines[2].price", "-60.00", "sale/decimal lines[2].price"],
  [EXAMPLE, "lines[2].price", "60,00", "sale/decimal lines[2].price"],
  [EXAMPLE, "lines[2].price", "٦٠", "sale/decimal lines[2].price"],
  [EXAMPLE, "lines[2].price", "9".repeat(50), "sale/decimal lines[2].price"],
  [EXAMPLE, "lines[2].price", "1234567890.00", "sale/too-large lines[2].price"],
  [EXAMPLE, "lines[2].price", "1.12345678901", "sale/decimals lines[2].price"],
  [EXAMPLE, "lines[2].price", "12345.1234567891", "sale/decimals lines[2].price"],
  [EXAMPLE, "lines[2].quantity", "0", "sale/not-positive lines[2].quantity"],
  [EXAMPLE, "lines[2].quantity", "0.4500001", "sale/decimals lines[2].quantity"],
  [EXAMPLE, "lines[2].basePriceQuantity", "0", "sale/not-positive lines[2].basePriceQuantity"],
  [EXAMPLE, "discounts[0].amount", "5.001", "sale/decimals discounts[0].amount"],
  [EXAMPLE, "lines[2].discounts[0].percent", "100.01", "sale/too-large lines[2].discounts[0].percent"],
  [EXAMPLE, "lines[2].discounts[0].amount", "1.00", "sale/size lines[2].discounts[0]"],
  [EXAMPLE, "lines[2].discounts[0].percent", undefined, "sale/size lines[2].discounts[0]"],
  // Text
  [EXAMPLE, "lines[2].name", 7, "sale/not-text lines[2].name"],
  [EXAMPLE, "lines[2].name", " \n", "sale/empty-text lines[2].name"],
  [EXAMPLE, "lines[2].name", { ar: "", en: " " }, "sale/empty-text lines[2].name"],
  [EXAMPLE, "lines[0].name.fr", "Hamburger", "sale/unknown-key lines[0].name.fr"],
  [EXAMPLE, "lines[0].name.ar", "برجر\u202e", "sale/character lines[0].name.ar"],
  [EXAMPLE, "lines[2].name", "Kun\u0007afa", "sale/character lines[2].name"],
  [EXAMPLE, "note", "a\u0085b", "sale/character note"],
  [EXAMPLE, "lines[2].name", "x".repeat(1001), "sale/long-text lines[2].name"],
  [EXAMPLE, "lines[0].name", { ar: "ب".repeat(600), en: "b".repeat(600) }, "sale/long-text lines[0].name"],
  [EXAMPLE, "note", "x".repeat(1001), "sale/long-text note"],
  // Codes
  [EXAMPLE, "lines[2].unit", "kilogram", "sale/form lines[2].unit"],
  [EXAMPLE, "lines[2].vat", "Z", "sale/form lines[2].vat"],
  [EXAMPLE, "lines[2].vat", undefined, "sale/missing lines[2].vat"],
  [EXAMPLE, "lines[2].vat", { category: "S", rate: "14" }, "BR-KSA-84 lines[2].vat.rate"],
  [EXAMPLE, "lines[2].vat", { category: "S", rate: "15.5" }, "BR-KSA-84 lines[2].vat.rate"],
  [EXAMPLE, "lines[2].vat", { category: "S", exemption: "VATEX-SA-35" }, "BR-S-10 lines[2].vat"],
  [EXAMPLE, "lines[1].vat", { category: "Z" }, "BR-KSA-CL-04 lines[1].vat.exemption"],
  [EXAMPLE, "lines[1].vat", Z("VATEX-SA-29"), "BR-KSA-CL-04 lines[1].vat.exemption"],
  [EXAMPLE, "lines[1].vat", Z("constructor"), "sale/not-one-of lines[1].vat.exemption"],
  [EXAMPLE, "lines[1].vat", { ...Z("VATEX-SA-35"), rate: "15" }, "BR-KSA-84 lines[1].vat.rate"],
  [EXAMPLE, "lines[1].vat", { category: "O", exemption: "VATEX-SA-OOS" }, "BR-KSA-83 lines[1].vat.reason"],
  [EXAMPLE, "charges[0].reasonCode", "SERVICE", "BR-KSA-CL-06 charges[0].reasonCode"],
  [EXAMPLE, "charges[0].reason", undefined, "sale/missing charges[0].reason"],
  [EXAMPLE, "charges[0].vat", undefined, "sale/missing charges[0].vat"],
  [EXAMPLE, "payments[0].means", "mada", "sale/not-one-of payments[0].means"],
  [EXAMPLE, "currency", "Riyal", "BR-CL-04 currency"],
  [EXAMPLE, "irn", "a\nb", "BR-KSA-F-06-C1 irn"],
  [EXAMPLE, "supplyDate", "2026-02-30", "BR-KSA-F-01 supplyDate"],
  [EXAMPLE, "supplyDate", "21/11/2026", "BR-KSA-F-01 supplyDate"],
  // Notes
  [CREDIT_NOTE, "originals", undefined, "BR-KSA-56 originals"],
  [CREDIT_NOTE, "originals", [], "BR-KSA-56 originals"],
  [CREDIT_NOTE, "reason", undefined, "BR-KSA-17 reason"],
  [CREDIT_NOTE, "originals[0]", {}, "BR-KSA-56 originals[0]"],
  [CREDIT_NOTE, "originals[0]", { irn: "A", text: "B" }, "BR-KSA-56 originals[0]"],
  [CREDIT_NOTE, "originals[0]", { from: "2026-02-01" }, "BR-KSA-56 originals[0]"],
  [CREDIT_NOTE, "originals[0]", { from: "2026-02-01", to: "2026-01-01" }, "BR-KSA-56 originals[0]"],
  [CREDIT_NOTE, "originals[0].uuid", "1", "sale/form originals[0].uuid"],
  [CREDIT_NOTE, "prepaid", [{ irn: "P-1" }], "sale/not-for-type prepaid"],
  [CREDIT_NOTE, "lines[0].original", { irn: "B-1", line: 1 }, "sale/stray-return lines[0].original.irn"],
  [CREDIT_NOTE, "lines[0].original", { irn: "A-1", line: 0 }, "sale/form lines[0].original.line"],
  [COFFEE, "originals", [{ irn: "A-1" }], "sale/not-for-type originals"],
  [COFFEE, "reason", "returned", "sale/not-for-type reason"],
  [COFFEE, "lines[0].original", { irn: "A-1", line: 1 }, "sale/not-for-type lines[0].original"],
  // Advances
  [COFFEE, "prepaid", [{ irn: "P-1", uuid: "8e6000cf-1a98-4174-b3e7-b5d5954bc10d" }], "BR-KSA-73 prepaid[0]"],
  // Buyers
  [TAX_INVOICE, "buyer", undefined, "BR-KSA-42 buyer"],
  [TAX_INVOICE, "buyer.address", undefined, "BR-KSA-10 buyer.address"],
  [TAX_INVOICE, "buyer.vat", undefined, "BR-KSA-81 buyer"],
  [TAX_INVOICE, "buyer.vat", "123", "BR-KSA-44 buyer.vat"],
  [TAX_INVOICE, "buyer.name", undefined, "sale/missing buyer.name"],
  [TAX_INVOICE, "buyer.id", { scheme: "VAT", value: "1" }, "sale/not-one-of buyer.id.scheme"],
  [TAX_INVOICE, "buyer.id", { scheme: "OTH", value: "a b" }, "sale/form buyer.id.value"],
  [TAX_INVOICE, "buyer.address.district", undefined, "BR-KSA-63 buyer.address.district"],
  [TAX_INVOICE, "buyer.address.postalCode", "123", "BR-KSA-67 buyer.address.postalCode"],
  [TAX_INVOICE, "buyer.address.country", "KSA", "BR-CL-14 buyer.address.country"],
  [COFFEE, "lines[0].vat", Z("VATEX-SA-EDU"), "BR-KSA-49 buyer.id"],
  [{ ...COFFEE, buyer: BUYER }, "lines[0].vat", Z("VATEX-SA-HEA"), "BR-KSA-49 buyer.id"],
  // VAT categories
  [EXAMPLE, "lines[0].vat", Z("VATEX-SA-32"), "BR-Z-08 lines[1].vat"],
  [EXAMPLE, "charges[0].vat", Z("VATEX-SA-32"), "BR-Z-08 charges[0].vat"],
  [{ ...EXAMPLE, lines: [{ ...LINE, vat: OOS("a") }, LINE] }, "lines[1].vat", OOS("b"), "BR-O-08 lines[1].vat"],
  // The document
  [COFFEE, "flags", ["self-billed"], "BR-KSA-31 flags"],
  [COFFEE, "flags", ["export"], "sale/simplified-export flags"],
  [COFFEE, "flags", ["b2g"], "sale/not-one-of flags[0]"],
  [TAX_INVOICE, "flags", ["export", "self-billed"], "BR-KSA-07 flags"],
  [{ ...COFFEE, buyer: BARE_BUYER, supplyDate: "2026-01-01" }, "flags", ["summary"], "BR-KSA-72 supplyEndDate"],
  [{ ...COFFEE, supplyDate: "2026-01-01", supplyEndDate: "2026-01-31" }, "flags", ["summary"], "BR-KSA-71 buyer"],
  [COFFEE, "supplyEndDate", "2026-01-31", "BR-KSA-35 supplyDate"],
  [{ ...COFFEE, supplyDate: "2026-02-01" }, "supplyEndDate", "2026-01-31", "BR-KSA-36 supplyEndDate"],
  [COFFEE, "currency", "USD", "sale/exchange-rate exchangeRate"],
  [COFFEE, "exchangeRate", "3.75", "sale/exchange-rate exchangeRate"],
  [{ ...COFFEE, currency: "USD" }, "exchangeRate", "0", "sale/not-positive exchangeRate"],
  [{ ...COFFEE, currency: "USD" }, "exchangeRate", "3.7500000000001", "sale/decimals exchangeRate"],
  [{ ...COFFEE, currency: "USD" }, "exchangeRate", "1234.12345678912", "BR-KSA-90 exchangeRate"],
  [COFFEE, "rounding", { to: "5.00" }, "sale/rounding rounding.to"],
  [COFFEE, "rounding", { to: "0.00" }, "sale/rounding rounding.to"],
];

describe("parseSale()", () => {
  test.each([
    ["the contract's example", EXAMPLE],
    ["the smallest sale", COFFEE],
    ["the smallest tax invoice", TAX_INVOICE],
    ["the smallest credit note", CREDIT_NOTE],
  ])("understands %s", (_, json) => expect(refusal(parseSale(json))).toEqual([]));

  test.each(WRONG.map((row) => [row[3], row] as const))("finds %s", (expected, [sale, path, value]) => {
    expect(refusal(parseSale(changed(sale, path, value)))).toEqual([expected]);
  });

  test.each([undefined, null, 7, "sale", []])("refuses %j as a whole", (json) =>
    expect(refusal(parseSale(json))).toEqual(["sale/not-an-object "]),
  );

  test("tells every mistake at once, what the sale lacks as well as what it has wrong", () => {
    const sale = {
      refernce: "x",
      profile: "standard",
      type: "debit-note",
      lines: [{ name: "", quantity: 1, vat: "Z" }],
    };
    expect(refusal(parseSale(sale))).toEqual([
      "sale/unknown-key refernce",
      "sale/missing reference",
      "sale/empty-text lines[0].name",
      "sale/number lines[0].quantity",
      "sale/missing lines[0].price",
      "sale/form lines[0].vat",
      "BR-KSA-56 originals",
      "BR-KSA-17 reason",
      "BR-KSA-42 buyer",
    ]);
  });

  test("names the member a mistyped one most likely meant", () => {
    const parsed = parseSale(changed(EXAMPLE, "discount", []));
    expect(parsed.ok ? [] : parsed.error.map(({ fix }) => fix.en)).toEqual(['did you mean "discounts"?']);
  });

  test("says everything in Arabic and in English", () => {
    for (const [sale, path, value] of WRONG) {
      const parsed = parseSale(changed(sale, path, value));
      for (const { message, fix } of parsed.ok ? [] : parsed.error) {
        expect(message.ar, message.en).toMatch(/\p{Script=Arabic}/u);
        expect(fix.ar, fix.en).toMatch(/\p{Script=Arabic}/u);
        expect(message.en).toMatch(/[a-z]/);
        expect(fix.en).toMatch(/[a-zA-Z]/);
      }
    }
  });

  test("takes null for a member that is not there", () => {
    expect(right(parseSale({ ...COFFEE, buyer: null, tip: null })).sale.buyer).toBeUndefined();
  });

  test("knows the five legal reasons by key, and takes words", () => {
    const reasonOf = (reason: unknown) => {
      const { kind } = right(parseSale({ ...CREDIT_NOTE, reason })).sale;
      return "reason" in kind ? kind.reason.en : undefined;
    };
    expect(reasonOf("returned")).toBe("Goods or services returned");
    expect(reasonOf("broken on the way")).toBe("broken on the way");
  });

  test("reads issuedAt with or without time and zone, as the Riyadh date", () => {
    const dates = ["2026-11-21", "2026-11-21T23:30:00", "2026-11-20T21:30:00Z", "2026-11-21T00:30:00+03:00"].map(
      (issuedAt) => {
        const { kind } = right(parseSale(changed(CREDIT_NOTE, "originals[0].issuedAt", issuedAt))).sale;
        return "originals" in kind && kind.originals[0].by === "irn" ? kind.originals[0].issuedOn : undefined;
      },
    );
    expect(dates).toEqual(["2026-11-21", "2026-11-21", "2026-11-21", "2026-11-21"]);
  });
});

test("parseQuote() needs no reference yet", () => {
  expect(refusal(parseQuote(changed(EXAMPLE, "reference", undefined)))).toEqual([]);
  expect(refusal(parseQuote([]))).toEqual(["sale/not-an-object "]);
});
