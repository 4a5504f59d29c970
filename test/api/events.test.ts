// Server-sent events: what happens is told to whoever listens, and the stream ends with its reader.
import { expect, test } from "vitest";
import { createApp } from "../../agent/api/app.ts";
import { openTestUnit, testSale } from "../support/unit.ts";

test("GET /v1/events tells of sales, papers, the gateway and alarms", async () => {
  await using own = await openTestUnit();
  const { terminal } = own.unit;
  const app = createApp({
    terminal,
    port: () => 0,
    onBug: (thrown) => {
      throw thrown;
    },
    onFault: () => undefined,
    stuck: () => undefined,
  });
  const response = await app.request("http://localhost/v1/events", {}, { local: true });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error("no body");
  own.simulator.admin.turn({ clockOffsetSeconds: -90_000 });
  terminal.issue(testSale("e/1"));
  await terminal.drainPrinter();
  await terminal.flush();
  const names = ["issued", "printed", "gateway", "alarm"];
  let text = "";
  while (!names.every((name) => text.includes(`event: ${name}\n`))) {
    const { value, done } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  expect([...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name)).toEqual(expect.arrayContaining(names));
  expect(text).toContain('"alarm":"document-rejected"');
  await reader.cancel();
});
