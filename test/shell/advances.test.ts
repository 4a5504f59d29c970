// Advances against the ledger: each is taken off once, and the till is told how much is left.
import { expect, test } from "vitest";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import { BUYER, standardSale } from "../support/standard-sale.ts";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

const BOTH = { unit: { functionalityMap: "1100" } };
const LINES = [{ name: { ar: "مأدبة", en: "Banquet" }, quantity: "1", price: "115.00", vat: "S" }];

async function sold(own: TestUnit, sale: unknown): Promise<StoredDocument> {
  const outcome = own.unit.terminal.issue(sale);
  const settled = outcome.kind === "clearing" ? await outcome.outcome : outcome;
  if (settled.kind !== "issued") throw new Error(JSON.stringify(settled));
  return settled.document;
}

/** An advance of 100.00 without VAT. */
const advance = (reference: string, changes: object = {}) =>
  testSale(reference, {
    type: "prepayment",
    lines: LINES,
    payments: [{ means: "card", amount: "115.00" }],
    ...changes,
  });

/** An invoice of 115.00 that takes off an advance: all of it, or a part. */
function final(reference: string, { link }: StoredDocument, taxable?: string, changes: object = {}) {
  const { irn, uuid, issuedAt } = link;
  const amount = taxable === undefined ? "" : (Number(taxable) * 0.15).toFixed(2);
  const part = { uuid, issuedAt: `${issuedAt.date}T${issuedAt.time}`, groups: [{ vat: "S", taxable, amount }] };
  const prepaid = [{ irn, ...(taxable === undefined ? {} : part) }];
  return testSale(reference, { lines: LINES, payments: [{ means: "cash", amount: "115.00" }], prepaid, ...changes });
}

const refusalOf = (own: TestUnit, sale: unknown) => {
  const outcome = own.unit.terminal.issue(sale);
  if (outcome.kind !== "refused") throw new Error(outcome.kind);
  return outcome.violations.map(({ code, path, message }) => [code, path, message.en, message.ar] as const);
};

test("an advance taken off by one sale is refused to the next, which is told that nothing is left", async () => {
  await using own = await openTestUnit();
  const paid = await sold(own, advance("a/1"));
  expect((await sold(own, final("f/1", paid))).totals).toMatchObject({ prepaid: "115.00", payable: "0.00" });
  const [code, path, en, ar] = refusalOf(own, final("f/2", paid))[0] ?? [];
  expect([code, path]).toEqual(["advance/exceeded", "prepaid[0]"]);
  expect(en).toContain("only 0.00 with VAT is left");
  expect(ar).toContain("0.00");
  expect(own.unit.terminal.quote(final("f/3", paid)).ok).toBe(false);
});

test("an advance is taken off in parts, up to what is left and no further", async () => {
  await using own = await openTestUnit();
  const paid = await sold(own, advance("a/1"));
  await sold(own, final("f/1", paid, "60.00"));
  expect(refusalOf(own, final("f/2", paid, "40.10"))[0]?.[2]).toContain("only 46.00");
  expect(refusalOf(own, final("f/3", paid))[0]?.[2]).toContain("only 46.00");
  expect((await sold(own, final("f/4", paid, "40.00"))).totals.prepaid).toBe("46.00");
});

test("an advance refunded by a credit note, or of which an invoice was given back, is reckoned so", async () => {
  await using own = await openTestUnit();
  const credit = (reference: string, { link: { irn } }: StoredDocument, price: string) =>
    testSale(reference, {
      type: "credit-note",
      originals: [{ irn }],
      reason: "returned",
      lines: [{ ...LINES[0], price, original: { irn, line: 1 } }],
      payments: [],
    });
  const paid = await sold(own, advance("a/1"));
  const invoice = await sold(own, final("f/1", paid));
  expect(refusalOf(own, final("f/2", paid))[0]?.[0]).toBe("advance/exceeded");
  await sold(own, credit("c/1", invoice, "115.00"));
  await sold(own, credit("c/2", paid, "15.00"));
  expect(refusalOf(own, final("f/3", paid))[0]?.[2]).toContain("only 100.00");
});

test("an advance the authority refused, one not cleared, another document and another currency are refused", async () => {
  await using own = await openTestUnit(BOTH);
  const { terminal } = own.unit;
  own.simulator.admin.turn({ clockOffsetSeconds: -90_000 });
  const rejected = await sold(own, advance("a/1"));
  await terminal.flush();
  own.simulator.admin.turn({ clockOffsetSeconds: 0 });
  expect(refusalOf(own, final("f/1", rejected))[0]?.[0]).toBe("advance/rejected");
  expect((await terminal.correct(rejected.link.irn, false))?.kind).toBe("issued");

  own.simulator.admin.inject({ fault: "reset-before", calls: ["clearance"], times: 1 });
  const waiting = terminal.issue(advance("a/2", { profile: "standard", buyer: BUYER }));
  const outcome = waiting.kind === "clearing" ? await waiting.outcome : waiting;
  if (outcome.kind !== "awaiting") throw new Error(outcome.kind);
  expect(refusalOf(own, final("f/2", outcome.document))[0]?.[0]).toBe("advance/not-cleared");

  const paid = await sold(own, advance("a/3"));
  const forged = { ...paid, link: { ...paid.link, uuid: rejected.link.uuid } };
  expect(refusalOf(own, final("f/3", forged, "10.00"))[0]?.slice(0, 2)).toEqual([
    "advance/other-document",
    "prepaid[0].uuid",
  ]);
  const dollars = await sold(own, advance("a/4", { currency: "USD", exchangeRate: "3.75" }));
  expect(refusalOf(own, final("f/4", dollars))[0]?.[2]).toBe("the advance is in USD, the invoice in SAR");
  const inDollars = { currency: "USD", exchangeRate: "3.75" };
  expect((await sold(own, final("f/5", dollars, undefined, inDollars))).totals.payable).toBe("0.00");
});

test("an advance that an older system issued is taken off as the till says", async () => {
  await using own = await openTestUnit(BOTH);
  const older = {
    irn: "OLD-1",
    uuid: "8e6000cf-1a98-4174-b3e7-b5d5954bc10d",
    issuedAt: "2026-01-05T10:00:00",
    groups: [{ vat: "S", taxable: "100.00", amount: "15.00" }],
  };
  const sale = (reference: string) => standardSale(reference, { lines: LINES, payments: [], prepaid: [older] });
  expect((await sold(own, sale("o/1"))).totals.prepaid).toBe("115.00");
  expect((await sold(own, sale("o/2"))).totals.prepaid).toBe("115.00");
});
