// A backup taken beside a selling unit, and what a unit may do when it stands in the ledger's place.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { openUnit } from "../../agent/wire.ts";
import { writeConfig } from "../../config/write.ts";
import { makeOlder } from "../faults/older-ledger.ts";
import { khatm } from "../support/khatm.ts";
import { tamper } from "../support/tamper.ts";
import { openTestUnit, TEST_VAT, type TestUnit, testAnswers, testSale } from "../support/unit.ts";

const quiet = { log: () => undefined, credentials: undefined };

/** A unit with two sales and a backup of them. */
async function backedUp(changes: Readonly<Record<string, object>> = {}) {
  const own = await openTestUnit(changes);
  const config = join(own.folder, "khatm.toml");
  writeFileSync(config, writeConfig(testAnswers(own.simulator.url, changes)));
  for (const n of [1, 2]) own.unit.terminal.issue(testSale(`till/${n}`));
  const file = join(own.folder, "backup.khatm");
  const run = (...args: readonly string[]) => khatm(["--config", config, ...args]);
  expect(await run("backup", "--out", file)).toMatchObject({ code: 0, out: expect.stringContaining("SHA-256") });
  return { own, file, run };
}

/** Ends what is left of a unit that was closed already. */
async function over({ simulator, folder }: TestUnit): Promise<void> {
  await simulator.close();
  rmSync(folder, { recursive: true });
}

/** Sells on, stops, and puts the backup back. */
async function restored({ own, file, run }: Awaited<ReturnType<typeof backedUp>>) {
  await own.unit.close();
  const outcome = await run("restore", file);
  return { outcome, unit: openUnit(own.config, quiet) };
}

test("a backup is whole, private and holds no key; restore refuses while the ledger is held", async () => {
  const { own, file, run } = await backedUp();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(new Sqlite(file, { readonly: true }).prepare("SELECT count(*) FROM document").pluck().get()).toBe(2);
  expect((await run("backup", "--out", file)).code).toBe(2);
  expect(await run("restore", file)).toMatchObject({ code: 75 });
  await own[Symbol.asyncDispose]();
});

test("a restored ledger issues nothing under the old CSID; after renewal a new chain begins", async () => {
  const backed = await backedUp();
  const { own } = backed;
  own.unit.terminal.issue(testSale("till/3"));
  const { outcome, unit } = await restored(backed);
  expect(outcome).toMatchObject({ code: 0, out: expect.stringContaining("khatm renew") });
  expect(readdirSync(own.config.state.folder).some((name) => name.startsWith("ledger.db.replaced-"))).toBe(true);
  expect(unit.terminal.status()).toMatchObject({ ready: false, chain: { icv: 2, closed: expect.any(String) } });
  expect(() => unit.terminal.issue(testSale("till/4"))).toThrow(expect.objectContaining({ code: "chain-broken" }));
  const renewal = await unit.terminal.renew(own.simulator.admin.otp(TEST_VAT), () => undefined);
  expect(renewal.ok).toBe(true);
  // INV-000003 went out before: a number is never used twice.
  expect(unit.terminal.issue(testSale("till/4"))).toMatchObject({
    kind: "issued",
    document: { link: { icv: 1, irn: "INV-100001" } },
  });
  expect(outcome.out).toContain("INV-100001, Z 1001");
  await unit.close();
  await over(own);
});

test("a second copy that ends where the backup does proves it: the chain goes on", async () => {
  const secondCopy = "copy/ledger.khatm";
  const backed = await backedUp({ state: { folder: "state", secondCopy } });
  const { own } = backed;
  expect(own.config.state.secondCopy).toBeDefined();
  mkdirSync(join(own.folder, "copy"), { recursive: true });
  own.unit.terminal.issue(testSale("till/3"));
  await expect.poll(() => own.unit.terminal.status().storage.secondCopy.state).toBe("good");
  const again = join(own.folder, "level.khatm");
  expect((await backed.run("backup", "--out", again)).code).toBe(0);
  const level = await restored({ ...backed, file: again });
  expect(level.outcome.out).toContain("the chain goes on");
  expect(level.unit.terminal.issue(testSale("till/4"))).toMatchObject({
    document: { link: { icv: 4, irn: "INV-000004" } },
  });
  await expect.poll(() => level.unit.terminal.status().storage.secondCopy.state).toBe("good");
  await level.unit.close();
  const { out } = await backed.run("restore", backed.file);
  expect(out).toContain("khatm renew");
  const [aside = ""] = /\S+ledger\.khatm\.replaced-\S+/.exec(out) ?? [];
  expect(readFileSync(aside, "utf8")).toContain("INV-000004");
  const older = openUnit(own.config, quiet);
  expect(() => older.terminal.issue(testSale("till/5"))).toThrow(expect.objectContaining({ code: "chain-broken" }));
  expect((await older.terminal.renew(own.simulator.admin.otp(TEST_VAT), () => undefined)).ok).toBe(true);
  expect(older.terminal.issue(testSale("till/5"))).toMatchObject({ document: { link: { icv: 1, irn: "INV-100001" } } });
  await expect.poll(() => older.terminal.status().storage.secondCopy.state).toBe("good");
  await older.close();
  await over(own);
});

test("a damaged backup takes nothing's place", async () => {
  const backed = await backedUp();
  const { own, file, run } = backed;
  await own.unit.close();
  const damaged = join(own.folder, "damaged.khatm");
  copyFileSync(file, damaged);
  const database = new Sqlite(damaged);
  tamper(database, 1, "32.00", "23.00");
  database.close();
  expect(await run("restore", damaged)).toMatchObject({ code: 1, notes: expect.stringContaining("ICV 1") });
  expect(existsSync(join(own.config.state.folder, "ledger.db.restored"))).toBe(false);
  const unit = openUnit(own.config, quiet);
  expect(unit.terminal.issue(testSale("till/3"))).toMatchObject({ document: { link: { icv: 3 } } });
  await unit.close();
  await over(own);
});

test("a backup of an older version is verified, and restored as a ledger of this one", async () => {
  const backed = await backedUp();
  const { own, file, run } = backed;
  makeOlder(file, 6);
  expect(await run("verify", file)).toMatchObject({ code: 0, out: expect.stringContaining("intact: 2 documents") });
  own.unit.terminal.issue(testSale("till/3"));
  const { outcome, unit } = await restored(backed);
  expect(outcome).toMatchObject({ code: 0, out: expect.stringContaining("restored: 2 documents") });
  expect(unit.terminal.status()).toMatchObject({ chain: { icv: 2, closed: expect.any(String) } });
  expect(readdirSync(own.config.state.folder).filter((name) => name.startsWith("khatm-older-"))).toEqual([]);
  await unit.close();
  await over(own);
});
