// The admin endpoint over HTTP, the log, and what a restarted simulator still knows.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { startSimulator } from "../../simulator/server.ts";
import { basic, call, csrReply, documentBody, onboard, send, stampedBy } from "./device.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");
const VAT = "311111111100003";
const clock = (): number => NOW;

const folder = mkdtempSync(join(tmpdir(), "khatm-simulator-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("adminAnswer() makes a password that works", async () => {
  await using simulator = await startSimulator({ clock });
  const made = await call(`${simulator.origin}/admin/otp`, { body: { vat: VAT } });
  const { otp } = JSON.parse(made.text);
  expect(otp).toMatch(/^\d{6}$/);
  expect((await csrReply(simulator.url, otp)).status).toBe(200);
});

test("adminAnswer() tells documents with their bytes, verdict and attempts", async () => {
  await using simulator = await startSimulator({ clock });
  const device = await onboard(simulator, NOW);
  const document = stampedBy(device, NOW);
  await send(simulator, device, "reporting", document);
  await send(simulator, device, "reporting", document);
  const rows = JSON.parse((await call(`${simulator.origin}/admin/documents`, { method: "GET" })).text);
  expect(rows.at(-1)).toMatchObject({
    profile: "simulation",
    call: "reporting",
    vat: VAT,
    irn: "SIM-1",
    hash: document.hash,
    icv: "1",
    kind: "simplified",
    typeCode: "388",
    verdict: "PASS",
    status: 409,
    attempts: 2,
    isAccepted: true,
    firstAt: "2026-03-01T09:00:00.000Z",
    xml: document.xml.toString("base64"),
    notes: [],
  });
});

test("adminAnswer() remarks where another parser reads the bytes differently", async () => {
  await using simulator = await startSimulator({ clock });
  const device = await onboard(simulator, NOW);
  const reply = await send(simulator, device, "reporting", stampedBy(device, NOW, { note: "line\u2028line" }));
  expect(reply.status).toBe(200);
  expect(simulator.admin.documents().at(-1)?.notes).toEqual([
    "another parser and canonicaliser reads these bytes differently",
  ]);
});

test("adminAnswer() tells credentials without secrets, and revokes them", async () => {
  await using simulator = await startSimulator({ clock });
  const device = await onboard(simulator, NOW);
  const { requestId } = device.production;
  const revoked = await call(`${simulator.origin}/admin/revoke`, { body: { requestId } });
  const listed = await call(`${simulator.origin}/admin/csids`, { method: "GET" });
  expect(revoked.json).toEqual({ revoked: 1 });
  expect(JSON.parse(listed.text).map((csid: { isRevoked: boolean }) => csid.isRevoked)).toEqual([false, true]);
  expect(listed.text).not.toContain(device.production.secret);
  expect((await send(simulator, device, "reporting", stampedBy(device, NOW))).status).toBe(401);
});

test("adminAnswer() turns switches and adds faults", async () => {
  await using simulator = await startSimulator({ clock });
  const url = `${simulator.origin}/admin`;
  const turned = await call(`${url}/switches`, { method: "PATCH", body: { gateway: "refuse", latencyMs: 0 } });
  const added = await call(`${url}/faults`, { body: { fault: "503", calls: ["reporting"], times: 2 } });
  const cleared = await call(`${url}/faults`, { method: "DELETE" });
  expect(turned.json).toMatchObject({ gateway: "refuse", clearance: true, renewal: 428 });
  expect((await call(`${url}/switches`, { method: "GET" })).json).toEqual(turned.json);
  expect(added.json).toEqual([{ fault: "503", calls: ["reporting"], times: 2 }]);
  expect(cleared.json).toEqual([]);
  const faults = JSON.parse((await call(`${url}/faults`, { method: "GET" })).text);
  expect(faults.catalogue.map(({ name }: { name: string }) => name)).toContain("timeout-after");
});

