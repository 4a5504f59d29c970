// The local API over real sockets: who gets in, what a sale is answered, and what can be read.
import { statSync } from "node:fs";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Problem } from "../../agent/api/problem.ts";
import { type ApiServer, startApi } from "../../agent/api/server.ts";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

let unit: TestUnit;
let api: ApiServer;
let token: string;

beforeAll(async () => {
  unit = await openTestUnit();
  const { terminal, stuck } = unit.unit;
  api = await startApi({
    ...unit.config.api,
    terminal,
    stuck,
    onBug: (thrown) => console.error(thrown),
    onFault: () => undefined,
  });
  token = terminal.pair("till-1");
});
afterAll(async () => {
  await api.close();
  await unit[Symbol.asyncDispose]();
});

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** A raw request, so that Host and Origin can be anything. */
function send(
  method: string,
  path: string,
  options: { headers?: object; body?: string; socket?: boolean } = {},
): Promise<Answer> {
  const where =
    options.socket === true ? { socketPath: unit.config.api.socket } : { host: "127.0.0.1", port: api.port };
  const headers = { ...(options.socket === true ? {} : { authorization: `Bearer ${token}` }), ...options.headers };
  return new Promise((resolve, reject) => {
    const call = request({ ...where, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers["content-type"] ?? "",
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    call.on("error", reject);
    call.end(options.body);
  });
}

const JSON_TYPE = { "content-type": "application/json" };
const sell = (sale: object, more: object = {}): Promise<Answer> =>
  send("POST", "/v1/invoices", { headers: { ...JSON_TYPE, ...more }, body: JSON.stringify(sale) });

describe("the doors", () => {
  test.each([
    ["no token", { authorization: "" }],
    ["a wrong token", { authorization: "Bearer khatm_wrong" }],
    ["basic authentication", { authorization: "Basic a2hhdG06a2hhdG0=" }],
  ])("refuse %s with 401", async (_what, headers) => {
    const { status, type } = await send("GET", "/v1/status", { headers });
    expect([status, type]).toEqual([401, "application/problem+json"]);
  });

  test.each([
    ["another host", { host: "evil.example" }],
    ["our name at another port", { host: "127.0.0.1:1" }],
    ["another origin", { origin: "https://evil.example" }],
    ["our origin at another port", { origin: "http://127.0.0.1:1" }],
    ["the null origin", { origin: "null" }],
  ])("refuse %s with 403", async (_what, headers) => {
    expect((await send("GET", "/v1/status", { headers })).status).toBe(403);
    expect((await send("GET", "/healthz", { headers })).status).toBe(403);
  });

  test("tell health to anybody on this machine, and nothing else", async () => {
    expect((await send("GET", "/healthz", { headers: { authorization: "" } })).status).toBe(200);
  });

  test("let the local operator in over the socket, which only owner and group may use", async () => {
    expect((await send("GET", "/v1/status", { socket: true })).status).toBe(200);
    expect(statSync(unit.config.api.socket).mode & 0o777).toBe(0o660);
  });

  test("never let a token make tokens", async () => {
    const answer = await send("POST", "/v1/tokens", { headers: JSON_TYPE, body: '{"name":"x"}' });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, "forbidden"]);
  });

  test("close when a token is taken back", async () => {
    const lost = unit.unit.terminal.pair("lost till");
    const headers = { authorization: `Bearer ${lost}` };
    expect((await send("GET", "/v1/status", { headers })).status).toBe(200);
    unit.unit.terminal.revoke("lost till");
    expect((await send("GET", "/v1/status", { headers })).status).toBe(401);
  });
});

