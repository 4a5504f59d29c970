// The receipt of a signed document: everything documents.md C13 wants on paper, in the till's own prices.
import { expect, test } from "vitest";
import { parseInvoiceHash } from "../../../agent/core/ids.ts";
import { approve, chain, seal } from "../../../agent/core/invoice/lifecycle.ts";
import { receiptOf } from "../../../agent/core/invoice/receipt.ts";
import { CREDIT_NOTE, EXAMPLE, TAX_INVOICE } from "../../support/example-sale.ts";
import { LINK } from "../../support/money-checks.ts";
import { priced, right } from "../../support/pricing.ts";

const SETTING = { marks: ["test"], header: [{ ar: "فرع العليا", en: "Olaya branch" }], footer: [] } as const;

function receipt(json: unknown) {
  const hash = parseInvoiceHash(`${"A".repeat(43)}=`);
  if (hash === undefined) throw new Error("the test's own hash");
  const signed = seal(chain(right(approve(priced(json), [])), LINK), { xml: "", hash, qr: "AQ==", signature: "" });
  return receiptOf(signed, SETTING);
}

test("receiptOf() shows what the customer was charged", () => {
  const shown = receipt(EXAMPLE);
  expect(shown).toMatchObject({
    form: "receipt",
    profile: "simplified",
    type: "invoice",
    marks: ["test"],
    irn: "T-1",
    issueDate: "2026-11-21",
    issueTime: "12:00:00",
    pricesIncludeVat: true,
    linesTotal: "90.05",
    discounts: [{ reason: { ar: "", en: "coupon" }, amount: "5.00" }],
    charges: [{ reason: { ar: "", en: "service charge" }, amount: "3.00" }],
    totalWithoutVat: "77.77",
    vatTotal: "10.28",
    vatInSar: "10.28",
    totalWithVat: "88.05",
    amountDue: "88.05",
    payments: [
      { means: "card", amount: "60.00" },
      { means: "cash", amount: "30.00" },
    ],
    change: "1.95",
    cashier: "Mohammed",
    order: "T12-0042",
    qr: "AQ==",
    seller: {
      vatNumber: "399999999900003",
      id: { scheme: "CRN", value: "1010010000" },
      address: { ar: "2322 شارع العليا، العليا، الرياض 12611", en: "" },
    },
  });
  expect(shown.lines[2]).toEqual({
    name: { ar: "", en: "Kunafa" },
    quantity: "0.45",
    unit: "KGM",
    unitPrice: "60.00",
    vat: { category: "S", rate: "15" },
    discounts: [{ reason: { ar: "", en: "loyalty" }, percent: "10", amount: "2.70" }],
    charges: [],
    amount: "24.30",
  });
  expect(shown.vatGroups[1]?.exemption?.code).toBe("VATEX-SA-35");
});

test("receiptOf() is plain JSON: nothing undefined, no bigint", () => {
  for (const json of [EXAMPLE, TAX_INVOICE, CREDIT_NOTE]) {
    const shown = receipt(json);
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
    expect(Object.values(shown)).not.toContain(undefined);
  }
});

test("receiptOf() names the buyer of a tax invoice, in the languages there are", () => {
  expect(receipt(TAX_INVOICE).buyer).toEqual({
    name: { ar: "شركة النماذج", en: "Samples LTD" },
    address: { ar: "1111 صلاح الدين، المروج، الرياض 12222", en: "" },
    vatNumber: "399999999800003",
  });
});

test("receiptOf() borrows from the other language what an address lacks in one", () => {
  const address = {
    street: { ar: "العليا", en: "Olaya" },
    building: "1",
    district: "المروج",
    city: { ar: "الرياض", en: "Riyadh" },
    postalCode: "12222",
  };
  const { buyer } = receipt({ ...TAX_INVOICE, buyer: { name: "x", vat: "399999999800003", address } });
  expect(buyer?.address).toEqual({ ar: "1 العليا، المروج، الرياض 12222", en: "1 Olaya, المروج, Riyadh 12222" });
});

test("receiptOf() of a note says what it refers to, and why", () => {
  const note = {
    ...CREDIT_NOTE,
    originals: [{ irn: "A-1" }, { text: "إيصال مفقود" }, { from: "2026-01-01", to: "2026-01-31" }],
  };
  const shown = receipt(note);
  expect(shown.originals).toEqual([
    "A-1",
    "إيصال مفقود",
    "الفواتير من 2026-01-01 إلى 2026-01-31 / Invoices from 2026-01-01 to 2026-01-31",
  ]);
  expect(shown.reason?.en).toBe("Goods or services returned");
});

test("receiptOf() prints a completed name as the document has it, and one unit's price", () => {
  const lines = [{ name: "007", quantity: "250", basePriceQuantity: "100", price: "4.00", vat: "S" }];
  expect(receipt({ ...EXAMPLE, lines, discounts: [], charges: [], payments: [] }).lines[0]).toMatchObject({
    name: { ar: "صنف 007", en: "" },
    unitPrice: "0.04",
    amount: "10.00",
  });
});

test("receiptOf() adds VAT to line amounts and document discounts where prices have none", () => {
  const lines = [{ name: "خبز", quantity: "2", price: "10.00", vat: "S" }];
  const shown = receipt({
    ...EXAMPLE,
    prices: "vat-exclusive",
    lines,
    discounts: [{ amount: "5.00" }],
    charges: [],
    payments: [],
  });
  expect(shown).toMatchObject({
    pricesIncludeVat: false,
    linesTotal: "23.00",
    discounts: [{ amount: "5.75" }],
    totalWithVat: "17.25",
  });
  expect(shown.lines[0]).toMatchObject({ unitPrice: "10.00", amount: "23.00" });
});
