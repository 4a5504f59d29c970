// The paper loop of a whole unit: one paper that cannot be drawn stops neither the next one nor the unit.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { openTestUnit, testSale } from "../support/unit.ts";

test("drainPrinter() passes over a paper that cannot be drawn, with an alarm, and prints the next", async () => {
  await using own = await openTestUnit();
  const database = new Sqlite(join(own.folder, "state", "ledger.db"));
  // A slip as a damaged row would hold it: nothing a raster can draw.
  database.exec(`INSERT INTO print_job (slip, copy, state, at) VALUES ('{"form":"slip"}', 0, 'queued', ${Date.now()})`);
  own.unit.terminal.issue(testSale("paper/1"));
  await own.unit.terminal.drainPrinter();
  const states = database.prepare("SELECT state FROM print_job ORDER BY id").pluck().all();
  database.close();
  expect(states).toEqual(["failed", expect.stringMatching(/^(sent|confirmed|unconfirmed)$/)]);
  expect(own.logged.filter((line) => line.includes('"alarm":"paper-failed"'))).toHaveLength(1);
  expect(own.unit.stuck()).toBeUndefined();
});
