// The money of very many sales: npm run oracle -- money; KHATM_SALES says how many.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moneyFaults } from "../support/money-checks.ts";
import { priced, TERMS } from "../support/pricing.ts";
import { decimalText } from "../support/sale-lines.ts";
import { anySale, plainSale } from "../support/sales.ts";

const SALES = Number(process.env["KHATM_SALES"] ?? 200_000);
const SEED = Number(process.env["KHATM_SEED"] ?? Date.now() % 2 ** 31);
const runs = (share: number) => ({ numRuns: Math.ceil(SALES * share), seed: SEED });

describe(`${SALES} sales from seed ${SEED}`, () => {
  test("plain sales keep every rule, the slow way's totals and the shelf total", () => {
    fc.assert(
      fc.property(plainSale(10), (sale) => void expect(moneyFaults(sale)).toEqual([])),
      runs(0.5),
    );
  });

  test("every kind of document does", () => {
    fc.assert(
      fc.property(anySale(6), (sale) => void expect(moneyFaults(sale)).toEqual([])),
      runs(0.3),
    );
  });

  test("strict VAT does", () => {
    const strict = { ...TERMS, strictVat: true };
    fc.assert(
      fc.property(plainSale(10), (sale) => void expect(moneyFaults(sale, strict)).toEqual([])),
      runs(0.2),
    );
  });
});

test("every one-line sale from 0.01 to 2000.00 costs what its label says, and its line agrees with the rules", () => {
  for (let price = 1; price <= Math.min(200_000, SALES); price++) {
    const text = decimalText(price, 2);
    const sale = { reference: "r", lines: [{ name: "خبز", quantity: "1", price: text, vat: "S" }] };
    if (moneyFaults(sale).length > 0) expect.fail(`${text}: ${moneyFaults(sale).join(", ")}`);
    expect(priced(sale).figures.totals.payable).toBe(BigInt(price));
  }
});
