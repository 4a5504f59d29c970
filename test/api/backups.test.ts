// Backups over the API: only into the folder of the configuration, beside sales, and what status and doctor say of them.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openReadOnly } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { auditLedger } from "../../agent/work/audit-ledger.ts";
import { testSale } from "../support/unit.ts";
import { jsonOf, type OpenApi, openApiUnit } from "./door.ts";

const OVER_SOCKET = { socket: true };
const DAY_SECONDS = 86_400;

const make = ({ send }: OpenApi) => send("POST", "/v1/backups", OVER_SOCKET);
const folderNow = async ({ send }: OpenApi) => jsonOf(await send("GET", "/v1/backups", OVER_SOCKET));
const checked = async ({ unit }: OpenApi) =>
  (await unit.unit.terminal.doctor()).find(({ check }) => check === "backup");

test("POST /v1/backups writes a whole ledger into the state folder's own place, with its hash beside it", async () => {
  await using open = await openApiUnit();
  const { terminal } = open.unit.unit;
  const folder = join(open.unit.config.state.folder, "backups");
  expect(await folderNow(open)).toEqual({ folder, state: "none" });
  expect(existsSync(folder)).toBe(false);
  expect(await checked(open)).toMatchObject({ state: "good" });
  for (const n of [1, 2]) terminal.issue(testSale(`till/${n}`));
  expect(await checked(open)).toMatchObject({ state: "warning", remedy: { ar: expect.any(String) } });
  expect(terminal.status().storage.backup).toEqual({ state: "none" });
  const answer = await make(open);
  expect(answer.status).toBe(201);
  const made = jsonOf(answer);
  const file = join(folder, made.name);
  expect(statSync(file)).toMatchObject({ size: made.bytes });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(execFileSync("sha256sum", ["-c", `${made.name}.sha256`], { cwd: folder, encoding: "utf8" })).toContain("OK");
  const backup = openReadOnly(file);
  expect(auditLedger(createLedger(backup)).chains).toMatchObject([{ documents: 2 }]);
  backup.close();
  expect(await folderNow(open)).toMatchObject({ state: "good", newest: { name: made.name, sha256: made.sha256 } });
  expect(terminal.status().storage.backup).toMatchObject({ state: "good", at: expect.any(Number) });
  expect(await checked(open)).toMatchObject({ state: "good" });
  expect(terminal.activity(undefined, 1)).toMatchObject([{ action: "backup", subject: made.name, result: "done" }]);
});

test("two who ask at once get one backup, and a sale meanwhile is issued", async () => {
  await using open = await openApiUnit();
  const { terminal } = open.unit.unit;
  terminal.issue(testSale("till/1"));
  const [one, other] = [make(open), make(open)];
  expect(terminal.issue(testSale("till/2"))).toMatchObject({ kind: "issued" });
  expect([(await one).status, (await other).status]).toEqual([201, 201]);
  const files = readdirSync(join(open.unit.config.state.folder, "backups")).filter((name) => name.endsWith(".db"));
  expect(files.length).toBeLessThanOrEqual(2);
  expect(files.every((name) => statSync(join(open.unit.config.state.folder, "backups", name)).size > 0)).toBe(true);
});

test("an old backup is said to be old, whoever made it, and a file that is none does not count", async () => {
  await using open = await openApiUnit();
  open.unit.unit.terminal.issue(testSale("till/1"));
  const { name } = jsonOf(await make(open));
  const folder = join(open.unit.config.state.folder, "backups");
  const nineDaysAgo = Date.now() / 1000 - 9 * DAY_SECONDS;
  utimesSync(join(folder, name), nineDaysAgo, nineDaysAgo);
  writeFileSync(join(folder, "notes.db"), "no ledger");
  expect(await folderNow(open)).toMatchObject({ state: "old", newest: { name } });
  expect(await checked(open)).toMatchObject({ state: "warning", found: { en: "9 days ago" } });
});

test("a folder on another medium is never made in its place: without it the backup is refused with what to do", async () => {
  await using open = await openApiUnit({ state: { folder: "state", backups: "media/backups" } });
  const folder = join(open.unit.folder, "media", "backups");
  expect(await folderNow(open)).toEqual({ folder, state: "absent" });
  const refused = await make(open);
  expect(refused.status).toBe(503);
  expect(jsonOf(refused)).toMatchObject({
    code: "backup-folder-absent",
    titles: { ar: expect.stringMatching(/مجلد/) },
  });
  expect(existsSync(folder)).toBe(false);
  expect(await checked(open)).toMatchObject({ state: "warning" });
  mkdirSync(folder, { recursive: true });
  expect((await make(open)).status).toBe(201);
  const [list = ""] = readdirSync(folder).filter((name) => name.endsWith(".sha256"));
  expect(readFileSync(join(folder, list), "utf8")).toMatch(/^[0-9a-f]{64} {2}khatm-.*\.db\n$/);
});

test("only an owner makes or sees backups", async () => {
  await using open = await openApiUnit();
  for (const role of ["till", "auditor"] as const) {
    const headers = { authorization: `Bearer ${open.unit.unit.terminal.pair(role, role)}` };
    expect((await open.send("POST", "/v1/backups", { headers })).status).toBe(403);
    expect((await open.send("GET", "/v1/backups", { headers })).status).toBe(403);
  }
});
