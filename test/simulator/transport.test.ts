// The checks before a call is understood (T1 to T7), over real HTTP.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import { basic, type CallOptions, call, type Device, documentBody, onboard, type Reply, stampedBy } from "./device.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");
const REPORTING = "/invoices/reporting/single";
const CLEARANCE = "/invoices/clearance/single";

let simulator: Simulator;
let device: Device;
let now = NOW;

beforeAll(async () => {
  simulator = await startSimulator({ clock: () => now });
  device = await onboard(simulator, NOW, { invoiceTypes: "1100" });
});
afterAll(() => simulator.close());

const good = (fields = {}): CallOptions => ({
  headers: basic(device.production),
  body: documentBody(stampedBy(device, NOW, fields)),
});

const withHeaders = (options: CallOptions, headers: Readonly<Record<string, string>>): CallOptions => ({
  ...options,
  headers: { ...options.headers, ...headers },
});

const unauthorized = (reply: Reply): void => {
  expect(reply.status).toBe(401);
  expect(reply.json).toEqual({ timestamp: now, status: 401, error: "Unauthorized", message: "" });
};

test.each([
  ["an unknown path", "POST", "/invoices/reporting/batch", 404],
  ["an unknown environment", "POST", "/../nowhere/compliance", 404],
  ["a wrong method", "GET", REPORTING, 405],
  ["PUT on the renewal's path", "PUT", "/production/csids", 405],
])("route() refuses %s (T1)", async (_, method, path, status) => {
  const reply = await call(simulator.url + path, { method });
  expect(reply.status).toBe(status);
});

test.each(["v2", "V1", "", "V2.0"])("transportGate() refuses Accept-Version %j in plain text (T2)", async (version) => {
  const headers = { ...basic(device.production), "accept-version": version };
  const reply = await call(simulator.url + REPORTING, { headers, body: {} });
  expect(reply.status).toBe(406);
  expect(reply.headers.get("content-type")).toContain("text/plain");
  expect(reply.text).toBe("This Version is not supported or not provided in the header.");
});

test("transportGate() refuses a body past the limit and looks at nothing else (T3)", async () => {
  simulator.admin.turn({ bodyLimitBytes: 100 });
  const reply = await call(simulator.url + REPORTING, { body: { padding: "x".repeat(200_000) } });
  simulator.admin.turn({ bodyLimitBytes: 2_000_000 });
  expect(reply.status).toBe(413);
});

test("transportGate() refuses the call too many of one credential until time has passed (T4)", async () => {
  simulator.admin.turn({ rateLimit: { calls: 2, seconds: 10 } });
  const statuses: number[] = [];
  for (let count = 0; count < 3; count += 1)
    statuses.push((await call(simulator.url + REPORTING, { headers: basic(device.production), body: {} })).status);
  now += 11_000;
  statuses.push((await call(simulator.url + REPORTING, { headers: basic(device.production), body: {} })).status);
  now = NOW;
  simulator.admin.turn({ rateLimit: null });
  expect(statuses).toEqual([400, 400, 429, 400]);
});

test.each<[string, () => Readonly<Record<string, string>>]>([
  ["no credential", () => ({})],
  [
    "a token encoded once more",
    () => basic({ ...device.production, token: Buffer.from(device.production.token).toString("base64") }),
  ],
  [
    "a token decoded once",
    () => basic({ ...device.production, token: Buffer.from(device.production.token, "base64").toString() }),
  ],
  ["a wrong secret", () => basic({ ...device.production, secret: device.compliance.secret })],
  ["an unknown token", () => basic({ token: "TUlJ", secret: "x" })],
  ["a compliance credential where a production one belongs", () => basic(device.compliance)],
  [
    "a line break in the header's base64",
    () => ({ authorization: basic(device.production).authorization.replace(/(.{40})$/, " $1") }),
  ],
  ["another scheme", () => ({ authorization: basic(device.production).authorization.replace("Basic", "Bearer") })],
])("authenticate() refuses %s (T5)", async (_, headers) => {
  unauthorized(await call(simulator.url + REPORTING, { headers: headers(), body: {} }));
});

test("authenticate() refuses a production credential on the calls of the compliance one (T5)", async () => {
  const options = { headers: basic(device.production), body: {} };
  unauthorized(await call(`${simulator.url}/compliance/invoices`, options));
  unauthorized(await call(`${simulator.url}/production/csids`, options));
});

test("authenticate() knows a credential in its own environment only (T5)", async () => {
  unauthorized(await call(simulator.urls["production-model"] + REPORTING, good()));
  unauthorized(await call(simulator.urls.sandbox + REPORTING, good()));
});

test("authenticate() refuses expired and revoked credentials (T5)", async () => {
  await using other = await startSimulator({ clock: () => now });
  const victim = await onboard(other, NOW);
  const options = { headers: basic(victim.production), body: {} };
  now = NOW + 1826 * 86_400_000;
  const expired = await call(other.url + REPORTING, options);
  now = NOW;
  const alive = await call(other.url + REPORTING, options);
  expect(other.admin.revoke(victim.production.requestId)).toBe(1);
  const revoked = await call(other.url + REPORTING, options);
  expect([expired.status, alive.status, revoked.status]).toEqual([401, 400, 401]);
});

test("transportGate() leaves out the 401 body now and then where the switch says so (T5)", async () => {
  simulator.admin.turn({ bareUnauthorized: true });
  const bodies = new Set<boolean>();
  for (let count = 0; count < 24; count += 1)
    bodies.add((await call(simulator.url + REPORTING, { body: {} })).text === "");
  simulator.admin.turn({ bareUnauthorized: false });
  expect([...bodies].sort()).toEqual([false, true]);
});

test("transportGate() refuses other content than JSON (T6)", async () => {
  const reply = await call(simulator.url + REPORTING, withHeaders(good(), { "content-type": "text/plain" }));
  expect(reply.status).toBe(415);
});

test.each(["{", "[]", "null", '"text"', ""])("transportGate() refuses the body %j (T6)", async (body) => {
  const reply = await call(simulator.url + REPORTING, { headers: basic(device.production), body });
  expect(reply.status).toBe(400);
  expect(reply.json).toEqual({ code: "Invalid-Request", message: "System failed to process your request" });
});

test("transportGate() sends clearance away with Clearance-Status 0, or while clearance is off (T7)", async () => {
  const options = good({ subtype: "0100000" });
  const asked = await call(simulator.url + CLEARANCE, withHeaders(options, { "clearance-status": "0" }));
  simulator.admin.turn({ clearance: false });
  const off = await call(simulator.url + CLEARANCE, withHeaders(options, { "clearance-status": "1" }));
  const reported = await call(simulator.url + REPORTING, options);
  simulator.admin.turn({ clearance: true });
  expect(asked.status).toBe(303);
  expect(asked.text).toBe(off.text);
  expect(off.json).toEqual({
    message: "Clearance is deactiviated. Please use the /invoices/reporting/single endpoint instead.",
  });
  expect(reported.status).toBe(200);
});

test("transportGate() answers in the order of the reference: version before credential before body", async () => {
  const wrongAll = { headers: { "accept-version": "V1", "content-type": "text/plain" }, body: "{" };
  const wrongRest = { headers: { "content-type": "text/plain" }, body: "{" };
  expect((await call(simulator.url + REPORTING, wrongAll)).status).toBe(406);
  expect((await call(simulator.url + REPORTING, wrongRest)).status).toBe(401);
});
