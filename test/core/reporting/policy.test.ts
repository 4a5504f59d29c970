// The status table of gateway.md A7, row by row: from the raw answer to the step.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer } from "../../../agent/core/reporting/answer.ts";
import { deadlineOf, lateness } from "../../../agent/core/reporting/lateness.ts";
import { backoff, nextStep } from "../../../agent/core/reporting/policy.ts";
import { readAnswer } from "../../../agent/core/reporting/read-answer.ts";

const pass = { validationResults: { status: "PASS" } };
const warned = { validationResults: { status: "WARNING", warningMessages: [{ code: "BR-KSA-98", message: "late" }] } };
const refused = {
  validationResults: { status: "ERROR", errorMessages: [{ code: "BR-KSA-37", message: "four digits" }] },
};
const reported = { reportingStatus: "REPORTED" };
const cleared = { clearanceStatus: "CLEARED", clearedInvoice: "PEludm9pY2UvPg==" };
const nothing = { validationResults: { status: "ERROR", errorMessages: null } };
const contradicts = { ...pass, reportingStatus: "NOT_REPORTED", clearanceStatus: "NOT_CLEARED" };
const html = "<html></html>";

const R = "reporting";
const C = "clearance";
const warnings = [{ code: "BR-KSA-98", category: "", text: "late" }];
const errors = [{ code: "BR-KSA-37", category: "", text: "four digits" }];
const close = { do: "close", duplicate: false, warnings: [] };
const clearedXml = cleared.clearedInvoice;

/** First attempt, a day ahead, no jitter: the first wait is one second. */
const first = { count: 1, sameKind: 1, jitter: 0 };
const aDay = { secondsLeft: 86_400 };

test.each([
  [200, R, { ...pass, ...reported }, close],
  [200, C, { ...pass, ...cleared }, { ...close, clearedXml }],
  [202, R, { ...warned, ...reported }, { ...close, warnings }],
  [202, C, { ...warned, ...cleared }, { ...close, warnings, clearedXml }],
  [208, C, { ...pass, ...cleared }, { ...close, duplicate: true, clearedXml }],
  [208, C, { ...pass, clearanceStatus: "CLEARED" }, { ...close, duplicate: true }],
  [409, R, { ...refused, reportingStatus: "NOT_REPORTED" }, { ...close, duplicate: true }],
  [409, C, { ...refused, clearanceStatus: "NOT_CLEARED" }, { ...close, duplicate: true }],
  [303, R, { message: "Clearance is deactiviated." }, { do: "pause", because: "not-a-verdict", probeInSeconds: 600 }],
  [303, C, { message: "Clearance is deactiviated." }, { do: "switch-to-reporting" }],
  [400, R, { ...refused, reportingStatus: "NOT_REPORTED" }, { do: "quarantine", errors }],
  [400, C, { ...refused, clearanceStatus: "NOT_CLEARED" }, { do: "quarantine", errors }],
  ...([R, C] as const).flatMap((route) => [
    [400, route, nothing, { do: "retry", inSeconds: 1, alarm: "hiccup" }] as const,
    [400, route, html, { do: "pause", because: "not-a-verdict", probeInSeconds: 600 }] as const,
    [401, route, "", { do: "pause", because: "credentials", probeInSeconds: 900 }] as const,
    [403, route, html, { do: "pause", because: "configuration", probeInSeconds: 900 }] as const,
    [404, route, "", { do: "pause", because: "configuration", probeInSeconds: 900 }] as const,
    [405, route, "", { do: "pause", because: "configuration", probeInSeconds: 900 }] as const,
    [415, route, "", { do: "pause", because: "configuration", probeInSeconds: 900 }] as const,
    [406, route, "This Version", { do: "pause", because: "api-version", probeInSeconds: 3_600 }] as const,
    [413, route, html, { do: "retry", inSeconds: 1, alarm: "too-large" }] as const,
    [429, route, "", { do: "retry", inSeconds: 1 }] as const,
    [500, route, "", { do: "retry", inSeconds: 1 }] as const,
    [502, route, html, { do: "retry", inSeconds: 1 }] as const,
    [503, route, "", { do: "retry", inSeconds: 1 }] as const,
    [504, route, html, { do: "retry", inSeconds: 1 }] as const,
    [200, route, contradicts, { do: "pause", because: "not-a-verdict", probeInSeconds: 600 }] as const,
    [200, route, pass, { do: "pause", because: "not-a-verdict", probeInSeconds: 600 }] as const,
  ]),
] as const)("nextStep() follows status %i on %s", (status, route, body, expected) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  expect(nextStep(readAnswer(route, { status, headers: {}, body: text }), first, aDay)).toEqual(expected);
});

