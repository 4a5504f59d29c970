// The gateway's codes and what each means for the person who onboards.
import { expect, test } from "vitest";
import { explain, refusalTrouble, type TroubleCode, troubleOf } from "../../../agent/core/onboarding/trouble.ts";
import { TROUBLES } from "../../../agent/core/onboarding/trouble-texts.ts";
import type { Answer, CsidAnswer } from "../../../agent/core/reporting/answer.ts";

test.each([
  ["Missing-OTP", "OTP is required field", "otp-invalid"],
  ["Invalid-OTP", "The provided OTP is invalid", "otp-invalid"],
  ["Missing-CSR", "CSR is required field", "csr-invalid"],
  ["Invalid-CSR", "The provided Certificate Signing Request (CSR) is invalid.", "csr-invalid"],
  ["Invalid-CSR", "Organization Unit must be the TIN of the VAT group member", "group-branch"],
  ["EXCEED_CHARACTER_LIMIT", "Serial Number should be less than or equal to 64", "field-too-long"],
  [
    "CA-Refusal",
    "Denied by Policy Module 0x80094800, the requested certificate template is not supported",
    "wrong-template",
  ],
  ["CA-Refusal", "unable to submit and sign the csr in zatca side", "ca-refused"],
  ["NOT_COMPLIANT", "", "ca-refused"],
  ["Missing-ComplianceSteps", "[standard-compliant]", "steps-missing"],
  ["Invalid-ComplianceRequestId", "", "compliance-unknown"],
  ["Missing-currentCSID", "", "current-csid-unknown"],
  ["Invalid-currentCSID", "The provided currentCSID is invalid", "current-csid-unknown"],
] as const)("refusalTrouble() of %s (%s) is %s", (code, text, trouble) => {
  expect(refusalTrouble([{ code, text }])).toEqual({ code: trouble, detail: text });
});

test("refusalTrouble() keeps the words of a code nobody knows", () => {
  const problems = [
    { code: "Brand-New", text: "something" },
    { code: "Other", text: "else" },
  ];
  expect(refusalTrouble(problems)).toEqual({ code: "refused", detail: "Brand-New: something; Other: else" });
});

test.each<[Answer | CsidAnswer, TroubleCode]>([
  [{ kind: "refused", status: 400, problems: [{ code: "Invalid-OTP", text: "" }] }, "otp-invalid"],
  [{ kind: "rejected", status: 400, body: "", errors: [], warnings: [] }, "document-refused"],
  [{ kind: "unauthorized", status: 401 }, "credentials"],
  [{ kind: "misconfigured", because: "url", status: 404 }, "gateway-address"],
  [{ kind: "misconfigured", because: "version", status: 406 }, "api-version"],
  [{ kind: "too-large", status: 413 }, "unexpected"],
  [{ kind: "too-many", status: 429 }, "gateway-away"],
  [{ kind: "unavailable", status: 503 }, "gateway-away"],
  [{ kind: "hiccup", status: 400, body: "" }, "gateway-away"],
  [{ kind: "unknown-outcome", because: "ECONNRESET", status: 0 }, "gateway-away"],
  [{ kind: "unreachable", because: "ENOTFOUND", status: 0 }, "network"],
  [{ kind: "not-a-verdict", because: "HTML", status: 200 }, "unexpected"],
])("troubleOf() %j is %s", (answer, code) => {
  expect(troubleOf(answer).code).toBe(code);
});

test.each(Object.keys(TROUBLES) as TroubleCode[])(
  "explain() says of %s what happened and what to do, in both languages",
  (code) => {
    const { message, fix } = explain({ code, detail: "the gateway's words" });
    for (const text of [message, fix]) {
      expect(text.ar).toMatch(/\p{Script=Arabic}{2}/u);
      expect(text.en).toMatch(/[a-z]{2}/);
    }
    expect(message.en).toContain("(the gateway's words)");
    expect(explain({ code }).message.en).not.toContain("(the");
  },
);
