// What is proven when the terminal opens: what came since the mark, and that the mark's own document is there. What lies
// below is proven by the full audit.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { openUnit, type Unit } from "../../agent/wire.ts";
import { auditLedger } from "../../agent/work/audit-ledger.ts";
import { tamper } from "../support/tamper.ts";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

const pathOf = (own: TestUnit): string => join(own.config.state.folder, "ledger.db");

function changing(own: TestUnit, change: (database: Sqlite.Database) => void): void {
  const database = new Sqlite(pathOf(own));
  change(database);
  database.close();
}

/** Sells, closes, changes the ledger and opens it again. */
async function reopened(own: TestUnit, change: (database: Sqlite.Database) => void) {
  for (const n of [1, 2, 3]) own.unit.terminal.issue(testSale(`till/${n}`));
  await own.unit.close();
  changing(own, change);
  const logged: string[] = [];
  const unit = openUnit(own.config, {
    log: (event, facts) => void logged.push(JSON.stringify({ event, ...facts })),
    credentials: undefined,
  });
  return { unit, logged, sell: () => sellOne(unit) };
}

const sellOne = (unit: Unit) => unit.terminal.issue(testSale("till/next"));

test("a document below the mark that was changed is found by the full audit", async () => {
  await using own = await openTestUnit();
  const { unit, sell } = await reopened(own, (database) => tamper(database, 2, "32.00", "23.00"));
  expect(sell()).toMatchObject({ document: { link: { icv: 4 } } });
  await unit.close();
  const database = openDatabase(pathOf(own));
  expect(auditLedger(createLedger(database)).broken).toMatchObject({ icv: 2, link: "invoice-hash" });
  database.close();
});

test("amounts that lists and reports are made from are held against the document's own", async () => {
  await using own = await openTestUnit();
  const { unit } = await reopened(own, (database) => tamper(database, 2, "32.00", "23.00", "others"));
  await unit.close();
  const database = openDatabase(pathOf(own));
  expect(auditLedger(createLedger(database)).broken).toMatchObject({ icv: 2, link: "row" });
  database.close();
});

test("bytes that can no longer be restored are named by the full audit", async () => {
  await using own = await openTestUnit();
  const { unit } = await reopened(own, (database) => {
    database.exec("DROP TRIGGER document_is_final; UPDATE document SET packed = x'00112233' WHERE icv = 2");
  });
  const { irn } = unit.terminal.list({ limit: 1 })[0]?.link ?? {};
  expect(irn).toBe("INV-000003");
  await unit.close();
  const database = openDatabase(pathOf(own));
  expect(auditLedger(createLedger(database)).broken).toMatchObject({ icv: 2, irn: "INV-000002", link: "bytes" });
  database.close();
});

test("without a mark the newest documents are proven before the terminal issues, and a changed one stops it", async () => {
  await using own = await openTestUnit();
  const { unit, sell, logged } = await reopened(own, (database) => {
    database.exec("DELETE FROM audited");
    tamper(database, 2, "32.00", "23.00");
  });
  expect(sell).toThrow(expect.objectContaining({ code: "chain-broken" }));
  expect(unit.terminal.status()).toMatchObject({ ready: false, chain: { closed: expect.stringContaining("ICV 2") } });
  expect(unit.terminal.list({ limit: 9 }).length).toBe(3);
  expect(logged.join()).toContain("chain-broken");
  await unit.close();
});

test.each([
  ["changed", "UPDATE audited SET sealed = substr(sealed, 1, 30) || 'AAAA' || substr(sealed, 35)"],
  ["no seal at all", `UPDATE audited SET sealed = '{"chains":{},"activity":{"id":0,"hash":"0"}}'`],
])("a mark that is %s proves nothing, and is told", async (_how, sql) => {
  await using own = await openTestUnit();
  const { unit, sell, logged } = await reopened(own, (database) => {
    database.exec(sql);
    tamper(database, 2, "32.00", "23.00");
  });
  expect(logged.join()).toContain("audit-mark-changed");
  expect(sell).toThrow(expect.objectContaining({ code: "chain-broken" }));
  await unit.close();
});

test("a ledger that lost the document of its mark issues nothing", async () => {
  await using own = await openTestUnit();
  const { unit, sell } = await reopened(own, (database) => {
    database.pragma("foreign_keys = OFF");
    database.exec("DROP TRIGGER document_stays; DELETE FROM document WHERE icv = 3");
  });
  expect(sell).toThrow(expect.objectContaining({ code: "chain-broken" }));
  await unit.close();
});