test.each<[string, string, unknown, string]>([
  ["PATCH", "/switches", { gateway: "sideways" }, "gateway"],
  ["PATCH", "/switches", { gatway: "up" }, "gatway"],
  ["POST", "/otp", { vat: "123" }, "15 digits"],
  ["POST", "/otp", "{", "not JSON"],
  ["POST", "/otp", undefined, "body"],
  ["POST", "/faults", { fault: "gremlin" }, "fault"],
])("adminAnswer() refuses %s %s %j by name", async (method, path, body, word) => {
  await using simulator = await startSimulator({ clock });
  const reply = await call(`${simulator.origin}/admin${path}`, { method, ...(body === undefined ? {} : { body }) });
  expect(reply.status).toBe(400);
  expect((reply.json as { error: string }).error).toContain(word);
});

test("adminAnswer() lists its calls at its root and for an unknown one", async () => {
  await using simulator = await startSimulator({ clock });
  const root = await call(`${simulator.origin}/admin`, { method: "GET" });
  const unknown = await call(`${simulator.origin}/admin/nothing`, { method: "GET" });
  expect([root.status, unknown.status]).toEqual([200, 404]);
  expect(root.text).toContain("/admin/otp");
  expect(unknown.text).toContain("/admin/otp");
});

test("logLine() tells each call in one line and no secret in any", async () => {
  const lines: string[] = [];
  await using simulator = await startSimulator({ clock, log: (line) => lines.push(line) });
  const otp = simulator.admin.otp(VAT);
  await csrReply(simulator.url, otp);
  const device = await onboard(simulator, NOW);
  await send(simulator, device, "reporting", stampedBy(device, NOW));
  await send(simulator, device, "reporting", stampedBy(device, NOW, { sellerVat: "399999999900003" }));
  simulator.admin.inject({ fault: "502" });
  await send(simulator, device, "reporting", stampedBy(device, NOW));
  const tail = lines.slice(-3).map((line) => line.replace(/ \d+ ms$/, ""));
  const path = "09:00:00 POST  /e-invoicing/simulation/invoices/reporting/single";
  const uuid = "uuid=8e6000cf-1a98-4174-b3e7-b5d5954bc10d";
  expect(tail).toEqual([
    `${path} 200 REPORTED ${uuid}`,
    `${path} 400 NOT_REPORTED ${uuid} certificate-permissions`,
    `${path} 502 ${uuid} fault=502`,
  ]);
  const everything = lines.join("\n");
  for (const secret of [otp, device.compliance.secret, device.production.secret, device.production.token])
    expect(everything).not.toContain(secret);
});

test("openStore() lets a restarted simulator know its credentials, duplicates and passwords", async () => {
  const state = join(folder, "state.db");
  const first = await startSimulator({ clock, state });
  const device = await onboard(first, NOW);
  const document = stampedBy(device, NOW);
  const accepted = await send(first, device, "reporting", document);
  const otp = first.admin.otp(VAT);
  await first.close();
  await using second = await startSimulator({ clock, state });
  const again = await send(second, device, "reporting", document);
  const next = await send(second, device, "reporting", stampedBy(device, NOW, { irn: "SIM-2" }));
  expect([accepted.status, again.status, next.status]).toEqual([200, 409, 200]);
  expect((await csrReply(second.url, otp)).status).toBe(200);
  expect(statSync(state).mode & 0o777).toBe(0o600);
});

test("openStore() refuses a newer simulator's state", async () => {
  const state = join(folder, "newer.db");
  const database = new Database(state);
  database.pragma("user_version = 99");
  database.close();
  await expect(startSimulator({ state })).rejects.toThrow("newer simulator");
});

test("startSimulator() serves requests side by side and closes in the middle of one", async () => {
  const simulator = await startSimulator({ clock });
  const device = await onboard(simulator, NOW);
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      send(simulator, device, "reporting", stampedBy(device, NOW, { irn: `P-${index}` })),
    ),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  simulator.admin.inject({ fault: "timeout-before" });
  const pending = call(`${simulator.url}/invoices/reporting/single`, {
    headers: basic(device.production),
    body: documentBody(stampedBy(device, NOW)),
  });
  pending.catch(() => undefined);
  await expect.poll(() => simulator.admin.faults()).toEqual([]);
  await simulator.close();
  await expect(pending).rejects.toThrow();
});
