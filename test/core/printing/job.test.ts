// The print job as a state machine: every step as a table, and the promise about originals as a property.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isStale,
  type JobState,
  mustBeMarked,
  NEW_JOB,
  nextJob,
  type PrintEvent,
  STALE_MS,
} from "../../../agent/core/printing/job.ts";

const job = (state: JobState["state"], starts: number, asks = false): JobState => ({ state, starts, asks });

const STEPS: readonly (readonly [string, JobState, PrintEvent, JobState])[] = [
  ["begins", NEW_JOB, { kind: "starts" }, job("sending", 1)],
  ["is proven", job("sending", 1), { kind: "proven" }, job("confirmed", 1)],
  ["went to a printer that never answers", job("sending", 1), { kind: "unproven", canProve: false }, job("sent", 1)],
  ["got no answer from one that does", job("sending", 1), { kind: "unproven", canProve: true }, job("queued", 1)],
  ["broke off under way", job("sending", 1), { kind: "stopped", started: true }, job("queued", 1)],
  ["broke off before a dot had left", job("sending", 1), { kind: "stopped", started: false }, job("queued", 0)],
  ["was under way at a power cut", job("sending", 1), { kind: "found" }, job("queued", 1)],
  ["begins again as a copy", job("queued", 1), { kind: "starts" }, job("sending", 2)],
  ["broke off twice: the operator's", job("sending", 2), { kind: "stopped", started: true }, job("unconfirmed", 2)],
  ["no answer twice: the operator's", job("sending", 2), { kind: "unproven", canProve: true }, job("unconfirmed", 2)],
  ["two power cuts: the operator's", job("sending", 2), { kind: "found" }, job("unconfirmed", 2)],
  [
    "the copy never began: it goes on waiting",
    job("sending", 2),
    { kind: "stopped", started: false },
    job("queued", 1),
  ],
  ["cannot be drawn", NEW_JOB, { kind: "undrawable" }, job("failed", 0)],
  ["waited too long", NEW_JOB, { kind: "stale" }, job("queued", 0, true)],
  ["does not begin while it asks", job("queued", 0, true), { kind: "starts" }, job("queued", 0, true)],
  ["is released", job("queued", 0, true), { kind: "released" }, job("queued", 0)],
  ["is dropped", job("queued", 1, true), { kind: "dropped" }, job("failed", 1)],
  ["is not dropped unasked", NEW_JOB, { kind: "dropped" }, NEW_JOB],
];

describe("nextJob()", () => {
  test.each(STEPS)("a job that %s", (_what, from, event, to) => {
    expect(nextJob(from, event)).toEqual(to);
  });

  test.each(["sent", "confirmed", "unconfirmed", "failed"] as const)("changes nothing of a job that is %s", (state) => {
    for (const event of EVENTS) expect(nextJob(job(state, 2), event)).toEqual(job(state, 2));
  });
});

const EVENTS: readonly PrintEvent[] = [
  { kind: "starts" },
  { kind: "proven" },
  { kind: "unproven", canProve: true },
  { kind: "unproven", canProve: false },
  { kind: "stopped", started: true },
  { kind: "stopped", started: false },
  { kind: "found" },
  { kind: "undrawable" },
  { kind: "stale" },
  { kind: "released" },
  { kind: "dropped" },
];

/** What lies on the counter after a history: each paper that dots may be on, and whether it says that it is a copy. */
function papersOf(events: readonly PrintEvent[], copy: number): { readonly marked: boolean }[] {
  const papers: { marked: boolean }[] = [];
  let now: JobState = NEW_JOB;
  for (const event of events) {
    const marked = mustBeMarked({ copy, starts: now.starts });
    const next = nextJob(now, event);
    if (event.kind === "starts" && next.state === "sending" && now.state === "queued") papers.push({ marked });
    // The driver knows that nothing had left.
    if (event.kind === "stopped" && !event.started && now.state === "sending") papers.pop();
    now = next;
  }
  return papers;
}

const history = fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 });

describe("any history of a job", () => {
  test("leaves at most one unmarked original, and no unmarked copy", () => {
    fc.assert(
      fc.property(history, fc.nat(3), (events, copy) => {
        const unmarked = papersOf(events, copy).filter(({ marked }) => !marked);
        expect(unmarked.length).toBeLessThanOrEqual(copy === 0 ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  test("leaves at most two papers: the second is the one automatic copy", () => {
    fc.assert(
      fc.property(history, (events) => {
        expect(papersOf(events, 0).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 2_000 },
    );
  });

  test("never loses a paper: a job that is not done can still begin, once nobody is asked", () => {
    fc.assert(
      fc.property(history, (events) => {
        const end = events.reduce(nextJob, NEW_JOB);
        const again = nextJob(nextJob(nextJob(end, { kind: "found" }), { kind: "released" }), { kind: "starts" });
        const isDone = ["sent", "confirmed", "unconfirmed", "failed"].includes(again.state);
        expect(isDone || again.state === "sending").toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

test("isStale() asks after ten minutes in the queue, and not when the clock was set back", () => {
  expect(isStale(0, STALE_MS)).toBe(false);
  expect(isStale(0, STALE_MS + 1)).toBe(true);
  expect(isStale(STALE_MS * 2, 0)).toBe(false);
});
