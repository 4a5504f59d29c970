// What a note may refer to, as far as the ledger knows it (documents.md C9).
import { expect, test } from "vitest";
import { parseUuid, type Uuid } from "../../../agent/core/ids.ts";
import type { Profile } from "../../../agent/core/invoice/draft.ts";
import { type KnownOriginal, originalFindings } from "../../../agent/core/invoice/note-originals.ts";
import { priced } from "../../support/pricing.ts";
import type { Json } from "../../support/sale-lines.ts";

const uuid = (last: string): Uuid => {
  const parsed = parseUuid(`8e6000cf-1a98-4174-b3e7-b5d5954bc10${last}`);
  if (parsed === undefined) throw new Error("the test's own UUID");
  return parsed;
};

const RECEIPT: KnownOriginal = {
  type: "invoice",
  profile: "simplified",
  uuid: uuid("d"),
  refused: [uuid("a")],
  refersTo: [],
};

function findings(original: Json, document: KnownOriginal | undefined, more: Json = {}) {
  const lines = [{ name: "خبز", quantity: "1", price: "10.00", vat: "S" }];
  const { sale } = priced({ reference: "n", type: "credit-note", originals: [original], reason: "x", lines, ...more });
  const known = new Map(document === undefined ? [] : [["INV-1", document]]);
  return originalFindings(sale, { known, isOwnForm: (irn) => irn.startsWith("INV-") });
}

const told = (original: Json, document?: KnownOriginal, more?: Json) =>
  findings(original, document, more).map(({ severity, code, path }) => `${severity} ${code} ${path}`);

test("a receipt named as it is has nothing to be told", () => {
  expect(told({ irn: "INV-1" }, RECEIPT)).toEqual([]);
  expect(told({ irn: "INV-1", uuid: uuid("d") }, RECEIPT)).toEqual([]);
  expect(told({ irn: "INV-1" }, { ...RECEIPT, type: "debit-note" })).toEqual([]);
  expect(told({ irn: "INV-1" }, { ...RECEIPT, type: "prepayment" })).toEqual([]);
});

test.each(["credit-note", "debit-note"])("a %s on a credit note is refused, and told what that one is on", (type) => {
  const note: KnownOriginal = { ...RECEIPT, type: "credit-note", refersTo: ["INV-7", "till 3"] };
  expect(told({ irn: "INV-1" }, note, { type })).toEqual(["error return/of-a-credit-note originals[0].irn"]);
  expect(findings({ irn: "INV-1" }, note)[0]?.message.en).toContain("INV-7, till 3");
});

const PROFILES: readonly (readonly [Profile, Profile])[] = [
  ["simplified", "standard"],
  ["standard", "simplified"],
];

const BUYER = {
  name: "شركة",
  vat: "399999999800003",
  address: { street: "العليا", building: "1111", district: "المروج", city: "الرياض", postalCode: "12222" },
};

test.each(PROFILES)("a %s note on a %s document is refused, and told which it must be", (profile, own) => {
  const found = findings({ irn: "INV-1" }, { ...RECEIPT, profile: own }, { profile, buyer: BUYER });
  expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["error return/profile"]);
  expect(found[0]?.fix.en).toContain(`"${own}"`);
});

test("another UUID is refused with the right one", () => {
  const [found, ...others] = findings({ irn: "INV-1", uuid: uuid("e") }, RECEIPT);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ severity: "error", code: "return/uuid", path: "originals[0].uuid" });
  for (const text of [found?.message.en, found?.message.ar, found?.fix.en, found?.fix.ar])
    expect(text).toContain(uuid("d"));
});

test("the UUID of a document that was refused and made again stops no return", () => {
  expect(told({ irn: "INV-1", uuid: uuid("a") }, RECEIPT)).toEqual(["warning return/uuid originals[0].uuid"]);
});

test("where the ledger does not know the UUID, none is judged", () => {
  expect(told({ irn: "INV-1", uuid: uuid("e") }, { ...RECEIPT, uuid: undefined })).toEqual([]);
});

test("a number of the unit's own form that its ledger lacks is told; any other, and words, are not", () => {
  expect(told({ irn: "INV-9" })).toEqual(["warning return/unknown-original originals[0].irn"]);
  expect(told({ irn: "OLD-9" })).toEqual([]);
  expect(told({ text: "INV-9" })).toEqual([]);
  expect(told({ from: "2026-01-01", to: "2026-01-31" })).toEqual([]);
});

test("an invoice has no originals to look at", () => {
  const { sale } = priced({ reference: "i", lines: [{ name: "خبز", quantity: "1", price: "10.00", vat: "S" }] });
  expect(originalFindings(sale, { known: new Map(), isOwnForm: () => true })).toEqual([]);
});