test.each(["unreachable", "unknown-outcome"] as const)("nextStep() sends again when the outcome is %s", (kind) => {
  const answer: Answer = { kind, because: "ECONNRESET", status: 0, body: "" };
  expect(nextStep(answer, first, aDay)).toEqual({ do: "retry", inSeconds: 1 });
});

test("nextStep() gives a 400 without messages three more tries, then holds the document: it is no refusal", () => {
  const answer: Answer = { kind: "hiccup", status: 400, body: "" };
  const steps = [1, 2, 3, 4].map((sameKind) => nextStep(answer, { count: sameKind, sameKind, jitter: 0 }, aDay));
  expect(steps.map((step) => step.do)).toEqual(["retry", "retry", "retry", "hold"]);
  expect(steps.at(-1)).toEqual({ do: "hold", because: "no-reason" });
});

test("nextStep() tries a document that is too large once more, then holds it for a person", () => {
  const answer: Answer = { kind: "too-large", status: 413, body: "" };
  expect(nextStep(answer, { ...first, count: 2, sameKind: 2 }, aDay)).toEqual({ do: "hold", because: "too-large" });
});

test.each(["too-many", "unavailable"] as const)("nextStep() honours Retry-After of %s, up to an hour", (kind) => {
  const after = (retryAfterSeconds: number): number => {
    const step = nextStep({ kind, retryAfterSeconds, status: 429, body: "" }, first, aDay);
    return step.do === "retry" ? step.inSeconds : Number.NaN;
  };
  expect([after(45), after(0), after(2.5), after(86_400)]).toEqual([45, 1, 3, 3_600]);
});

test("nextStep() retries an unavailable gateway with a bounded delay", () => {
  const attempt = fc.record({
    count: fc.integer({ min: 1, max: 10_000 }),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(attempt, fc.integer({ min: -100_000, max: 86_400 }), (attempts, secondsLeft) => {
      const seconds = backoff(attempts, { secondsLeft });
      expect(Number.isInteger(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(600);
      if (secondsLeft > 300) expect(seconds).toBeLessThanOrEqual(secondsLeft / 10 + 1);
    }),
  );
});

test("backoff() doubles, spreads by half, and presses on when the deadline is near", () => {
  const waits = [1, 2, 3, 4, 5, 20].map((count) => backoff({ count, jitter: 1 }, aDay));
  expect(waits).toEqual([2, 4, 8, 16, 32, 600]);
  expect(backoff({ count: 20, jitter: 0 }, aDay)).toBe(300);
  expect(backoff({ count: 20, jitter: 1 }, { secondsLeft: 1_000 })).toBe(100);
  expect(backoff({ count: 20, jitter: 1 }, { secondsLeft: 60 })).toBe(30);
  expect(backoff({ count: 20, jitter: 1 }, { secondsLeft: -1 })).toBe(600);
});

test.each([
  [0, "none"],
  [3.99, "none"],
  [4, "alarm"],
  [11.99, "alarm"],
  [12, "red"],
  [20, "critical"],
  [23.99, "critical"],
  [24, "late"],
  [500, "late"],
] as const)("lateness() of a document issued %d hours ago is %s", (hours, level) => {
  const issuedAt = Date.UTC(2026, 10, 21);
  expect(lateness(issuedAt, issuedAt + hours * 3_600_000)).toBe(level);
});

test("deadlineOf() is 24 hours after the issue", () => {
  expect(deadlineOf(Date.UTC(2026, 10, 21))).toBe(Date.UTC(2026, 10, 22));
});

test("nextStep() and backoff() keep to the longest wait and the repetitions a shop has set", () => {
  const limits = { longestWaitSeconds: 60, emptyAnswers: 1 };
  const hiccup: Answer = { kind: "hiccup", status: 400, body: "" };
  const away: Answer = { kind: "unreachable", because: "ENOTFOUND", status: 0, body: "" };
  const tries = (answer: Answer, sameKind: number) =>
    nextStep(answer, { count: sameKind, sameKind, jitter: 1 }, aDay, limits);
  expect([1, 2].map((sameKind) => tries(hiccup, sameKind).do)).toEqual(["retry", "hold"]);
  expect(tries(away, 20)).toEqual({ do: "retry", inSeconds: 60 });
  expect(backoff({ count: 20, jitter: 1 }, aDay, limits)).toBe(60);
});

test("lateness() follows the hours a shop has set, and 24 hours are late whatever they are", () => {
  const levels = [0, 1, 2, 3, 23, 24].map((hours) => lateness(0, hours * 3_600_000, [1, 2, 3]));
  expect(levels).toEqual(["none", "alarm", "red", "critical", "critical", "late"]);
});
