// Onboarding and renewal at the command line: each step on the screen when it happens, in both languages.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeConfig } from "../../config/write.ts";
import { startSimulator } from "../../simulator/server.ts";
import { khatm, startKhatm } from "../support/khatm.ts";
import { TEST_VAT, testAnswers } from "../support/unit.ts";

const STEPS = [
  "asking the gateway with the one-time password / يُطلب من البوابة",
  "the compliance CSID is here / وصلت شهادة الامتثال",
  "compliance document passed: simplified-compliant / ",
  "compliance document passed: simplified-credit-note-compliant / ",
  "compliance document passed: simplified-debit-note-compliant / ",
  "asking for the production CSID / تُطلب شهادة الإنتاج",
  "the production CSID is here: the unit is ready / وصلت شهادة الإنتاج",
];

test("onboard beside an agent and renew without one show every step once, and then that it is done", async () => {
  const folder = mkdtempSync(join(tmpdir(), "khatm-enrol-"));
  const simulator = await startSimulator();
  const [config, answers] = [join(folder, "khatm.toml"), join(folder, "answers.toml")];
  writeFileSync(answers, writeConfig(testAnswers(simulator.url)));
  const run = (args: readonly string[], input = "") => khatm(["--config", config, ...args], { input });
  expect((await run(["init", "--from", answers])).code).toBe(0);
  {
    await using _agent = await startKhatm(["--config", config, "run", "--json"]);
    const { code, out, notes } = await run(["onboard", "--otp-file", "-"], simulator.admin.otp(TEST_VAT));
    expect([code, out]).toEqual([0, expect.stringContaining("done: the unit may sign / تم")]);
    expect(stepsIn(notes)).toEqual(STEPS.map(() => 1));
  }
  const renewed = await run(["renew", "--otp-file", "-"], simulator.admin.otp(TEST_VAT));
  expect([renewed.code, stepsIn(renewed.notes)]).toEqual([0, STEPS.map(() => 1)]);
  const json = await run(["onboard", "--json"]);
  expect([json.code, JSON.parse(json.out), json.notes]).toEqual([0, { done: true, progress: [] }, ""]);
  await simulator.close();
  rmSync(folder, { recursive: true });
});

/** How often each step is told. */
const stepsIn = (notes: string): readonly number[] => STEPS.map((step) => notes.split(step).length - 1);
