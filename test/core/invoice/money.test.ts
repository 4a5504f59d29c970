// The money of a sale (documents.md C5), asked of random sales; test/oracle/money.test.ts asks the same of many more.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inclusive, strictlyInclusive, taxOn } from "../../../agent/core/invoice/pricing/vat-ways.ts";
import { halalas } from "../../../agent/core/money/halalas.ts";
import { moneyFaults } from "../../support/money-checks.ts";
import { priced, TERMS } from "../../support/pricing.ts";
import type { Json } from "../../support/sale-lines.ts";
import { anySale, plainSale } from "../../support/sales.ts";

const RUNS = { numRuns: 2_000 };

describe("price()", () => {
  test("keeps every rule of the sums, the slow way's totals and the shelf total", () => {
    fc.assert(
      fc.property(plainSale(), (sale) => void expect(moneyFaults(sale)).toEqual([])),
      RUNS,
    );
  }, 60_000);

  test("does so for every kind of document", () => {
    fc.assert(
      fc.property(anySale(), (sale) => void expect(moneyFaults(sale)).toEqual([])),
      RUNS,
    );
  }, 60_000);

  test("with strict VAT still asks what was shown", () => {
    const strict = { ...TERMS, strictVat: true };
    fc.assert(
      fc.property(plainSale(), (sale) => void expect(moneyFaults(sale, strict)).toEqual([])),
      { numRuns: 500 },
    );
  }, 60_000);

  test("gives the same totals whatever the order of the lines", () => {
    const shuffled = plainSale().chain((sale) =>
      fc.tuple(
        fc.constant(sale),
        fc.shuffledSubarray(sale["lines"] as Json[], { minLength: (sale["lines"] as Json[]).length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([sale, lines]) => {
        const { totals, groups } = priced(sale).figures;
        const other = priced({ ...sale, lines }).figures;
        expect(other.totals).toEqual(totals);
        expect(other.groups.map(({ taxable, tax }) => [taxable, tax])).toEqual(groups.map((g) => [g.taxable, g.tax]));
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});

describe.each([15, 5] as const)("VAT of %i percent inside one amount, every halala from 0.01 to 2000.00", (rate) => {
  test("is within a halala of VAT on the net, and net and VAT are the amount", () => {
    for (let amount = 1n; amount <= 200_000n; amount++) {
      const { taxable, tax } = inclusive([halalas(amount)], rate);
      const off = tax - taxOn(taxable, rate);
      if (taxable + tax !== amount || off < -1n || off > 1n) expect.fail(`${amount}: ${taxable} + ${tax}`);
    }
  });

  test("strictly is VAT on the net, at most a halala off the amount", () => {
    for (let amount = 1n; amount <= 200_000n; amount++) {
      const { taxable, tax } = strictlyInclusive([halalas(amount)], rate);
      const off = taxable + tax - amount;
      if (tax !== taxOn(taxable, rate) || off < -1n || off > 1n) expect.fail(`${amount}: ${taxable} + ${tax}`);
    }
  });
});