describe("POST /v1/invoices", () => {
  test("answers 201 with the stamped document, and 200 when it is sent again", async () => {
    const sale = testSale("api/1");
    const first = await sell(sale);
    expect(first.status).toBe(201);
    const document = JSON.parse(first.text);
    expect(document).toMatchObject({
      icv: 1,
      type: "invoice",
      totals: { payable: "32.00", vat: "4.17" },
      state: "queued",
    });
    const again = await sell({ ...sale, lines: sale.lines.map((line) => ({ ...line, quantity: "2.000" })) });
    expect(again.status).toBe(200);
    expect(JSON.parse(again.text)).toMatchObject({ uuid: document.uuid, icv: 1 });
  });

  test("answers 409 when the reference belongs to another sale", async () => {
    await sell(testSale("api/2"));
    const other = await sell(testSale("api/2", { note: "another" }));
    expect([other.status, JSON.parse(other.text).code]).toEqual([409, "reference-reused"]);
  });

  test("answers 422 with everything that is wrong, stores nothing and uses no counter", async () => {
    const before = JSON.parse((await send("GET", "/v1/status")).text);
    const wrong = await sell({
      ...testSale("api/3"),
      typo: 1,
      lines: [{ name: "A", quantity: 1, price: "-1.00", vat: "X" }],
    });
    const problem: Problem = JSON.parse(wrong.text);
    expect(wrong.status).toBe(422);
    const paths = problem.violations?.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["typo", "lines[0].quantity", "lines[0].price", "lines[0].vat"]));
    for (const { message, fix } of problem.violations ?? [])
      for (const text of [message.ar, message.en, fix.ar, fix.en]) expect(text).not.toBe("");
    const after = JSON.parse((await send("GET", "/v1/status")).text);
    expect(after.chain).toEqual(before.chain);
    expect((await send("GET", "/v1/invoices/api%2F3")).status).toBe(404);
  });

  test("answers 422 to a member that stands twice, where JSON.parse would keep the last, and stores nothing", async () => {
    const body = JSON.stringify(testSale("api/twice")).replace('{"name"', '{"price":"1.00","name"');
    const { status, text } = await send("POST", "/v1/invoices", { headers: JSON_TYPE, body });
    expect([status, JSON.parse(text).violations]).toMatchObject([
      422,
      [{ code: "sale/repeated", path: "lines[0].price" }],
    ]);
    expect(JSON.parse((await send("GET", "/v1/invoices?search=api/twice")).text).documents).toEqual([]);
  });

  test("answers 415 unless the body is JSON, 400 when it is broken, 413 when it is too large", async () => {
    const body = JSON.stringify(testSale("api/4"));
    expect((await sell(testSale("api/4"), { "content-type": "text/plain" })).status).toBe(415);
    expect((await sell(testSale("api/4"), { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
    expect((await send("POST", "/v1/invoices", { headers: JSON_TYPE, body: body.slice(1) })).status).toBe(400);
    const large = JSON.stringify({ ...testSale("api/4"), note: "x".repeat(300_000) });
    expect((await send("POST", "/v1/invoices", { headers: JSON_TYPE, body: large })).status).toBe(413);
    const chunked = { ...JSON_TYPE, "transfer-encoding": "chunked" };
    expect((await send("POST", "/v1/invoices", { headers: chunked, body: large })).status).toBe(413);
    expect((await send("POST", "/v1/invoices", { headers: chunked, body })).status).toBe(201);
  });

  test("gives a hundred sales at once a hundred places in the chain", async () => {
    const sales = Array.from({ length: 100 }, (_, n) => sell(testSale(`crowd/${n % 50}`)));
    const answers = await Promise.all(sales);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50);
    expect(new Set(answers.map(({ text }) => JSON.parse(text).icv)).size).toBe(50);
  });
});

describe("POST /v1/quote", () => {
  test("prices a sale that has no reference yet, and stores nothing", async () => {
    const { reference: _, ...sale } = testSale("");
    const quote = (body: object) => send("POST", "/v1/quote", { headers: JSON_TYPE, body: JSON.stringify(body) });
    const priced = await quote(sale);
    expect(priced.status).toBe(200);
    expect(JSON.parse(priced.text)).toMatchObject({ totals: { payable: "32.00", vat: "4.17" }, warnings: [] });
    const { status, text } = await quote({ ...sale, lines: [] });
    expect([status, JSON.parse(text).code]).toEqual([422, "refused"]);
  });
});

describe("reads", () => {
  test("give the document, its XML, its picture and its printer bytes", async () => {
    const { irn, uuid, qr } = JSON.parse((await sell(testSale("read/1"))).text);
    expect(JSON.parse((await send("GET", `/v1/invoices/${irn}`)).text)).toMatchObject({ irn, uuid });
    expect(JSON.parse((await send("GET", `/v1/documents/${uuid}`)).text)).toMatchObject({ irn, uuid });
    const xml = await send("GET", `/v1/invoices/${irn}/xml`);
    expect([xml.type, xml.text.includes(qr)]).toEqual(["application/xml", true]);
    const png = await send("GET", `/v1/invoices/${irn}/receipt.png`);
    expect([png.type, png.text.slice(1, 4)]).toEqual(["image/png", "PNG"]);
    expect((await send("GET", `/v1/invoices/${irn}/receipt.escpos`)).text).toContain("\u001Bv0".slice(0, 1));
  });

  test("page through the list, newest first", async () => {
    const first = JSON.parse((await send("GET", "/v1/invoices?limit=2")).text);
    const second = JSON.parse((await send("GET", `/v1/invoices?limit=2&before=${first.next}`)).text);
    const icvs = [...first.documents, ...second.documents].map(({ icv }: { icv: number }) => icv);
    expect(icvs).toEqual([...icvs].sort((a, b) => b - a));
    expect(new Set(icvs).size).toBe(4);
  });

  test("find documents by type, and by a part of their reference", async () => {
    await sell(testSale("shelf-7/needle/1"));
    const found = JSON.parse((await send("GET", "/v1/invoices?search=needle&type=invoice&profile=simplified")).text);
    expect(found.documents.map(({ reference }: { reference: string }) => reference)).toEqual(["shelf-7/needle/1"]);
    expect(JSON.parse((await send("GET", "/v1/invoices?search=needle&type=credit-note")).text).documents).toEqual([]);
  });

  test.each([
    ["limit=0", "1 to 500", "من 1 إلى 500"],
    ["limit=9999", "1 to 500", "من 1 إلى 500"],
    ["state=lost", "one of: queued, reported", "إحدى القيم: queued، reported"],
    ["from=yesterday", "2026-11-21", "2026-11-21"],
    ["colour=red", "keys: state, type", "المعاملات: state، type"],
    ["type=x", "credit-note", "credit-note"],
    ["search=", "1 to 100 characters", "من 1 إلى 100 حرف"],
  ])("refuse ?%s as a query, with what to write in words", async (query, en, ar) => {
    const { status, text } = await send("GET", `/v1/invoices?${query}`);
    const { code, title, violations }: Problem = JSON.parse(text);
    expect([status, code, title]).toEqual([422, "wrong-query", expect.stringContaining("query")]);
    expect(violations).toMatchObject([{ fix: { en: expect.stringContaining(en), ar: expect.stringContaining(ar) } }]);
    expect(text).not.toContain('\\"type\\"');
  });

  test("a body that is no sale is refused as what it is", async () => {
    const body = JSON.stringify({ kind: "poem", lines: [] });
    const { status, text } = await send("POST", "/v1/prints", { headers: JSON_TYPE, body });
    expect([status, JSON.parse(text).code, JSON.parse(text).title]).toEqual([
      422,
      "wrong-body",
      "the body is not what this call takes",
    ]);
  });

  test("answer 404 as a problem", async () => {
    const { status, type } = await send("GET", "/v1/invoices/none");
    expect([status, type]).toEqual([404, "application/problem+json"]);
    expect((await send("GET", "/v2")).status).toBe(404);
  });
});

describe("status and secrets", () => {
  test("tell chain, CSID, outbox, clock and storage", async () => {
    const status = JSON.parse((await send("GET", "/v1/status")).text);
    expect(status).toMatchObject({
      ready: true,
      environment: "local",
      clock: { trusted: true },
      csid: { stage: "ready" },
    });
    expect(status.outbox.pending).toBeGreaterThan(0);
  });

  test("never log a token", () => {
    expect(unit.logged.join("\n")).not.toContain(token);
  });
});
