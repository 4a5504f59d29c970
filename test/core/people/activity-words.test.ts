import { describe, expect, test } from "vitest";
import { TERMINAL_ALARMS } from "../../../agent/core/alarms.ts";
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import { TROUBLES } from "../../../agent/core/onboarding/trouble-texts.ts";
import { RESULTS } from "../../../agent/core/people/activity-results.ts";
import { ACTIONS, activityWords } from "../../../agent/core/people/activity-words.ts";
import { ROLES } from "../../../agent/core/people/roles.ts";
import { ALARM_TEXTS } from "../../../agent/core/printing/alarms.ts";

const row = (change: object) => ({ actor: "agent", action: "alarm", subject: "x", result: "done", ...change });
const speaksBoth = ({ ar, en }: Bilingual): void => {
  expect(ar).toMatch(/\p{Script=Arabic}/u);
  expect(en).toMatch(/[a-z]/i);
  expect(en).not.toMatch(/\p{Script=Arabic}/u);
};

describe("activityWords()", () => {
  test.each(Object.keys(ACTIONS))("names the act %s in both languages", (action) => {
    speaksBoth(activityWords(row({ action })).action);
  });

  test.each([...Object.keys(RESULTS), ...Object.keys(TROUBLES), ...ROLES])("names the result %s in both", (result) => {
    speaksBoth(activityWords(row({ result })).result);
  });

  test.each([
    ...["copy 2", "job 7 at kitchen", "job 7", "3 papers", "1 chains closed", "next 1001"],
    ...["role cashier", "role owner, new password, unlocked", "disabled, display name"],
  ])("names the result %s in both", (result) => speaksBoth(activityWords(row({ result })).result));

  test.each(Object.keys(TERMINAL_ALARMS))("names the alarm %s in both", (subject) => {
    speaksBoth(activityWords(row({ subject })).subject);
  });

  test.each(Object.keys(ALARM_TEXTS))("names the printer's alarm %s in both", (subject) => {
    speaksBoth(activityWords(row({ action: "printer-alarm", subject })).subject);
  });

  test.each(["local operator", "agent", "unit", "set-up", "unknown"])("names the actor %s in both", (actor) => {
    speaksBoth(activityWords(row({ actor })).actor);
  });

  test("leaves names of the shop as they are", () => {
    expect(activityWords({ actor: "user سارة", action: "reprint", subject: "INV-000001", result: "?" })).toMatchObject({
      actor: { ar: "سارة", en: "سارة" },
      subject: { ar: "INV-000001", en: "INV-000001" },
      result: { ar: "?", en: "?" },
    });
  });
});
