// Every fault a device must survive (simulator E4), over real HTTP: what the client sees, and what the gateway kept.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FAULTS, faultBook, seededRandom } from "../../simulator/fatoora/faults.ts";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import { basic, call, type Device, documentBody, onboard, type Reply, send, stampedBy } from "./device.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");

let simulator: Simulator;
let device: Device;
const pauses: number[] = [];

beforeAll(async () => {
  simulator = await startSimulator({
    clock: () => NOW,
    sleep: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  });
  device = await onboard(simulator, NOW);
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.admin.clearFaults();
  pauses.length = 0;
});

let count = 0;
const document = () => {
  count += 1;
  return stampedBy(device, NOW, { irn: `F-${count}`, icv: String(count) });
};

const isStored = (hash: string): boolean => simulator.admin.documents().some((row) => row.hash === hash);

/** Reports a new document under a fault, then again without it. */
const strike = async (fault: string): Promise<{ first: Reply; stored: boolean; again: Reply }> => {
  const one = document();
  simulator.admin.inject({ fault, calls: ["reporting"] });
  const first = await send(simulator, device, "reporting", one);
  const stored = isStored(one.hash);
  return { first, stored, again: await send(simulator, device, "reporting", one) };
};

test.each<[string, number, string]>([
  ["500", 500, "application/json"],
  ["502", 502, "text/html"],
  ["503", 503, "text/html"],
  ["503-empty", 503, ""],
  ["504", 504, "text/html"],
  ["429", 429, ""],
  ["429-retry-after", 429, ""],
  ["413", 413, "text/html"],
  ["400-null", 400, "application/json"],
  ["400-html", 400, "text/html"],
  ["403-html", 403, "text/html"],
  ["401", 401, "application/json"],
  ["401-empty", 401, ""],
  ["200-not-reported", 200, "application/json"],
  ["200-empty", 200, ""],
  ["200-not-compliant", 200, "application/json"],
  ["otp-expired", 400, "application/json"],
])("fault %s answers %i in the service's place and stores nothing", async (fault, status, type) => {
  const { first, stored, again } = await strike(fault);
  expect(first.status).toBe(status);
  expect(first.headers.get("content-type") ?? "").toContain(type);
  expect(first.text === "").toBe(type === "");
  expect(stored).toBe(false);
  expect(again.status).toBe(200);
});

test("fault 429-retry-after says when to come back, fault 429 does not", async () => {
  expect((await strike("429-retry-after")).first.headers.get("retry-after")).toBe("7");
  expect((await strike("429")).first.headers.get("retry-after")).toBeNull();
});

test("fault 400-null answers messages that say nothing", async () => {
  const { first } = await strike("400-null");
  expect(first.json).toMatchObject({ validationResults: { errorMessages: [{ code: null, message: null }] } });
});

test("fault 200-not-reported contradicts its own status", async () => {
  expect((await strike("200-not-reported")).first.json).toMatchObject({ reportingStatus: "NOT_REPORTED" });
});

test("fault 504-after stores the document, so that the next try is a duplicate", async () => {
  const { first, stored, again } = await strike("504-after");
  expect([first.status, stored, again.status]).toEqual([504, true, 409]);
});

test("faults that change the answer's shape store the document", async () => {
  const misspelt = await strike("erro-messages");
  const single = await strike("info-object");
  const outside = await strike("lists-outside");
  expect(misspelt.first.json).toMatchObject({ validationResults: { erroMessages: [] } });
  expect(misspelt.first.text).not.toContain("errorMessages");
  expect(single.first.json).toMatchObject({ validationResults: { infoMessages: { code: "XSD_ZATCA_VALID" } } });
  expect(outside.first.json).toMatchObject({ errorMessages: [], status: "PASS", reportingStatus: "REPORTED" });
  expect([misspelt, single, outside].map(({ again }) => again.status)).toEqual([409, 409, 409]);
});

test("fault drip sends the right answer in small pieces", async () => {
  const { first } = await strike("drip");
  expect(first.json).toMatchObject({ reportingStatus: "REPORTED" });
  expect(pauses.length).toBeGreaterThan(3);
});

