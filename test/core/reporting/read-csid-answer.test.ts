// Every shape of gateway.md A5, as it arrives on the wire.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CsidAnswer } from "../../../agent/core/reporting/answer.ts";
import { type CsidCall, readCsidAnswer } from "../../../agent/core/reporting/read-csid-answer.ts";

const read = (call: CsidCall, status: number, body: unknown): CsidAnswer =>
  readCsidAnswer(call, { status, headers: {}, body: typeof body === "string" ? body : JSON.stringify(body) });

const SECRET = "Dehvg1fc8GF6Jwt5bOxXwC6enR93VxeNEo2mlUatfgw=";
const issued = {
  requestID: 1234567890123,
  tokenType: "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3",
  dispositionMessage: "ISSUED",
  binarySecurityToken: "TUlJQ1BUQ0NBZU9n",
  secret: SECRET,
  errors: null,
};
const renewed = { ...issued, dispositionMessage: "NOT_COMPLIANT", tokenType: null };

test("readCsidAnswer() answers an issued CSID, without tokenType and errors too", () => {
  const { tokenType: _, errors: __, ...bare } = issued;
  for (const body of [issued, bare]) {
    const answer = read("compliance", 200, body);
    if (answer.kind !== "issued") throw new Error(answer.kind);
    expect(answer.csid.requestId).toBe("1234567890123");
    expect(answer.csid.token).toBe("TUlJQ1BUQ0NBZU9n");
    expect(answer.csid.secret()).toBe(SECRET);
  }
});

test("readCsidAnswer() keeps all digits of a request id beyond 2^53", () => {
  const body = JSON.stringify(issued).replace("1234567890123", "98765432109876543219");
  const answer = read("compliance", 200, body);
  expect(answer).toMatchObject({ kind: "issued", csid: { requestId: "98765432109876543219" } });
});

test("readCsidAnswer() answers no secret to JSON or to a log", () => {
  expect(JSON.stringify(read("production", 200, issued))).not.toContain(SECRET);
});

test.each([
  ["as the live service sends it", renewed],
  ["wrapped in value", { value: renewed }],
])("readCsidAnswer() reads a renewal's 428 %s", (_, body) => {
  const answer = read("renewal", 428, body);
  if (answer.kind !== "compliance-needed") throw new Error(answer.kind);
  expect(answer.csid.requestId).toBe("1234567890123");
  expect(answer.csid.secret()).toBe(SECRET);
});

test("readCsidAnswer() reads a renewal's NOT_COMPLIANT with status 200 like a 428, and on other calls as no verdict", () => {
  expect(read("renewal", 200, renewed).kind).toBe("compliance-needed");
  expect(read("production", 200, renewed).kind).toBe("not-a-verdict");
});

test.each([
  ["an empty secret", { ...issued, secret: "" }],
  ["no token", { ...issued, binarySecurityToken: null }],
  ["a token with a line break", { ...issued, binarySecurityToken: "TUlJ\r\nQ1BU" }],
  ["a secret with a line break", { ...issued, secret: "a\r\nb" }],
  ["no request id", { ...issued, requestID: null }],
  ["another word", { ...issued, dispositionMessage: "PENDING" }],
])("readCsidAnswer() takes no 200 for success with %s", (_, body) => {
  expect(read("compliance", 200, body).kind).toBe("not-a-verdict");
});

test.each([
  [
    "a list of objects",
    { errors: [{ code: "Invalid-OTP", message: "The provided OTP is invalid" }] },
    { code: "Invalid-OTP", text: "The provided OTP is invalid" },
  ],
  [
    "the flat form",
    { code: "Missing-ComplianceSteps", message: "not yet complete [standard-compliant]" },
    { code: "Missing-ComplianceSteps", text: "not yet complete [standard-compliant]" },
  ],
  [
    "the errorCode trio",
    { errorCode: "400", errorCategory: "Invalid-CSR", errorMessage: "The provided CSR is invalid." },
    { code: "Invalid-CSR", text: "The provided CSR is invalid." },
  ],
  [
    "the flat typed form",
    { type: "ERROR", code: "EXCEED_CHARACTER_LIMIT", category: "CSR_VALIDATION", message: "Serial Number … 64" },
    { code: "EXCEED_CHARACTER_LIMIT", text: "Serial Number … 64" },
  ],
  [
    "a refusal by the CA",
    {
      requestID: -2,
      tokenType: null,
      dispositionMessage: "NOT_COMPLIANT",
      binarySecurityToken: null,
      errors: ["unable to submit and sign the csr, caused : Denied by Policy Module 0x80094800"],
    },
    { code: "CA-Refusal", text: "unable to submit and sign the csr, caused : Denied by Policy Module 0x80094800" },
  ],
])("readCsidAnswer() reads a 400 in %s", (_, body, problem) => {
  expect(read("compliance", 400, body)).toEqual({ kind: "refused", status: 400, problems: [problem] });
});

test("readCsidAnswer() reads the CA's refusal with status 200 as a refusal too", () => {
  const body = { requestID: -2, dispositionMessage: "NOT_COMPLIANT", binarySecurityToken: null, errors: ["Denied"] };
  expect(read("production", 200, body)).toMatchObject({ kind: "refused", problems: [{ code: "CA-Refusal" }] });
  const bare = { requestID: -2, dispositionMessage: "NOT_COMPLIANT", errors: null };
  expect(read("production", 200, bare)).toMatchObject({ kind: "refused", problems: [{ code: "NOT_COMPLIANT" }] });
});

test.each([
  [400, "<html></html>", "not-a-verdict"],
  [400, "{}", "not-a-verdict"],
  [200, "<html></html>", "not-a-verdict"],
  [401, "", "unauthorized"],
  [406, "This Version is not supported", "misconfigured"],
  [429, "", "too-many"],
  [500, '{"code":"Invalid-Request","message":"System failed to process your request"}', "unavailable"],
  [303, "", "not-a-verdict"],
])("readCsidAnswer() reads %i with %j as %s", (status, body, kind) => {
  expect(read("compliance", status, body).kind).toBe(kind);
});

test("readCsidAnswer() never throws and never issues by accident, whatever arrives", () => {
  const anyBody = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  );
  const calls = fc.constantFrom("compliance", "production", "renewal");
  fc.assert(
    fc.property(calls, fc.integer({ min: 100, max: 599 }), anyBody, (call, status, body) => {
      const { kind } = readCsidAnswer(call, { status, headers: {}, body });
      expect(["issued", "compliance-needed"]).not.toContain(kind);
    }),
  );
});
