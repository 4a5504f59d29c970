// Standard documents on a whole unit: cleared before they are invoices, held without a network, corrected, converted.
import { expect, test } from "vitest";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import type { ClearOutcome, IssueOutcome } from "../../agent/terminal.ts";
import { layCable } from "../support/cable.ts";
import { BUYER, standardSale } from "../support/standard-sale.ts";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

const BOTH = { unit: { functionalityMap: "1100" } };

const settled = async (outcome: IssueOutcome): Promise<ClearOutcome> =>
  outcome.kind === "clearing" ? await outcome.outcome : outcome;
const sell = (own: TestUnit, sale: unknown): Promise<ClearOutcome> => settled(own.unit.terminal.issue(sale));

async function sold(own: TestUnit, sale: unknown): Promise<StoredDocument> {
  const outcome = await sell(own, sale);
  if (outcome.kind !== "issued") throw new Error(JSON.stringify(outcome));
  return outcome.document;
}

const received = (own: TestUnit, call: string) =>
  own.simulator.admin.documents().filter((document) => document.call === call);

test("issue() clears a standard sale at once and keeps the authority's copy as the legal document", async () => {
  await using own = await openTestUnit(BOTH);
  const document = await sold(own, standardSale("b2b/1"));
  expect(document.state).toBe("cleared");
  const [cleared] = received(own, "clearance");
  expect(Buffer.from(cleared?.cleared ?? "", "base64").toString()).toBe(document.cleared?.xml);
  expect(Buffer.from(cleared?.xml ?? "", "base64").toString()).toBe(document.xml);
  expect(document.cleared?.qr).not.toBe(document.qr);
  expect(document.receipt.qr).toBe(document.cleared?.qr);
});

test("issue() opens no print job before the document is cleared, and one when it is", async () => {
  await using own = await openTestUnit(BOTH);
  own.simulator.admin.inject({ fault: "503", calls: ["clearance"], times: 1 });
  const outcome = await sell(own, standardSale("b2b/1"));
  if (outcome.kind !== "awaiting") throw new Error(outcome.kind);
  await own.unit.terminal.drainPrinter();
  expect(own.logged.filter((line) => line.includes('"printed"'))).toEqual([
    expect.stringContaining('"irn":"slip"') as unknown as string,
  ]);
  const { accepted } = await own.unit.terminal.flush();
  expect(accepted).toBe(1);
  await own.unit.terminal.drainPrinter();
  expect(own.logged.filter((line) => line.includes('"printed"')).at(-1)).toContain(outcome.document.link.irn);
  expect(received(own, "clearance")).toHaveLength(1);
});

test("issue() takes 208 after a lost answer for what it is: cleared once, copied once", async () => {
  await using own = await openTestUnit(BOTH);
  own.simulator.admin.inject({ fault: "reset-after", calls: ["clearance"], times: 1 });
  const outcome = await sell(own, standardSale("b2b/1"));
  expect(outcome.kind).toBe("awaiting");
  await own.unit.terminal.flush();
  const document = own.unit.terminal.findByIrn("INV-000001");
  expect(document).toMatchObject({ state: "cleared" });
  expect(own.unit.terminal.attempts(document as StoredDocument).map(({ status }) => status)).toEqual([0, 208]);
});

test("issue() sends the same standard document to reporting when clearance is off (303)", async () => {
  await using own = await openTestUnit(BOTH);
  own.simulator.admin.turn({ clearance: false });
  const document = await sold(own, standardSale("b2b/1"));
  expect(document.state).toBe("reported");
  expect(document.cleared).toBeUndefined();
  expect(received(own, "reporting").map(({ hash }) => hash)).toEqual([document.hash]);
});

test("a document reported while clearance was off is found there when its answer was lost and clearance is on again", async () => {
  await using own = await openTestUnit(BOTH);
  own.simulator.admin.turn({ clearance: false });
  own.simulator.admin.inject({ fault: "reset-after", calls: ["reporting"], times: 1 });
  expect((await sell(own, standardSale("b2b/1"))).kind).toBe("awaiting");
  own.simulator.admin.turn({ clearance: true });
  await own.unit.terminal.flush();
  const document = own.unit.terminal.findByIrn("INV-000001") as StoredDocument;
  expect(document.state).toBe("reported");
  expect(own.unit.terminal.attempts(document).map(({ status }) => status)).toEqual([303, 0, 208, 409]);
  expect(received(own, "reporting").map(({ hash }) => hash)).toEqual([document.hash]);
});

test("issue() answers a refused standard document with the authority's words; its counter value is used", async () => {
  await using own = await openTestUnit(BOTH);
  // The gateway's clock a day behind: our documents come from its future.
  own.simulator.admin.turn({ clockOffsetSeconds: -90_000 });
  const refused = await sell(own, standardSale("b2b/1"));
  if (refused.kind !== "rejected") throw new Error(refused.kind);
  expect(refused.violations.map(({ code }) => code)).toContain("BR-KSA-04");
  own.simulator.admin.turn({ clockOffsetSeconds: 0 });
  expect((await sold(own, standardSale("b2b/2"))).link).toMatchObject({
    icv: refused.document.link.icv + 1,
    pih: refused.document.hash,
  });
  expect((await sell(own, standardSale("b2b/1"))).kind).toBe("rejected");
});

