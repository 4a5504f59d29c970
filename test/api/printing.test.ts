// The routes of the printers over the API as one function: slips by name, jobs, the word on old papers, the drawer.
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../agent/api/app.ts";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

let own: TestUnit;
let call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Record<string, unknown> }>;

beforeAll(async () => {
  own = await openTestUnit({ printers: { kitchen: { transport: "none" } } });
  const app = createApp({
    terminal: own.unit.terminal,
    port: () => 0,
    onBug: (thrown) => {
      throw thrown;
    },
    onFault: () => undefined,
    stuck: () => undefined,
  });
  call = async (method, path, body) => {
    const given = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { "content-type": "application/json" };
    const answer = await app.request(`http://localhost${path}`, { method, headers, ...given }, { local: true });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
});
afterAll(async () => {
  await own[Symbol.asyncDispose]();
});

const ORDER = { kind: "kitchen-order", printer: "kitchen", lines: [{ name: "كبسة", quantity: "2" }] };

test("POST /v1/prints queues a slip at the printer it names, and GET tells what became of it", async () => {
  const asked = await call("POST", "/v1/prints", ORDER);
  expect(asked).toMatchObject({ status: 202, body: { printer: "kitchen", copy: 0, state: "queued" } });
  await own.unit.terminal.drainPrinter();
  const job = await call("GET", `/v1/prints/${String(asked.body["id"])}`);
  expect(job).toMatchObject({ status: 200, body: { printer: "kitchen", state: "sent" } });
});

test("POST /v1/prints refuses a printer nobody has, and a paper that would pass for an invoice", async () => {
  expect(await call("POST", "/v1/prints", { ...ORDER, printer: "bar" })).toMatchObject({
    status: 404,
    body: { code: "no-such-printer" },
  });
  const refused = await call("POST", "/v1/prints", { ...ORDER, title: "Tax invoice" });
  expect(refused).toMatchObject({ status: 422, body: { violations: [{ path: "title" }] } });
});

test("POST /v1/invoices/{irn}/print prints a copy, at another printer where it is named", async () => {
  const sold = await call("POST", "/v1/invoices", testSale("printing/1"));
  const path = `/v1/invoices/${String(sold.body["irn"])}/print`;
  expect(await call("POST", `${path}?printer=kitchen`)).toMatchObject({
    status: 202,
    body: { copy: 1, printer: "kitchen" },
  });
  expect(await call("POST", `${path}?printer=bar`)).toMatchObject({ status: 404, body: { code: "no-such-printer" } });
});

test("POST /v1/printers/{name}/waiting takes the operator's word", async () => {
  expect(await call("POST", "/v1/printers/main/waiting", { do: "print" })).toEqual({
    status: 200,
    body: { papers: 0 },
  });
  expect((await call("POST", "/v1/printers/main/waiting", { do: "burn" })).status).toBe(422);
  expect((await call("POST", "/v1/printers/bar/waiting", { do: "drop" })).status).toBe(404);
});

test("GET /v1/status tells of every printer by name", async () => {
  const { body } = await call("GET", "/v1/status");
  expect(body["printer"]).toMatchObject({ name: "main", printers: [{ name: "main" }, { name: "kitchen" }] });
});

test("GET /v1/prints/{job} knows no job that is none", async () => {
  expect((await call("GET", "/v1/prints/999999")).status).toBe(404);
  expect((await call("GET", "/v1/prints/x")).status).toBe(404);
});

test("POST /v1/reports/day/{date}/print brings the closing out, and says who asked for it", async () => {
  own.unit.terminal.issue(testSale("closing/1"));
  const [sold] = own.unit.terminal.list({ limit: 1 });
  const date = sold?.link.issuedAt.date ?? "";
  const asked = await call("POST", `/v1/reports/day/${date}/print`);
  expect(asked).toMatchObject({ status: 202, body: { printer: "main", state: "queued" } });
  await own.unit.terminal.drainPrinter();
  expect(await call("GET", `/v1/prints/${String(asked.body["id"])}`)).toMatchObject({ body: { state: "sent" } });
  expect(own.unit.terminal.activity(undefined, 9)).toContainEqual(
    expect.objectContaining({ action: "print", subject: `closing ${date}` }),
  );
  expect(await call("POST", "/v1/reports/day/today/print")).toMatchObject({ status: 404 });
});
