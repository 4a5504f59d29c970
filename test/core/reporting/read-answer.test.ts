// Every shape of gateway.md A6, as it arrives on the wire.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer } from "../../../agent/core/reporting/answer.ts";
import { type DocumentRoute, readAnswer } from "../../../agent/core/reporting/read-answer.ts";

const read = (route: DocumentRoute, status: number, body: unknown, headers = {}): Answer =>
  readAnswer(route, { status, headers, body: typeof body === "string" ? body : JSON.stringify(body) });

const info = {
  type: "INFO",
  code: "XSD_ZATCA_VALID",
  category: "XSD validation",
  message: "Complied with UBL 2.1 standards",
  status: "PASS",
};
const warning = { type: "WARNING", code: "BR-KSA-98", category: "KSA", message: "within 24 hours", status: "WARNING" };
const error = { type: "ERROR", code: "BR-KSA-37", category: "KSA", message: "4 digits", status: "ERROR" };
const results = (status: string, lists = {}): object => ({
  infoMessages: [info],
  warningMessages: [],
  errorMessages: [],
  status,
  ...lists,
});
const html = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";

test("readAnswer() accepts 200 REPORTED", () => {
  const body = { validationResults: results("PASS"), reportingStatus: "REPORTED" };
  expect(read("reporting", 200, body)).toEqual({
    kind: "accepted",
    duplicate: false,
    warnings: [],
    status: 200,
    body: JSON.stringify(body),
  });
});

test("readAnswer() accepts 202 with its warnings", () => {
  const body = { validationResults: results("WARNING", { warningMessages: [warning] }), reportingStatus: "REPORTED" };
  expect(read("reporting", 202, body)).toMatchObject({
    kind: "accepted",
    warnings: [{ code: "BR-KSA-98", category: "KSA", text: "within 24 hours" }],
  });
});

test.each([200, 202, 208])("readAnswer() answers the cleared document of a clearance by %i", (status) => {
  const body = { validationResults: results("PASS"), clearanceStatus: "CLEARED", clearedInvoice: "PEludm9pY2UvPg==" };
  expect(read("clearance", status, body)).toMatchObject({
    kind: "accepted",
    duplicate: status === 208,
    clearedXml: "PEludm9pY2UvPg==",
  });
});

test("readAnswer() accepts 208 without the cleared document, and names none", () => {
  const answer = read("clearance", 208, { validationResults: results("PASS"), clearanceStatus: "CLEARED" });
  expect(answer).toMatchObject({ kind: "accepted", duplicate: true });
  expect(answer).not.toHaveProperty("clearedXml");
});

test.each(["reporting", "clearance"] as const)(
  "readAnswer() takes 409 on %s for success whatever its body says",
  (route) => {
    const duplicate = {
      type: "ERROR",
      code: null,
      category: null,
      message: "Invoice was already Reported",
      status: "ERROR",
    };
    const body = {
      validationResults: results("ERROR", { errorMessages: [duplicate] }),
      reportingStatus: "NOT_REPORTED",
    };
    expect(read(route, 409, body)).toMatchObject({ kind: "accepted", duplicate: true, warnings: [] });
  },
);

test.each([html, "", "{}"])("readAnswer() takes no 409 for success that is not the gateway's: %j", (body) => {
  expect(read("reporting", 409, body).kind).toBe("not-a-verdict");
});

test("readAnswer() reads 303 as clearance switched off, and on reporting as no verdict", () => {
  const body = { message: "Clearance is deactiviated. Please use the /invoices/reporting/single endpoint instead." };
  expect(read("clearance", 303, body).kind).toBe("clearance-off");
  expect(read("reporting", 303, body).kind).toBe("not-a-verdict");
});

test.each(["errorMessages", "erroMessages"])("readAnswer() rejects 400 with its %s", (name) => {
  const body = {
    validationResults: { infoMessages: [info], warningMessages: [warning], [name]: [error], status: "ERROR" },
    reportingStatus: "NOT_REPORTED",
  };
  expect(read("reporting", 400, body)).toMatchObject({
    kind: "rejected",
    errors: [{ code: "BR-KSA-37", category: "KSA", text: "4 digits" }],
    warnings: [{ code: "BR-KSA-98" }],
  });
});

test("readAnswer() reads lists that stand beside validationResults, and one object for a list", () => {
  const pass = {
    validationResults: { infoMessages: info },
    warningMessages: [],
    errorMessages: [],
    status: "PASS",
    reportingStatus: "REPORTED",
    clearanceStatus: null,
    qrSellertStatus: null,
    qrBuyertStatus: null,
  };
  expect(read("compliance", 200, pass).kind).toBe("accepted");
  const one = { validationResults: { infoMessages: info, errorMessages: error }, reportingStatus: "NOT_REPORTED" };
  expect(read("compliance", 400, one)).toMatchObject({ kind: "rejected", errors: [{ code: "BR-KSA-37" }] });
  const outside = { ...pass, errorMessages: [error], status: "ERROR", reportingStatus: "NOT_REPORTED" };
  expect(read("compliance", 400, outside)).toMatchObject({ kind: "rejected", errors: [{ code: "BR-KSA-37" }] });
});

test.each([
  ["reportingStatus", "REPORTED"],
  ["clearanceStatus", "CLEARED"],
])("readAnswer() accepts a compliance check whose %s is %s", (key, word) => {
  const body = { validationResults: results("WARNING"), reportingStatus: null, clearanceStatus: null, [key]: word };
  expect(read("compliance", 200, body).kind).toBe("accepted");
});

