// Metrics and health: what a monitor reads, in the format it reads, and what it is told when nothing moves.
import { expect, test } from "vitest";
import { createHealth } from "../../agent/api/health.ts";
import { BOUNDS, createHistogram } from "../../agent/api/histogram.ts";
import { createBuckets } from "../../agent/api/limits.ts";
import { Fault } from "../../agent/core/errors.ts";
import { testSale } from "../support/unit.ts";
import { openApiUnit } from "./door.ts";

test("GET /metrics tells documents, outbox, certificate, printer and the latency of sales", async () => {
  await using open = await openApiUnit();
  const { terminal } = open.unit.unit;
  const headers = { authorization: `Bearer ${terminal.pair("monitor", "auditor")}` };
  const till = { authorization: `Bearer ${terminal.pair("till")}` };
  for (const n of [1, 2, 3]) await open.send("POST", "/v1/invoices", { headers: till, body: testSale(`m/${n}`) });
  const before = (await open.send("GET", "/metrics", { headers })).text;
  await terminal.flush();
  const { text, headers: told } = await open.send("GET", "/metrics", { headers });
  expect(told["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  for (const line of text.trim().split("\n"))
    expect(line).toMatch(/^(# (HELP|TYPE) khatm_\w+ .+|khatm_\w+(\{\w+="[^"]*"\})? -?[\d.e+-]+)$/);
  expect(before).toMatch(/^khatm_outbox_pending 3$/m);
  expect(before).toMatch(/^khatm_outbox_oldest_seconds \d/m);
  expect(text).toMatch(/^khatm_documents\{state="reported"\} 3$/m);
  for (const line of ["khatm_ready 1", "khatm_healthy 1", "khatm_outbox_pending 0", "khatm_issue_seconds_count 3"])
    expect(text.split("\n")).toContain(line);
  expect(text).toMatch(/^khatm_certificate_days_left [1-9]\d*$/m);
  expect(text).toMatch(/^khatm_issue_seconds_bucket\{le="\+Inf"\} 3$/m);
});

test("createHistogram() counts each duration in every bucket it fits", () => {
  const histogram = createHistogram();
  for (const seconds of [0.001, 0.25, 0.3, 60]) histogram.note(seconds);
  const { atMost, count, sum } = histogram.read();
  expect([atMost[0], atMost[BOUNDS.indexOf(0.25)], atMost.at(-1), count]).toEqual([1, 2, 3, 4]);
  expect(sum).toBeCloseTo(60.551);
});

test("createHealth() says why a ledger takes no write, and asks again until it does", () => {
  let isFull = true;
  let writes = 0;
  const beat = (): void => {
    writes += 1;
    if (isFull) throw new Fault("storage-full", "no room");
  };
  const { stuck } = createHealth({ beat }, () => undefined);
  expect(stuck()).toBe("the ledger takes no write: no room");
  isFull = false;
  expect([stuck(), stuck(), stuck()]).toEqual([undefined, undefined, undefined]);
  expect(writes).toBe(2);
});

test("createHealth() passes on why a loop is stuck", () => {
  expect(createHealth({ beat: () => undefined }, () => "outbox stopped").stuck()).toBe("outbox stopped");
});

test("createBuckets() lets a burst through, then the pace, each name for itself", () => {
  const take = createBuckets({ perSecond: 2, burst: 3 });
  expect([take("a", 0), take("a", 0), take("a", 0), take("a", 0)]).toEqual([0, 0, 0, 0.5]);
  expect(take("b", 0)).toBe(0);
  expect([take("a", 500), take("a", 500)]).toEqual([0, 0.5]);
  expect(take("a", 3_600_000)).toBe(0);
});
