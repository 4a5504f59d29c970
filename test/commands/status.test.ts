// What `khatm status` and `khatm csr` say to a person: both languages in every line, and the next step where there is one.
import { expect, test } from "vitest";
import { statusText } from "../../agent/commands/status-text.ts";
import type { TerminalStatus } from "../../agent/terminal.ts";
import { openTestUnit } from "../support/unit.ts";

const ARABIC = /\p{Script=Arabic}/u;

async function statusOf(): Promise<TerminalStatus> {
  await using own = await openTestUnit();
  return own.unit.terminal.status();
}

test("a ready unit's status has Arabic in every line but that of the environment, and nothing to do next", async () => {
  const lines = statusText(await statusOf()).split("\n");
  expect(lines.filter((line) => !ARABIC.test(line))).toEqual([]);
  expect(lines.join("\n")).not.toContain("next /");
});

test.each([
  ["new", "then khatm onboard", "ثم نفّذ khatm onboard"],
  ["onboarding", "goes on where onboarding stopped", "يكمل التسجيل"],
  ["decommissioned", "khatm init", "khatm init"],
  ["ready", "khatm doctor", "نفّذ khatm doctor"],
])("a unit that is %s and may not sign is told what comes next, in both languages", async (stage, en, ar) => {
  const status = await statusOf();
  const text = statusText({ ...status, ready: false, csid: { stage } });
  expect(text.slice(text.indexOf("next /"))).toMatch(new RegExp(`${en}[\\s\\S]*${ar}`));
});

test("the request of a unit that has its CSID is not called a missing onboarding", async () => {
  await using own = await openTestUnit();
  await expect(own.unit.terminal.csr()).rejects.toMatchObject({
    code: "no-request",
    message: expect.stringMatching(/khatm renew makes the next one[\s\S]*يصنع khatm renew/),
  });
});

test("doctor() calls no gateway reached that takes a connection and resets it", async () => {
  await using own = await openTestUnit();
  const gateway = async () => (await own.unit.terminal.doctor()).find(({ check }) => check === "gateway");
  expect(await gateway()).toMatchObject({ state: "good", found: { en: "it answers" } });
  own.simulator.admin.turn({ gateway: "down" });
  expect(await gateway()).toMatchObject({ state: "warning", remedy: { ar: expect.stringMatching(ARABIC) } });
});
