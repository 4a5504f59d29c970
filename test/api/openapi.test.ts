// The OpenAPI document: well-formed by the 3.1 specification, complete, and true of what the API really answers.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openApi } from "../../agent/api/openapi.ts";
import { ROUTES } from "../../agent/api/routes.ts";
import { parseSale } from "../../agent/core/invoice/sale.ts";
import { EXAMPLE } from "../support/example-sale.ts";
import { testSale } from "../support/unit.ts";
import { type Answer, browser, jsonOf, type OpenApi, openApiUnit } from "./door.ts";
import { broken, flaws, type Resolve } from "./json-schema.ts";

type Json = Readonly<Record<string, unknown>>;
const description = JSON.parse(JSON.stringify(openApi(ROUTES)));

const resolve: Resolve = (ref) =>
  ref
    .slice(2)
    .split("/")
    .reduce((at, step) => at?.[step], description);

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: unknown }[];
  readonly requestBody?: { readonly content: Record<string, { schema: unknown }> };
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, { schema: unknown }> }>>;
}
const operations: readonly (readonly [string, string, Operation])[] = Object.entries(description.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods as Json).map(([method, row]) => [path, method, row as Operation] as const),
);

describe("the description", () => {
  test("has what OpenAPI 3.1 asks of its root", () => {
    expect(description).toMatchObject({ openapi: "3.1.0", info: { title: expect.any(String), version: "1" } });
    expect(
      Object.keys(description).filter((key) => !["openapi", "info", "servers", "paths", "components"].includes(key)),
    ).toEqual([]);
  });

  test("names every route once, with every place of its path", () => {
    expect(operations).toHaveLength(ROUTES.length);
    expect(new Set(operations.map(([, , { operationId }]) => operationId)).size).toBe(operations.length);
    for (const [path, , { parameters = [] }] of operations) {
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(places);
    }
  });

  test("says every status with words, and every body with a schema that holds together", () => {
    for (const [path, method, { responses, requestBody, parameters = [], summary }] of operations) {
      const at = `${method} ${path}`;
      expect(summary).not.toBe("");
      for (const [status, answer] of Object.entries(responses)) {
        expect(status).toMatch(/^[2345]\d\d$/);
        expect(answer.description).not.toBe("");
      }
      const contents = [requestBody, ...Object.values(responses)].flatMap((one) => Object.values(one?.content ?? {}));
      const schemas = [...contents, ...parameters].map(({ schema }) => schema);
      expect(schemas.flatMap((schema) => flaws(schema, at, resolve))).toEqual([]);
    }
    const named = Object.entries(description.components.schemas);
    expect(named.flatMap(([name, schema]) => flaws(schema, name, resolve))).toEqual([]);
  });

  test("says every route in Arabic too", () => {
    for (const { about } of ROUTES) expect(about.ar).toMatch(/\p{Script=Arabic}/u);
  });
});

describe("the schema of a sale", () => {
  const sale = resolve("#/components/schemas/Sale");

  test("takes what the terminal takes", () => {
    expect(parseSale(EXAMPLE).ok).toBe(true);
    expect(broken(sale, EXAMPLE, "", resolve)).toEqual([]);
    expect(broken(sale, testSale("a/1"), "", resolve)).toEqual([]);
  });

  test.each([
    ["a number for money", { payments: [{ means: "card", amount: 32 }] }],
    ["an unknown member", { colour: "red" }],
    ["no lines", { lines: [] }],
    ["a price with an exponent", { lines: [{ name: "A", quantity: "1", price: "1e3", vat: "S" }] }],
    ["an unknown way to pay", { payments: [{ means: "gold", amount: "32.00" }] }],
    ["an unknown unit", { lines: [{ name: "A", quantity: "1", unit: "piece", price: "1", vat: "S" }] }],
    [
      "an unknown exemption",
      { lines: [{ name: "A", quantity: "1", price: "1", vat: { category: "Z", exemption: "X" } }] },
    ],
  ])("refuses %s, as the terminal does", (_what, changes) => {
    const wrong = testSale("a/1", changes);
    expect(parseSale(wrong).ok).toBe(false);
    expect(broken(sale, wrong, "", resolve)).not.toEqual([]);
  });
});

