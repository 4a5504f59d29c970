// What a command says of what is not over yet: exit code 75, and never a tax invoice that is none.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ProblemCode, problem } from "../../agent/api/problem.ts";
import { refuse } from "../../agent/commands/answers.ts";
import type { CommandContext } from "../../agent/commands/context.ts";
import { run as correct } from "../../agent/commands/correct.ts";
import { writeConfig } from "../../config/write.ts";
import { standardSale } from "../support/standard-sale.ts";
import { openTestUnit, testAnswers } from "../support/unit.ts";

const contextIn = (configPath: string, said: string[]): CommandContext => ({
  configPath,
  dataFolder: undefined,
  json: false,
  credentials: undefined,
  root: process.cwd(),
  out: (text) => said.push(text),
  raw: () => undefined,
  note: (text) => said.push(text),
  stopped: () => new Promise(() => undefined),
  serviceManager: { watchdogMs: undefined, say: () => undefined },
});

test.each<readonly [ProblemCode, number]>([
  ["gateway-unreachable", 75],
  ["storage-failed", 75],
  ["storage-locked", 75],
  ["outcome-unknown", 75],
  ["not-cleared", 1],
  ["refused", 1],
])("refuse() ends with %s as %i", (code, exit) => {
  const answer = { status: 503, body: Buffer.from(JSON.stringify(problem(code))) };
  expect(refuse(contextIn("none", []), answer)).toBe(exit);
});

test("correct() of a standard document that is not answered ends with 75 and says that it is no tax invoice", async () => {
  const changes = { unit: { functionalityMap: "1100" } };
  await using own = await openTestUnit(changes);
  own.simulator.admin.turn({ clockOffsetSeconds: -90_000 });
  const first = own.unit.terminal.issue(standardSale("b2b/1"));
  expect(first.kind === "clearing" && (await first.outcome).kind).toBe("rejected");
  own.simulator.admin.turn({ clockOffsetSeconds: 0 });
  own.simulator.admin.inject({ fault: "503", calls: ["clearance"], times: 1 });
  await own.unit.close();
  const configPath = join(own.folder, "khatm.toml");
  writeFileSync(configPath, writeConfig(testAnswers(own.simulator.url, changes)));
  const said: string[] = [];
  const code = await correct(contextIn(configPath, said), { arguments: ["INV-000001"], options: {} });
  expect([code, said.join("\n")]).toEqual([75, expect.stringMatching(/NOT A TAX INVOICE.*ليست فاتورة ضريبية/)]);
});
