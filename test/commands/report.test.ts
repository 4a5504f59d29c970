// khatm report without an agent: a day, X, a closing and its copy, the list, the month; one of them at a time.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CommandContext } from "../../agent/commands/context.ts";
import { run } from "../../agent/commands/report.ts";
import { writeConfig } from "../../config/write.ts";
import { openTestUnit, type TestUnit, testAnswers, testSale } from "../support/unit.ts";

let own: TestUnit;
let configPath: string;
beforeAll(async () => {
  own = await openTestUnit();
  own.unit.terminal.issue(testSale("report/1", { payments: [{ means: "cash", amount: "40.00" }] }));
  own.unit.terminal.issue(testSale("report/2"));
  await own.unit.close();
  configPath = join(own.folder, "khatm.toml");
  writeFileSync(configPath, writeConfig(testAnswers(own.simulator.url)));
});
afterAll(async () => {
  await own[Symbol.asyncDispose]();
});

async function report(options: Readonly<Record<string, string | boolean>>, json = false) {
  const said: string[] = [];
  const context: CommandContext = {
    configPath,
    dataFolder: undefined,
    json,
    credentials: undefined,
    root: process.cwd(),
    out: (text) => said.push(text),
    raw: (bytes) => said.push(Buffer.from(bytes).toString("utf8")),
    note: (text) => said.push(text),
    stopped: () => new Promise(() => undefined),
    serviceManager: { watchdogMs: undefined, say: () => undefined },
  };
  const code = await run(context, { arguments: [], options });
  return { code, said: said.join("\n") };
}

test("report looks, closes once under a reference, lists, and shows a closing again", async () => {
  expect((await report({ x: true })).said).toMatch(/X REPORT[\s\S]+CASH EXPECTED [^\n]+ 32\.00\n/);
  const made = await report({ close: true, reference: "evening" }, true);
  expect(JSON.parse(made.said)).toMatchObject({ number: 1, report: { documents: { counted: 2 } } });
  expect((await report({ close: true, reference: "evening" })).said).toContain("Z REPORT No. 1");
  expect((await report({ close: true })).said).toContain("Z REPORT No. 2");
  expect((await report({ closings: true })).said).toMatch(/^Z 2 [^\n]+ 0 documents[^\n]+ sent\nZ 1 [^\n]+ 2 documents/);
  expect(await report({ closing: "1", print: true })).toMatchObject({
    code: 0,
    said: expect.stringContaining("64.00"),
  });
  expect((await report({ closing: "3" })).code).toBe(1);
});

test("report tells a day and a month, as text and as a table", async () => {
  const month = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 7);
  expect((await report({ month })).said).toContain("VAT OF THE MONTH");
  expect((await report({ month, csv: true })).said).toContain(`month,${month}\r\ndocuments,2\r\n`);
  expect((await report({})).said).toContain("64.00");
  expect((await report({ month: "2026-13" })).code).toBe(1);
});

test("report takes one wish at a time", async () => {
  expect(await report({ x: true, month: "2026-11" })).toEqual({
    code: 2,
    said: expect.stringContaining("--x, --month"),
  });
});