describe("answers", () => {
  let open: OpenApi;
  let page: ReturnType<typeof browser>;
  beforeAll(async () => {
    open = await openApiUnit();
    page = browser(open);
  });
  afterAll(async () => await open[Symbol.asyncDispose]());

  /** Holds an answer to the description of its operation. */
  function holds(method: string, path: string, answer: Answer): void {
    const row = description.paths[path]?.[method.toLowerCase()] as Operation;
    const told = row.responses[answer.status];
    expect(told, `${method} ${path} answers ${answer.status}`).toBeDefined();
    const type = String(answer.headers["content-type"] ?? "").split(";")[0] ?? "";
    const bodies = told?.content ?? {};
    if (told?.content === undefined) expect(answer.text).toBe("");
    else expect(Object.keys(bodies)).toContain(type);
    if (/json$/.test(type)) expect(broken(bodies[type]?.schema, jsonOf(answer), "", resolve)).toEqual([]);
  }

  test("are what the description says, from the first owner to the daily closing", async () => {
    const call = async (
      method: string,
      path: string,
      body?: unknown,
      values: Readonly<Record<string, string>> = {},
    ) => {
      const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? "none"));
      const answer = await page(method, `${place}${values["?"] ?? ""}`, body);
      holds(method, path, answer);
      return answer;
    };
    await call("GET", "/healthz");
    await call("GET", "/v1/setup");
    await call("POST", "/v1/setup", { name: "noor", password: "three blind mice" });
    await call("POST", "/v1/session", { name: "noor", password: "wrong password" });
    const sold = jsonOf(await call("POST", "/v1/invoices", EXAMPLE));
    await call("POST", "/v1/invoices", EXAMPLE);
    await call("POST", "/v1/invoices", { ...EXAMPLE, note: "another" });
    await call("POST", "/v1/invoices", { lines: 7 });
    await call("POST", "/v1/quote", EXAMPLE);
    for (const suffix of ["", "/xml", "/sale", "/attempts", "/receipt.png", "/receipt.escpos", "/generations"])
      await call("GET", `/v1/invoices/{irn}${suffix}`, undefined, { irn: sold.irn });
    await call("GET", "/v1/documents/{uuid}", undefined, { uuid: sold.uuid });
    await call("GET", "/v1/documents/{uuid}");
    await call("GET", "/v1/invoices", undefined, { "?": "?limit=1" });
    await call("GET", "/v1/invoices", undefined, { "?": "?limit=x" });
    await call("POST", "/v1/invoices/{irn}/print", undefined, { irn: sold.irn });
    await call("POST", "/v1/flush");
    await call("GET", "/v1/invoices/{irn}/attempts", undefined, { irn: sold.irn });
    for (const path of ["/v1/status", "/v1/doctor", "/v1/go-live", "/metrics", "/v1/me", "/v1/openapi.json"])
      await call("GET", path);
    await call("GET", "/v1/reports/day/{date}", undefined, { date: sold.issuedAt.slice(0, 10) });
    await call("GET", "/v1/reports/day/{date}", undefined, { date: "2026-02-30" });
    await call("GET", "/v1/reports/x");
    await call("POST", "/v1/reports/x/print");
    await call("POST", "/v1/reports/z", { reference: "z/1" });
    await call("POST", "/v1/reports/z", { reference: "z/1" });
    await call("POST", "/v1/reports/z", { reference: "" });
    await call("GET", "/v1/reports/z", undefined, { "?": "?limit=1" });
    await call("GET", "/v1/reports/z/{number}", undefined, { number: "1" });
    await call("GET", "/v1/reports/z/{number}", undefined, { number: "01" });
    await call("POST", "/v1/reports/z/{number}/print", undefined, { number: "1" });
    for (const month of [sold.issuedAt.slice(0, 7), "2026-13"]) {
      await call("GET", "/v1/reports/month/{month}", undefined, { month });
      await call("POST", "/v1/reports/month/{month}/print", undefined, { month });
    }
    await call("POST", "/v1/users", { name: "sami", role: "cashier", password: "three blind mice" });
    await call("POST", "/v1/users", { name: "sami", role: "cashier", password: "short" });
    await call("PATCH", "/v1/users/{name}", { role: "auditor" }, { name: "sami" });
    await call("POST", "/v1/tokens", { name: "till" });
    for (const path of ["/v1/users", "/v1/tokens", "/v1/activity"]) await call("GET", path);
    await call("DELETE", "/v1/tokens/{name}", undefined, { name: "till" });
    await call("POST", "/v1/decommission", {});
    await call("POST", "/v1/renewal", { otp: 5 });
    await call("DELETE", "/v1/session");
    await call("GET", "/v1/status");
    expect(open.bugs).toEqual([]);
  });
});
