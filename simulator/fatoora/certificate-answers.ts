// The answers of the three certificate calls: one good shape, five bad ones (reference: gateway A5).
import { type Answer, json } from "./answers.ts";
import type { CsrRefusal } from "./pki/csr-checks.ts";
import type { Csid } from "./store/csids.ts";

const TOKEN_TYPE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";

/** JSON with the request identifier written as a number of any length. */
const withRequestId = (status: number, requestId: string, rest: Readonly<Record<string, unknown>>): Answer => {
  const answer = json(status, rest);
  return { ...answer, body: `{"requestID":${requestId},${answer.body.slice(1)}` };
};

/** 200: a certificate was issued. */
export const issued = (csid: Csid): Answer =>
  withRequestId(200, csid.requestId, {
    tokenType: TOKEN_TYPE,
    dispositionMessage: "ISSUED",
    binarySecurityToken: csid.token,
    secret: csid.secret,
    errors: null,
  });

/** 428: a renewal begins with a new compliance certificate. */
export const renewalBegins = (csid: Csid, isWrapped: boolean): Answer => {
  const answer = withRequestId(428, csid.requestId, {
    tokenType: null,
    dispositionMessage: "NOT_COMPLIANT",
    binarySecurityToken: csid.token,
    secret: csid.secret,
    errors: null,
  });
  return isWrapped ? { ...answer, body: `{"value":${answer.body}}` } : answer;
};

/** 400 in the shape of the published description. */
const listed = (code: string, message: string): Answer => json(400, { errors: [{ code, message }] });

/** 400 in the flat shape of the live production call. */
const flat = (code: string, message: string): Answer => json(400, { code, message });

export const MISSING_OTP = listed("Missing-OTP", "OTP is required field");
export const INVALID_OTP = listed("Invalid-OTP", "The provided OTP is invalid");
export const MISSING_CSR = listed("Missing-CSR", "CSR is required field");

/** 400: the request identifier is not that of the compliance certificate used. */
export const INVALID_REQUEST_ID = flat(
  "Invalid-ComplianceRequestId",
  "The provided compliance_request_id is invalid for this CSID",
);

/** 400: which compliance documents are still to pass. */
export const missingSteps = (steps: readonly string[]): Answer =>
  flat("Missing-ComplianceSteps", `Compliance steps for this CSID are not yet complete [${steps.join(",")}]`);

const REFUSALS: Readonly<Record<CsrRefusal, (fault: string) => Answer>> = {
  "invalid-csr": () =>
    json(400, {
      errorCode: "400",
      errorCategory: "Invalid-CSR",
      errorMessage: "The provided Certificate Signing Request (CSR) is invalid.",
    }),
  "too-long": (fault) =>
    json(400, { type: "ERROR", code: "EXCEED_CHARACTER_LIMIT", category: "CSR_VALIDATION", message: fault }),
  "denied-by-policy": (fault) =>
    json(400, {
      requestID: -2,
      tokenType: null,
      dispositionMessage: "NOT_COMPLIANT",
      binarySecurityToken: null,
      secret: null,
      errors: [
        "unable to submit and sign the csr in zatca side, caused : Denied by Policy Module 0x80094800, The requested " +
          `certificate template is not supported by this CA. (${fault})`,
      ],
    }),
};

/** 400: a certificate request refused, in the wording of its fault. */
export const refusedCsr = (refusal: CsrRefusal, fault: string): Answer => REFUSALS[refusal](fault);
