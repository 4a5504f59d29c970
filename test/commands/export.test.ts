// An auditor's walk: export on one machine, verify on another, touch one byte, one file, one row: each is named.
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeConfig } from "../../config/write.ts";
import { khatm } from "../support/khatm.ts";
import { openTestUnit, type TestUnit, testAnswers, testSale } from "../support/unit.ts";

let own: TestUnit;
let archive: string;
const elsewhere = mkdtempSync(join(tmpdir(), "khatm-auditor-"));

beforeAll(async () => {
  own = await openTestUnit();
  for (const n of [1, 2, 3]) own.unit.terminal.issue(testSale(`till/${n}`), "till-1");
  archive = join(own.folder, "archive");
  writeFileSync(join(own.folder, "khatm.toml"), writeConfig(testAnswers(own.simulator.url)));
  const exported = await khatm(["--config", join(own.folder, "khatm.toml"), "export", "--out", archive, "--json"]);
  expect(exported).toMatchObject({ code: 0 });
  expect(JSON.parse(exported.out)).toMatchObject({ documents: 3, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});
afterAll(async () => {
  await own[Symbol.asyncDispose]();
  rmSync(elsewhere, { recursive: true });
});

/** A copy of the archive on the auditor's machine. */
function carried(name: string): string {
  const folder = join(elsewhere, name);
  cpSync(archive, folder, { recursive: true });
  return folder;
}
const xmlFiles = (): readonly string[] =>
  readdirSync(archive, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".xml"))
    .sort();
const verified = (folder: string) => khatm(["verify", folder]);

test("an archive has the authority's file names and verifies without the ledger", async () => {
  expect(xmlFiles()).toHaveLength(3);
  for (const name of xmlFiles())
    expect(name).toMatch(/^\d{4}-\d\d-\d\d\/399999999900003_\d{8}T\d{6}_INV-00000\d\.xml$/);
  expect(await verified(carried("as it was"))).toMatchObject({
    code: 0,
    out: expect.stringContaining("3 of 3 genuine"),
  });
});

test("one changed byte is named, with the file and what it broke", async () => {
  const folder = carried("one byte");
  const [, name = ""] = xmlFiles();
  const file = join(folder, name);
  writeFileSync(file, readFileSync(file, "utf8").replace("32.00", "23.00"));
  const { code, out } = await verified(folder);
  expect(code).toBe(1);
  expect(out).toContain(`${name}: the file was changed after the export`);
  expect(out).toMatch(new RegExp(`NOT genuine: .*${name}`));
});

test("a file taken away and a file put in are named", async () => {
  const folder = carried("one file");
  const [first = "", second = ""] = xmlFiles();
  rmSync(join(folder, first));
  cpSync(join(folder, second), join(folder, "another.xml"));
  const { code, out } = await verified(folder);
  expect(code).toBe(1);
  expect(out).toContain(`${first}: the file is missing`);
  expect(out).toContain("another.xml: a file the list does not know");
});

test("a changed row of the activity log is named, and a log cut short", async () => {
  const changed = carried("one row");
  const log = join(changed, "activity.jsonl");
  const lines = readFileSync(log, "utf8");
  writeFileSync(log, lines.replace('"actor":"till-1"', '"actor":"nobody"'));
  const { code, out } = await verified(changed);
  expect(code).toBe(1);
  expect(out).toMatch(/activity\.jsonl: row \d+ of the activity log was changed/);
  const cut = carried("cut");
  writeFileSync(join(cut, "activity.jsonl"), lines.split("\n").slice(0, 2).join("\n"));
  expect((await verified(cut)).out).toContain("activity.jsonl: it holds to row 2 and ends there");
});

test("a list that was changed to fit breaks the chain of hashes", async () => {
  const folder = carried("the list");
  const path = join(folder, "manifest.json");
  const list = JSON.parse(readFileSync(path, "utf8")) as { documents: { invoiceHash: string }[] };
  const [first] = list.documents;
  if (first !== undefined) first.invoiceHash = "x".repeat(44);
  writeFileSync(path, JSON.stringify(list));
  expect((await verified(folder)).out).toContain("its previous invoice hash is not that of the document before");
});

test("export never writes into a folder that holds something, and wants a day it can read", async () => {
  const config = join(own.folder, "khatm.toml");
  appendFileSync(join(archive, "..", "keep"), "");
  expect(await khatm(["--config", config, "export", "--out", own.folder])).toMatchObject({ code: 78 });
  const wrong = await khatm(["--config", config, "export", "--out", join(own.folder, "new"), "--from", "yesterday"]);
  expect(wrong).toMatchObject({ code: 2, notes: expect.stringContaining("2026-11-21") });
});