test("issue() holds a standard sale without a network: no counter value, a slip, a document when it is back", async () => {
  await using cable = await layCable();
  await using own = await openTestUnit({ ...BOTH, gateway: { url: `${cable.origin}/e-invoicing/simulation` } }, cable);
  cable.pull();
  const held = await sell(own, standardSale("b2b/1"));
  expect(held.kind).toBe("held");
  expect((await sell(own, standardSale("b2b/1"))).kind).toBe("held");
  expect((await sell(own, standardSale("b2b/1", { note: "another" }))).kind).toBe("conflict");
  await sold(own, testSale("b2c/1"));
  const status = own.unit.terminal.status();
  expect([status.chain.icv, status.outbox.held]).toEqual([1, { waiting: 1, refused: 0 }]);
  await own.unit.terminal.drainPrinter();
  expect(own.logged.filter((line) => line.includes('"irn":"slip"'))).toHaveLength(1);
  await cable.plug();
  await own.unit.terminal.flush();
  expect(own.unit.terminal.list({ limit: 9 }).map(({ profile, link, state }) => [profile, link.icv, state])).toEqual([
    ["standard", 2, "cleared"],
    ["simplified", 1, "reported"],
  ]);
  expect(own.unit.terminal.status().outbox.held).toEqual({ waiting: 0, refused: 0 });
  expect((await sell(own, standardSale("b2b/1"))).kind).toBe("repeated");
});

test("issue() twice at the same time makes one document", async () => {
  await using own = await openTestUnit(BOTH);
  const [first, second] = await Promise.all([sell(own, standardSale("b2b/1")), sell(own, standardSale("b2b/1"))]);
  expect(first.kind).toBe("issued");
  expect(second).toMatchObject({ document: { id: "document" in first ? first.document?.id : 0 } });
  expect(own.unit.terminal.status().chain.icv).toBe(1);
});

test("convert() clears a tax invoice and credits the receipt; asked again it finds both", async () => {
  await using own = await openTestUnit(BOTH);
  const receipt = await sold(own, testSale("b2c/1"));
  const converted = await own.unit.terminal.convert(receipt.link.irn, { buyer: BUYER });
  if (converted?.kind !== "converted") throw new Error(JSON.stringify(converted));
  expect(converted.standard).toMatchObject({ profile: "standard", state: "cleared", totals: receipt.totals });
  expect(converted.credit).toMatchObject({ profile: "simplified", type: "credit-note" });
  expect(converted.credit.totals.gross).toBe(receipt.totals.gross);
  const again = await own.unit.terminal.convert(receipt.link.irn, { buyer: BUYER });
  expect(again).toMatchObject({ kind: "converted", credit: { id: converted.credit.id } });
  await own.unit.terminal.flush();
  expect(own.unit.terminal.status().outbox.pending).toBe(0);
});

test("convert() finishes by itself when the answer to the tax invoice was lost", async () => {
  await using own = await openTestUnit(BOTH);
  const receipt = await sold(own, testSale("b2c/1"));
  own.simulator.admin.inject({ fault: "reset-after", calls: ["clearance"], times: 1 });
  expect((await own.unit.terminal.convert(receipt.link.irn, { buyer: BUYER }))?.kind).toBe("awaiting");
  await own.unit.terminal.flush();
  expect(own.unit.terminal.list({ limit: 9 }).map(({ type }) => type)).toEqual(["credit-note", "invoice", "invoice"]);
});

test("correct() makes a refused document again: same number, time and amounts; new UUID, ICV and PIH", async () => {
  await using own = await openTestUnit(BOTH);
  own.simulator.admin.turn({ clockOffsetSeconds: -90_000 });
  const first = await sold(own, testSale("b2c/1"));
  await own.unit.terminal.flush();
  expect(own.unit.terminal.status().outbox.rejected).toBe(1);
  const again = await own.unit.terminal.correct(first.link.irn, false);
  await own.unit.terminal.flush();
  expect(await own.unit.terminal.correct(first.link.irn, false)).toMatchObject({
    kind: "refused",
    violations: [{ code: "unit/parked" }],
  });
  own.simulator.admin.turn({ clockOffsetSeconds: 0 });
  const third = await own.unit.terminal.correct(first.link.irn, true);
  if (again?.kind !== "issued" || third?.kind !== "issued") throw new Error(JSON.stringify([again, third]));
  expect(third.document).toMatchObject({
    generation: 3,
    totals: first.totals,
    link: { irn: first.link.irn, icv: 3, pih: again.document.hash, issuedAt: first.link.issuedAt },
  });
  await own.unit.terminal.flush();
  expect(own.unit.terminal.generations(first.link.irn).map(({ state }) => state)).toEqual([
    "rejected",
    "rejected",
    "reported",
  ]);
  expect(own.unit.terminal.status().outbox).toMatchObject({ rejected: 0, pending: 0 });
  expect(own.simulator.admin.chains().flatMap(({ findings }) => findings)).toEqual([]);
  const job = own.unit.terminal.reprint(third.document);
  expect(job).toMatchObject({ copy: 0 });
});
