// The audit of a live ledger over the API: beside sales, one at a time, told by events, and what it says of a touched one.
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import type { AuditState } from "../../agent/core/chain/audit-state.ts";
import type { TerminalEvent } from "../../agent/terminal.ts";
import { tamper } from "../support/tamper.ts";
import { testSale } from "../support/unit.ts";
import { jsonOf, type OpenApi, openApiUnit } from "./door.ts";

const OVER_SOCKET = { socket: true };
const SALES = 12;

async function sold(): Promise<OpenApi> {
  const open = await openApiUnit();
  for (let n = 1; n <= SALES; n += 1) open.unit.unit.terminal.issue(testSale(`till/${n}`));
  return open;
}

const stateNow = async ({ send }: OpenApi): Promise<AuditState> =>
  jsonOf(await send("GET", "/v1/audit", OVER_SOCKET)) as AuditState;

async function audited(open: OpenApi): Promise<AuditState> {
  expect((await open.send("POST", "/v1/audit", OVER_SOCKET)).status).toBe(202);
  await expect.poll(async () => (await stateNow(open)).state).not.toBe("running");
  return stateNow(open);
}

/** Changes what stands in the ledger's file, past the triggers that forbid it. */
function touch({ unit }: OpenApi, change: (database: Sqlite.Database) => void): void {
  const database = new Sqlite(join(unit.config.state.folder, "ledger.db"));
  change(database);
  database.close();
}

test("POST /v1/audit checks everything while the till sells on, one audit at a time", async () => {
  await using open = await sold();
  const { terminal } = open.unit.unit;
  const told: TerminalEvent[] = [];
  terminal.listen((event) => void (event.event === "audit" && told.push(event)));
  expect(await stateNow(open)).toEqual({ state: "none" });
  const first = jsonOf(await open.send("POST", "/v1/audit", OVER_SOCKET));
  expect(first).toMatchObject({ state: "running", by: "local operator", checked: 0, total: expect.any(Number) });
  expect(first.total).toBeGreaterThan(SALES);
  const second = jsonOf(await open.send("POST", "/v1/audit", OVER_SOCKET));
  expect(second.startedAt).toBe(first.startedAt);
  expect(terminal.issue(testSale("till/meanwhile"))).toMatchObject({ kind: "issued" });
  await expect.poll(async () => (await stateNow(open)).state).toBe("intact");
  const end = await stateNow(open);
  if (end.state !== "intact") throw new Error(`it is ${end.state}`);
  expect(end.documents).toBeGreaterThanOrEqual(SALES);
  expect(end.activities).toBeGreaterThan(SALES);
  expect(told.at(0)?.facts).toMatchObject({ state: "running" });
  expect(told.at(-1)?.facts).toMatchObject({ state: "intact" });
  const noted = terminal.activity(undefined, 50).filter(({ action }) => action === "audit");
  expect(noted.map(({ result }) => result)).toEqual(["intact", "begun"]);
});

test("an audit names the first document that was changed, in both languages, with what to do", async () => {
  await using open = await sold();
  touch(open, (database) => tamper(database, 4, "32.00", "23.00"));
  const state = await audited(open);
  if (state.state !== "broken") throw new Error(`it is ${state.state}`);
  expect(state.broken.at).toMatchObject({ icv: 4, irn: "INV-000004", link: "invoice-hash" });
  expect(state.broken.what.ar).toContain("INV-000004");
  expect(state.broken.what.en).toContain("INV-000004");
  expect(state.broken.fix.ar).toMatch(/\p{Script=Arabic}/u);
  expect((await open.unit.unit.terminal.doctor()).find(({ check }) => check === "audit")).toMatchObject({
    state: "bad",
  });
});

test("an audit names the row of the activity log that was changed", async () => {
  await using open = await sold();
  touch(open, (database) =>
    database.exec("DROP TRIGGER activity_is_final; UPDATE activity SET actor = 'nobody' WHERE id = 5"),
  );
  expect(await audited(open)).toMatchObject({ state: "broken", broken: { at: { row: 5 } } });
});

test("an audit is for who may examine: a till may not begin or read it", async () => {
  await using open = await sold();
  const till = { authorization: `Bearer ${open.unit.unit.terminal.pair("till 7")}` };
  const auditor = { authorization: `Bearer ${open.unit.unit.terminal.pair("accountant", "auditor")}` };
  expect((await open.send("POST", "/v1/audit", { headers: till })).status).toBe(403);
  expect((await open.send("GET", "/v1/audit", { headers: till })).status).toBe(403);
  expect((await open.send("POST", "/v1/audit", { headers: auditor })).status).toBe(202);
  await expect.poll(async () => (await stateNow(open)).state).toBe("intact");
});

test("a terminal that closes ends the audit under way", async () => {
  const open = await sold();
  open.unit.unit.terminal.startAudit();
  await open[Symbol.asyncDispose]();
  expect(open.bugs).toEqual([]);
});