test.each([
  ["timeout-before", false, 200],
  ["timeout-after", true, 409],
])("fault %s never answers; stored: %s", async (fault, stored, again) => {
  const one = document();
  simulator.admin.inject({ fault });
  const gone = new AbortController();
  const first = fetch(`${simulator.url}/invoices/reporting/single`, {
    method: "POST",
    headers: { "accept-version": "V2", "content-type": "application/json", ...basic(device.production) },
    body: JSON.stringify(documentBody(one)),
    signal: gone.signal,
  });
  first.catch(() => undefined);
  await expect.poll(() => simulator.admin.faults()).toEqual([]);
  gone.abort();
  await expect(first).rejects.toThrow("aborted");
  expect(isStored(one.hash)).toBe(stored);
  expect((await send(simulator, device, "reporting", one)).status).toBe(again);
});

test.each([
  ["reset-before", false, 200],
  ["reset-after", true, 409],
  ["cut", true, 409],
])("fault %s breaks the connection; stored: %s", async (fault, stored, again) => {
  const one = document();
  simulator.admin.inject({ fault });
  await expect(send(simulator, device, "reporting", one)).rejects.toThrow();
  expect(isStored(one.hash)).toBe(stored);
  expect((await send(simulator, device, "reporting", one)).status).toBe(again);
});

test("fault csid-revoked revokes the credential for good", async () => {
  await using other = await startSimulator({ clock: () => NOW });
  const victim = await onboard(other, NOW);
  other.admin.inject({ fault: "csid-revoked" });
  const statuses: number[] = [];
  for (const _ of [1, 2]) statuses.push((await send(other, victim, "reporting", stampedBy(victim, NOW))).status);
  expect(statuses).toEqual([401, 401]);
});

describe("faultBook()", () => {
  test("strikes the next so many calls of the named kinds", () => {
    const book = faultBook(() => 0);
    book.add({ fault: "503", calls: ["reporting"], times: 2 });
    const struck = (["clearance", "reporting", "reporting", "reporting"] as const).map(
      (name) => book.strike(name)?.name,
    );
    expect(struck).toEqual([undefined, "503", "503", undefined]);
  });

  test("repeats the same chance from the same seed", () => {
    const run = (seed: number): (string | undefined)[] => {
      const book = faultBook(seededRandom(seed));
      book.add({ fault: "502", probability: 0.3 });
      return Array.from({ length: 200 }, () => book.strike("reporting")?.name);
    };
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
    const hits = run(7).filter((name) => name === "502").length;
    expect(hits).toBeGreaterThan(40);
    expect(hits).toBeLessThan(80);
  });

  test("refuses a name that is no fault", () => {
    expect(() => faultBook(() => 0).add({ fault: "gremlin" })).toThrow("no fault is called gremlin");
  });

  test("has a test here for every fault", () => {
    const text = readFileSync(import.meta.filename, "utf8");
    expect(FAULTS.filter(({ name }) => !text.includes(`"${name}"`)).map(({ name }) => name)).toEqual([]);
  });
});

test("switch gateway: down breaks every connection, refuse answers 503, up serves again", async () => {
  const url = `${simulator.url}/invoices/reporting/single`;
  simulator.admin.turn({ gateway: "down" });
  await expect(call(url)).rejects.toThrow();
  simulator.admin.turn({ gateway: "refuse" });
  const refused = await call(url);
  simulator.admin.turn({ gateway: "up" });
  expect([refused.status, (await send(simulator, device, "reporting", document())).status]).toEqual([503, 200]);
});

test("switch latencyMs waits before every answer", async () => {
  simulator.admin.turn({ latencyMs: 250 });
  await send(simulator, device, "reporting", document());
  simulator.admin.turn({ latencyMs: 0 });
  expect(pauses).toEqual([250]);
});

test("switch clockOffsetSeconds moves the gateway's time: today's document becomes late", async () => {
  const one = document();
  simulator.admin.turn({ clockOffsetSeconds: 2 * 86_400 });
  const reply = await send(simulator, device, "reporting", one);
  simulator.admin.turn({ clockOffsetSeconds: 0 });
  expect(reply.status).toBe(202);
  expect(reply.text).toContain("BR-KSA-98");
});
