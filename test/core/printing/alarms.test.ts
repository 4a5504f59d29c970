// What an operator reads: every condition in both languages, with a remedy wherever something is to be done.
import { expect, test } from "vitest";
import { ALARM_TEXTS, type PrinterAlarm } from "../../../agent/core/printing/alarms.ts";
import { mayPrint, PRINTER_CONDITIONS } from "../../../agent/core/printing/condition.ts";

const ALARMS = Object.keys(ALARM_TEXTS) as readonly PrinterAlarm[];

test.each(ALARMS)("%s is told in Arabic and English", (alarm) => {
  const { message, remedy } = ALARM_TEXTS[alarm];
  for (const text of [message, ...(remedy === undefined ? [] : [remedy])]) {
    expect(text.ar).toMatch(/[\u0600-\u06ff]/);
    expect(text.en).toMatch(/[a-z]/);
  }
});

test("every condition a printer cannot print in has a remedy", () => {
  for (const condition of PRINTER_CONDITIONS) {
    if (!mayPrint(condition)) expect(ALARM_TEXTS[condition].remedy, condition).toBeDefined();
  }
});