test.each([
  ["null messages", { validationResults: { errorMessages: [{ code: null, category: null, message: null }] } }],
  ["null lists", { validationResults: { infoMessages: null, warningMessages: null, errorMessages: null } }],
  ["empty lists", { validationResults: results("ERROR"), reportingStatus: "NOT_REPORTED" }],
  ["no results at all", { code: "Invalid-Request", message: "System failed to process your request" }],
])("readAnswer() takes a 400 with %s for a hiccup, never for a rejection", (_, body) => {
  expect(read("reporting", 400, body).kind).toBe("hiccup");
});

test.each([html, "", "[]", "null", '"text"', "{", '{"validationResults":'])(
  "readAnswer() judges no document by a 400 that is not a JSON object: %j",
  (body) => {
    expect(read("reporting", 400, body).kind).toBe("not-a-verdict");
  },
);

test.each([
  ["says NOT_REPORTED", { validationResults: results("PASS"), reportingStatus: "NOT_REPORTED" }],
  ["has no status", { validationResults: results("PASS") }],
  ["lists errors", { validationResults: results("PASS", { errorMessages: [error] }), reportingStatus: "REPORTED" }],
  ["has status ERROR", { validationResults: results("ERROR"), reportingStatus: "REPORTED" }],
  ["says CLEARED on reporting", { validationResults: results("PASS"), clearanceStatus: "CLEARED" }],
  ["is HTML", html],
  ["is empty", ""],
])("readAnswer() takes no 200 for success that %s", (_, body) => {
  expect(read("reporting", 200, body).kind).toBe("not-a-verdict");
});

test("readAnswer() takes no clearance for success without the cleared document", () => {
  const body = { validationResults: results("PASS"), clearanceStatus: "CLEARED", clearedInvoice: null };
  expect(read("clearance", 200, body).kind).toBe("not-a-verdict");
  const refused = { validationResults: results("ERROR"), clearanceStatus: "NOT_CLEARED", clearedInvoice: null };
  expect(read("clearance", 208, refused).kind).toBe("not-a-verdict");
});

test.each([
  [401, '{"timestamp":1654514661409,"status":401,"error":"Unauthorized","message":""}', { kind: "unauthorized" }],
  [401, "", { kind: "unauthorized" }],
  [403, html, { kind: "misconfigured", because: "url" }],
  [404, "", { kind: "misconfigured", because: "url" }],
  [405, "", { kind: "misconfigured", because: "url" }],
  [406, "This Version is not supported or not provided in the header.", { kind: "misconfigured", because: "version" }],
  [413, html, { kind: "too-large" }],
  [415, "", { kind: "misconfigured", because: "content-type" }],
  [429, "", { kind: "too-many" }],
  [500, '{"category":"HTTP-Errors","code":"500","message":"Something went wrong"}', { kind: "unavailable" }],
  [502, html, { kind: "unavailable" }],
  [503, "", { kind: "unavailable" }],
  [504, html, { kind: "unavailable" }],
  [302, html, { kind: "not-a-verdict" }],
  [428, "", { kind: "not-a-verdict" }],
])("readAnswer() reads %i with body %j as %j", (status, body, expected) => {
  expect(read("reporting", status, body)).toMatchObject({ ...expected, status });
});

test("readAnswer() reads Retry-After in seconds and as a date by the gateway's clock", () => {
  expect(read("reporting", 429, "", { "retry-after": "17" })).toMatchObject({ retryAfterSeconds: 17 });
  const date = "Sat, 21 Nov 2026 10:00:00 GMT";
  const later = "Sat, 21 Nov 2026 10:02:00 GMT";
  expect(read("reporting", 503, "", { date, "retry-after": later })).toMatchObject({ retryAfterSeconds: 120 });
  expect(read("reporting", 503, "", { date: later, "retry-after": date })).toMatchObject({ retryAfterSeconds: 0 });
  for (const headers of [{ "retry-after": later }, { "retry-after": "soon" }, { "retry-after": "-5" }]) {
    expect(read("reporting", 503, "", headers)).not.toHaveProperty("retryAfterSeconds");
  }
});

test("readAnswer() tells the gateway's time", () => {
  const answer = read("reporting", 503, "", { date: "Sat, 21 Nov 2026 10:00:00 GMT" });
  expect(answer.gatewayTime).toBe(Date.UTC(2026, 10, 21, 10));
});

test("readAnswer() makes a hostile message fit for a screen and keeps the evidence bounded", () => {
  const nasty = { ...error, message: `a\u001b[2J\nb\u202e\u0000c${"x".repeat(5_000)}` };
  const answer = read("reporting", 400, { validationResults: { errorMessages: Array(500).fill(nasty) } });
  if (answer.kind !== "rejected") throw new Error("expected a rejection");
  expect(answer.errors).toHaveLength(100);
  expect(answer.errors[0]?.text).toMatch(/^a \[2J b c?x*/u);
  expect(answer.errors[0]?.text.length).toBeLessThanOrEqual(1_000);
  expect(answer.errors[0]?.text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(answer.body.length).toBeLessThanOrEqual(64 * 1024);
});

test("readAnswer() never throws and never accepts by accident, whatever arrives", () => {
  const anyBody = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  );
  const routes = fc.constantFrom("reporting", "clearance", "compliance");
  fc.assert(
    fc.property(routes, fc.integer({ min: 100, max: 599 }), anyBody, (route, status, body) => {
      expect(readAnswer(route, { status, headers: {}, body }).kind).not.toBe("accepted");
    }),
  );
});
