// The six calls as they stand on the wire, and their answers as values.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type InvoiceHash, parseInvoiceHash, parseUuid, type Uuid } from "../../agent/core/ids.ts";
import type { Csid } from "../../agent/core/onboarding/journey.ts";
import { type Attempt, openFatoora } from "../../agent/gateway/fatoora.ts";
import type { Gateway, Submission } from "../../agent/ports/gateway.ts";
import { type RawServer, rawServer, saying } from "./raw-server.ts";

const TIMEOUTS = { connectMs: 20_000, answerMs: 20_000, bodyMs: 20_000, totalMs: 40_000 };
const OTP = "471193";
const CSR = "-----BEGIN CERTIFICATE REQUEST-----\nTUlJ\n-----END CERTIFICATE REQUEST-----\n";
const SECRET = "Dehvg1fc8GF6Jwt5bOxXwC6enR93VxeNEo2mlUatfgw=";
const compliance: Csid<"compliance"> = {
  kind: "compliance",
  requestId: "9876",
  token: "Q0NTSUQ=",
  secret: () => SECRET,
};
const production: Csid<"production"> = {
  kind: "production",
  requestId: "1234",
  token: "UENTSUQ=",
  secret: () => SECRET,
};

const document: Submission = {
  uuid: parseUuid(randomUUID()) as Uuid,
  invoiceHash: parseInvoiceHash("V4U5qlZ3yXQ/Si1AC/R8SLc3F+iNy27wdVe8IWRqFAQ=") as InvoiceHash,
  xml: Buffer.from('<?xml version="1.0"?>\n<Invoice>فاتورة</Invoice>', "utf8"),
};

async function calling<A>(
  answer: Parameters<typeof rawServer>[0],
  call: (gateway: Gateway) => Promise<A>,
): Promise<{ answer: A; seen: RawServer["seen"]; attempts: Attempt[] }> {
  await using server = await rawServer(answer);
  const attempts: Attempt[] = [];
  const observe = (attempt: Attempt): void => void attempts.push(attempt);
  const gateway = openFatoora({ base: server.url, timeouts: TIMEOUTS, language: "ar", observe });
  try {
    return { answer: await call(gateway), seen: server.seen, attempts };
  } finally {
    await gateway.close();
  }
}

const basic = (token: string): string => `Basic ${Buffer.from(`${token}:${SECRET}`).toString("base64")}`;
const csr = Buffer.from(CSR).toString("base64");
const documentBody = {
  invoiceHash: document.invoiceHash,
  uuid: document.uuid,
  invoice: Buffer.from(document.xml).toString("base64"),
};

test.each([
  [
    "requestComplianceCsid",
    (g: Gateway) => g.requestComplianceCsid(CSR, OTP),
    { method: "POST", path: "/compliance", body: { csr }, headers: { otp: OTP } },
  ],
  [
    "checkCompliance",
    (g: Gateway) => g.checkCompliance(compliance, document),
    {
      method: "POST",
      path: "/compliance/invoices",
      body: documentBody,
      headers: { authorization: basic(compliance.token) },
    },
  ],
  [
    "requestProductionCsid",
    (g: Gateway) => g.requestProductionCsid(compliance),
    {
      method: "POST",
      path: "/production/csids",
      body: { compliance_request_id: "9876" },
      headers: { authorization: basic(compliance.token) },
    },
  ],
  [
    "renewProductionCsid",
    (g: Gateway) => g.renewProductionCsid(production, CSR, OTP),
    {
      method: "PATCH",
      path: "/production/csids",
      body: { csr },
      headers: { authorization: basic(production.token), otp: OTP },
    },
  ],
  [
    "report",
    (g: Gateway) => g.report(production, document),
    {
      method: "POST",
      path: "/invoices/reporting/single",
      body: documentBody,
      headers: { authorization: basic(production.token), "clearance-status": "0" },
    },
  ],
  [
    "clear",
    (g: Gateway) => g.clear(production, document),
    {
      method: "POST",
      path: "/invoices/clearance/single",
      body: documentBody,
      headers: { authorization: basic(production.token), "clearance-status": "1" },
    },
  ],
] as const)("%s() sends exactly what the authority documents", async (_, call, expected) => {
  const { seen } = await calling(saying(503), (gateway): Promise<unknown> => call(gateway));
  const [request] = seen;
  expect(seen).toHaveLength(1);
  expect({ ...request, body: JSON.parse(request?.body ?? "") }).toMatchObject({
    ...expected,
    headers: {
      ...expected.headers,
      "accept-version": "V2",
      "content-type": "application/json",
      accept: "application/json",
      "accept-language": "ar",
    },
  });
  const own = ["authorization", "otp", "clearance-status"].filter((name) => request?.headers[name] !== undefined);
  expect(own.sort()).toEqual(Object.keys(expected.headers).sort());
});

test("report() answers what the gateway says", async () => {
  const body = { validationResults: { status: "PASS" }, reportingStatus: "REPORTED" };
  const { answer } = await calling(saying(200, body), (gateway) => gateway.report(production, document));
  expect(answer).toMatchObject({ kind: "accepted", status: 200, body: JSON.stringify(body) });
  expect(answer.gatewayTime).toBeTypeOf("number");
});

test("requestProductionCsid() answers the certificate with its secret behind a function", async () => {
  const body = { requestID: 30, dispositionMessage: "ISSUED", binarySecurityToken: "UENTSUQ=", secret: SECRET };
  const { answer } = await calling(saying(200, body), (gateway) => gateway.requestProductionCsid(compliance));
  if (answer.kind !== "issued") throw new Error(answer.kind);
  expect(answer.csid.secret()).toBe(SECRET);
  expect(JSON.stringify(answer)).not.toContain(SECRET);
});

test("a failure of the network is an answer: sent or not sent", async () => {
  const broken = await calling(
    (response) => response.destroy(),
    (gateway) => gateway.report(production, document),
  );
  expect(broken.answer).toMatchObject({ kind: "unknown-outcome", status: 0, body: "" });
  const closed = await rawServer(saying(200));
  await closed[Symbol.asyncDispose]();
  const gateway = openFatoora({ base: closed.url, timeouts: TIMEOUTS, language: "en", observe: () => undefined });
  expect(await gateway.report(production, document)).toMatchObject({ kind: "unreachable", because: "ECONNREFUSED" });
  expect(await gateway.requestComplianceCsid(CSR, OTP)).toMatchObject({ kind: "unreachable", status: 0 });
  await gateway.close();
});

test("every attempt is observed once, without a secret in it", async () => {
  const { attempts } = await calling(saying(401), async (gateway) => {
    await gateway.renewProductionCsid(production, CSR, OTP);
    await gateway.clear(production, document);
  });
  expect(attempts).toMatchObject([
    { call: "renewal", status: 401, kind: "unauthorized" },
    { call: "clearance", status: 401, kind: "unauthorized" },
  ]);
  const told = JSON.stringify(attempts);
  for (const secret of [SECRET, OTP, production.token, basic(production.token)]) expect(told).not.toContain(secret);
});
