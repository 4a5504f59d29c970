// Reports over the API of a whole unit: X leaves no trace, Z closes once, is printed and printed again, the month adds up.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PresentedClosing } from "../../agent/api/present.ts";
import type { ClosingReport } from "../../agent/core/day-report/closing.ts";
import type { MonthReport } from "../../agent/core/day-report/month.ts";
import { testSale } from "../support/unit.ts";
import { jsonOf, type OpenApi, openApiUnit } from "./door.ts";

let open: OpenApi;
beforeAll(async () => {
  open = await openApiUnit();
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
});

const call = async <T>(method: string, path: string, body?: unknown) => {
  const answer = await open.send(method, path, { socket: true, ...(body === undefined ? {} : { body }) });
  return { status: answer.status, body: jsonOf(answer) as T };
};
const look = async () => (await call<ClosingReport>("GET", "/v1/reports/x")).body;
const papers = () => open.unit.unit.terminal.status().printer.pending;

test("GET /v1/reports/x shows what is open, as often as anybody looks", async () => {
  open.unit.unit.terminal.issue(testSale("z/1", { cashier: "Sara", payments: [{ means: "cash", amount: "50.00" }] }));
  expect(await look()).toMatchObject({
    documents: { counted: 1 },
    totals: { gross: "32.00" },
    cash: { received: "32.00", expected: "32.00" },
    cashiers: [{ cashier: "Sara", cash: "32.00" }],
    ranges: [{ first: { icv: 1 }, last: { icv: 1 } }],
  });
  expect((await look()).totals.gross).toBe("32.00");
  expect((await look()).from).toBeUndefined();
});

test("POST /v1/reports/z closes once under a reference, prints, and says who did it", async () => {
  await open.unit.unit.terminal.drainPrinter();
  const made = await call<PresentedClosing>("POST", "/v1/reports/z", { reference: "evening" });
  expect(made).toMatchObject({
    status: 201,
    body: { number: 1, closedBy: "local operator", report: { totals: { gross: "32.00" } } },
  });
  const again = await call<PresentedClosing>("POST", "/v1/reports/z", { reference: "evening" });
  expect([again.status, again.body.number, again.body.report]).toEqual([200, 1, made.body.report]);
  await open.unit.unit.terminal.drainPrinter();
  expect((await call("GET", "/v1/reports/z/1")).body).toMatchObject({ printed: "sent", hash: made.body.hash });
  expect(open.unit.unit.terminal.activity(undefined, 9)).toContainEqual(
    expect.objectContaining({ actor: "local operator", action: "close", subject: "Z 1" }),
  );
  expect(open.unit.logged.some((line) => line.includes('"event":"closed"'))).toBe(true);
  expect(await look()).toMatchObject({
    from: made.body.report.to,
    documents: { counted: 0 },
    totals: { gross: "0.00" },
  });
});

test("sales on both sides of a closing are in one each", async () => {
  open.unit.unit.terminal.issue(testSale("z/2"));
  await call("POST", "/v1/reports/z", { reference: "second" });
  open.unit.unit.terminal.issue(testSale("z/3"));
  open.unit.unit.terminal.issue(testSale("z/4"));
  const third = await call<PresentedClosing>("POST", "/v1/reports/z", { reference: "third" });
  expect(third.body).toMatchObject({ number: 3, report: { documents: { counted: 2 }, totals: { gross: "64.00" } } });
  const listed = await call<{ closings: readonly { number: number }[]; next?: number }>("GET", "/v1/reports/z?limit=2");
  expect([listed.body.closings.map(({ number }) => number), listed.body.next]).toEqual([[3, 2], 2]);
  const rest = await call<{ closings: readonly object[]; next?: number }>("GET", "/v1/reports/z?before=2");
  expect(rest.body).toMatchObject({ closings: [{ number: 1, documents: 1, gross: "32.00", cashExpected: "32.00" }] });
});

test("POST /v1/reports/z/{number}/print brings it out again as a copy", async () => {
  await open.unit.unit.terminal.drainPrinter();
  const copy = await call<{ id: number }>("POST", "/v1/reports/z/2/print");
  expect(copy).toMatchObject({ status: 202, body: { closing: 2, copy: 1, printer: "main" } });
  await open.unit.unit.terminal.drainPrinter();
  expect((await call("GET", `/v1/prints/${copy.body.id}`)).body).toMatchObject({ state: "sent" });
  for (const number of ["9", "0", "x"]) expect((await call("POST", `/v1/reports/z/${number}/print`)).status).toBe(404);
  expect(papers()).toBe(0);
});

test("reports come as text and as a table too, and are printed", async () => {
  const month = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 7);
  for (const path of ["x", "z/1", `month/${month}`]) {
    const text = await open.send("GET", `/v1/reports/${path}?format=text`, { socket: true });
    expect(text.text).toContain("VAT");
    const table = await open.send("GET", `/v1/reports/${path}?format=csv`, { socket: true });
    expect(table.headers["content-disposition"]).toMatch(/^attachment; filename="khatm-.+\.csv"$/);
    expect(table.text).toContain("\r\ncategory,rate,exemption,taxable,vat,");
    expect((await call("GET", `/v1/reports/${path}?format=odt`)).status).toBe(422);
  }
  for (const path of ["x", `month/${month}`]) {
    expect((await call("POST", `/v1/reports/${path}/print`)).status).toBe(202);
  }
  await open.unit.unit.terminal.drainPrinter();
  const { body } = await call<MonthReport>("GET", `/v1/reports/month/${month}`);
  expect(body).toMatchObject({ documents: { counted: 4, rejected: 0 }, sales: { documents: 4, gross: "128.00" } });
  expect((await call("GET", "/v1/reports/month/2026-13")).status).toBe(404);
});

test("only an owner closes; the others read", async () => {
  const till = open.unit.unit.terminal.pair("till-z", "till");
  const headers = { authorization: `Bearer ${till}` };
  const refused = await open.send("POST", "/v1/reports/z", { headers, body: { reference: "till" } });
  expect([refused.status, jsonOf(refused).code]).toEqual([403, "forbidden"]);
  expect((await open.send("GET", "/v1/reports/x", { headers })).status).toBe(200);
  expect(open.bugs).toEqual([]);
});
