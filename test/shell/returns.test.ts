// Returns against the ledger: never more than was sold, and the till is told how much is left.
import { afterAll, beforeAll, expect, test } from "vitest";
import { BUYER } from "../support/standard-sale.ts";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

let unit: TestUnit;
beforeAll(async () => {
  unit = await openTestUnit();
});
afterAll(() => unit[Symbol.asyncDispose]());

const note = (reference: string, irn: string, quantity: string, original: object = {}) => ({
  ...testSale(reference),
  type: "credit-note",
  originals: [{ irn }],
  reason: "returned",
  lines: [
    {
      name: { ar: "فلات وايت", en: "Flat white" },
      quantity,
      price: "16.00",
      vat: "S",
      original: { irn, line: 1, ...original },
    },
  ],
  payments: [],
});

test("a document is credited line by line until nothing is left", () => {
  const { terminal } = unit.unit;
  const sold = terminal.issue(testSale("sold"));
  if (sold.kind !== "issued") throw new Error(sold.kind);
  const { irn } = sold.document.link;
  expect(terminal.issue(note("back/1", irn, "1")).kind).toBe("issued");

  const tooMuch = terminal.issue(note("back/2", irn, "2"));
  expect(tooMuch).toMatchObject({
    kind: "refused",
    violations: expect.arrayContaining([
      expect.objectContaining({
        code: "return/line-exceeded",
        path: "lines[0]",
        message: expect.objectContaining({ en: expect.stringContaining("16.00") }),
      }),
    ]),
  });
  expect(terminal.issue(note("back/3", irn, "1", { line: 9 }))).toMatchObject({
    kind: "refused",
    violations: [expect.objectContaining({ code: "return/no-such-line" })],
  });

  expect(terminal.issue(note("back/4", irn, "1")).kind).toBe("issued");
  expect(terminal.issue(note("back/5", irn, "0.001")).kind).toBe("refused");
  expect(terminal.status().chain.icv).toBe(3);
});

test("a note on a document this ledger does not know is issued: an older system may have made it", () => {
  expect(unit.unit.terminal.issue(note("older", "OLD-88213", "5")).kind).toBe("issued");
});

const named = (reference: string, original: object, more: object = {}) => ({
  ...note(reference, "-", "1"),
  lines: [{ name: { ar: "فلات وايت", en: "Flat white" }, quantity: "0.125", price: "16.00", vat: "S" }],
  originals: [original],
  ...more,
});
const codes = (of: readonly { readonly code: string; readonly path: string }[]) =>
  of.map(({ code, path }) => `${code} ${path}`);

function answer(own: TestUnit, sale: object) {
  const outcome = own.unit.terminal.issue(sale);
  if (outcome.kind === "refused") return codes(outcome.violations);
  if (outcome.kind === "issued") return codes(outcome.document.warnings);
  throw new Error(outcome.kind);
}

test("a note is held against the document it names, as the ledger has it", async () => {
  await using own = await openTestUnit({ unit: { functionalityMap: "1100" } });
  const { terminal } = own.unit;
  const sold = terminal.issue(testSale("sold"));
  if (sold.kind !== "issued") throw new Error(sold.kind);
  const { irn, uuid } = sold.document.link;
  const back = terminal.issue(named("back", { irn, uuid }));
  if (back.kind !== "issued") throw new Error(back.kind);
  expect(back.document.warnings).toEqual([]);

  const strange = "8e6000cf-1a98-4174-b3e7-b5d5954bc10d";
  expect(answer(own, named("n/1", { irn, uuid: strange }))).toEqual(["return/uuid originals[0].uuid"]);
  const ofNote = named("n/2", { irn: back.document.link.irn });
  expect(answer(own, ofNote)).toEqual(["return/of-a-credit-note originals[0].irn"]);
  expect(terminal.quote(ofNote).ok).toBe(false);
  expect(answer(own, named("n/3", { irn }, { profile: "standard", buyer: BUYER }))).toEqual([
    "return/profile originals[0].irn",
  ]);
  expect(terminal.status().chain.icv).toBe(2);
});

test("a debit note undoes a credit note, on the invoice of both", async () => {
  await using own = await openTestUnit();
  const sold = own.unit.terminal.issue(testSale("sold"));
  if (sold.kind !== "issued") throw new Error(sold.kind);
  const { irn } = sold.document.link;
  expect(answer(own, named("back", { irn }))).toEqual([]);
  expect(answer(own, named("undone", { irn }, { type: "debit-note" }))).toEqual([]);
});

test("a number the unit would give, and never gave, is sold on with a warning", async () => {
  await using own = await openTestUnit();
  expect(answer(own, named("n/1", { irn: "INV-000777" }))).toEqual(["return/unknown-original originals[0].irn"]);
  expect(answer(own, named("n/2", { irn: "INV-777" }))).toEqual([]);
});

test("a till that has the UUID of a refused document, made again since, gives back all the same", async () => {
  await using own = await openTestUnit();
  own.simulator.admin.turn({ clockOffsetSeconds: -90_000 });
  const first = own.unit.terminal.issue(testSale("sold"));
  if (first.kind !== "issued") throw new Error(first.kind);
  await own.unit.terminal.flush();
  own.simulator.admin.turn({ clockOffsetSeconds: 0 });
  const { irn, uuid } = first.document.link;
  expect((await own.unit.terminal.correct(irn, false))?.kind).toBe("issued");
  expect(answer(own, named("back", { irn, uuid }))).toEqual(["return/uuid originals[0].uuid"]);
  expect(own.unit.terminal.status().chain.icv).toBe(3);
});
