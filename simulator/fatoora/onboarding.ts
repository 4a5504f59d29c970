// The three certificate calls (checks O1 to O13).
import { randomBytes, randomInt } from "node:crypto";
import type { Answer } from "./answers.ts";
import {
  INVALID_OTP,
  INVALID_REQUEST_ID,
  issued,
  MISSING_CSR,
  MISSING_OTP,
  missingSteps,
  refusedCsr,
  renewalBegins,
} from "./certificate-answers.ts";
import type { Gateway } from "./gateway.ts";
import type { AuthorityName } from "./pki/authority.ts";
import { newKey, publicKeyOf } from "./pki/authority.ts";
import { readCertificate } from "./pki/certificate.ts";
import { type CsrFacts, readCsr } from "./pki/csr.ts";
import { alternativeName, judgeCsr } from "./pki/csr-checks.ts";
import type { Profile } from "./profiles.ts";
import { requiredSteps } from "./steps.ts";
import { type Csid, passedSteps, saveCsid } from "./store/csids.ts";
import { setting } from "./store/database.ts";
import { spendOtp, vatOfOtp } from "./store/otps.ts";
import type { Accepted } from "./transport.ts";

/** The sandbox's request identifier is always this one. */
const SANDBOX_REQUEST_ID = "1234567890123";
const SANDBOX_VAT = "399999999900003";
const REFUSED_SANDBOX_OTPS = ["111111", "222222"];
const SECRET_BYTES = 32;
const OTP = /^\d{6}$/;

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join("");

const newRequestId = (gateway: Gateway, profile: Profile): string => {
  if (profile.magicOtps) return SANDBOX_REQUEST_ID;
  return gateway.switches().longRequestIds ? `9${digits(18)}` : `1${digits(12)}`;
};

type Holder = Pick<Csid, "profile" | "kind" | "requestId" | "vat" | "invoiceTypes">;

/** A credential around a certificate: the token is base64 of the base64 text of its DER. */
const credential = (holder: Holder, certificate: string, now: number): Csid => ({
  ...holder,
  token: Buffer.from(certificate).toString("base64"),
  secret: randomBytes(SECRET_BYTES).toString("base64"),
  certificate,
  issuedAt: now,
  expiresAt: readCertificate(certificate)?.notAfter ?? now,
  revoked: 0,
  request: null,
});

/** Issues a credential for a sound request and keeps it (O8, O11). */
const issue = async (gateway: Gateway, csr: CsrFacts, holder: Holder, from: AuthorityName): Promise<Csid> => {
  const now = gateway.now();
  const certificate = await gateway.authorities[from].issue({
    subject: csr.subjectName,
    publicKey: csr.publicKey,
    alternativeName: csr.alternativeNameExtension,
    now,
  });
  return credential(holder, certificate, now);
};

type Passed = { readonly csr: CsrFacts; readonly text: string; readonly vat: string };

type Given = {
  readonly otp: string;
  readonly holder: string | undefined;
  readonly text: string;
  readonly csr: CsrFacts | undefined;
};

/** Whether a one-time password is good here; for whom, or for anybody (O2). */
const otpHolder = (gateway: Gateway, profile: Profile, otp: string): string | undefined => {
  const vat = vatOfOtp(gateway.store, profile.name, otp, gateway.now());
  if (vat !== undefined) return vat;
  return profile.magicOtps && OTP.test(otp) && !REFUSED_SANDBOX_OTPS.includes(otp) ? "anybody" : undefined;
};

/** The refusals of O1 to O7, in the order of the reference. */
const refusalOf = (given: Given, profile: Profile, expectedVat: string | undefined): Answer | undefined => {
  const { otp, holder, text, csr } = given;
  if (otp === "") return MISSING_OTP;
  if (holder === undefined) return INVALID_OTP;
  if (text === "") return MISSING_CSR;
  if (csr === undefined) return refusedCsr("invalid-csr", "");
  const refused = judgeCsr(csr, profile);
  if (refused !== undefined) return refusedCsr(refused.check.refusal, refused.fault);
  const vat = alternativeName(csr, "vatNumber");
  if (holder !== "anybody" && holder !== vat) return INVALID_OTP;
  return expectedVat === undefined || expectedVat === vat ? undefined : refusedCsr("invalid-csr", "");
};

/** Checks O1 to O7 and spends the password; answers the refusal, or the sound request. */
const passRequest = async (
  gateway: Gateway,
  { request, body }: Accepted,
  expectedVat: string | undefined,
): Promise<Passed | Answer> => {
  const { profile } = request;
  const text = typeof body["csr"] === "string" ? body["csr"] : "";
  const csr = await readCsr(text);
  // No waiting from here on: a password must not pass twice.
  const otp = request.header("otp");
  const refused = refusalOf({ otp, holder: otpHolder(gateway, profile, otp), text, csr }, profile, expectedVat);
  if (refused !== undefined) return refused;
  if (csr === undefined) throw new Error("an unreadable request is refused above");
  spendOtp(gateway.store, profile.name, otp, gateway.now());
  return { csr, text, vat: alternativeName(csr, "vatNumber") };
};

const issueCompliance = async (gateway: Gateway, profile: Profile, { csr, text, vat }: Passed): Promise<Csid> => {
  const requestId = newRequestId(gateway, profile);
  const invoiceTypes = alternativeName(csr, "invoiceType");
  const holder: Holder = { profile: profile.name, kind: "compliance", requestId, vat, invoiceTypes };
  const csid: Csid = { ...(await issue(gateway, csr, holder, "compliance")), request: text };
  saveCsid(gateway.store, csid);
  return csid;
};

/** Call 1: a one-time password and a request become a compliance certificate. */
export const complianceCsid = async (gateway: Gateway, accepted: Accepted): Promise<Answer> => {
  const passed = await passRequest(gateway, accepted, undefined);
  return "status" in passed ? passed : issued(await issueCompliance(gateway, accepted.request.profile, passed));
};

/** The sandbox's production certificate: the same for everybody, its key thrown away. */
const cannedCsid = async (gateway: Gateway, profile: Profile): Promise<Csid> => {
  const now = gateway.now();
  const order = {
    subject: `C=SA, O=Maximum Speed Tech Supply LTD, OU=Riyadh Branch, CN=TST-886431145-${SANDBOX_VAT}`,
    publicKey: publicKeyOf(newKey()),
    alternativeName: undefined,
    now,
  };
  const certificate = await gateway.authorities.production.issue(order);
  const holder: Holder = {
    profile: profile.name,
    kind: "production",
    requestId: SANDBOX_REQUEST_ID,
    vat: SANDBOX_VAT,
    invoiceTypes: "1100",
  };
  const kept = setting(gateway.store, "canned-csid", () => JSON.stringify(credential(holder, certificate, now)));
  const csid: Csid = JSON.parse(kept);
  saveCsid(gateway.store, csid);
  return csid;
};

const productionCsidOf = async (gateway: Gateway, profile: Profile, compliance: Csid): Promise<Csid> => {
  const csr = await readCsr(compliance.request ?? "");
  if (csr === undefined) throw new Error("a stored certificate request cannot be read again");
  const { vat, invoiceTypes } = compliance;
  const requestId = newRequestId(gateway, profile);
  const csid = await issue(
    gateway,
    csr,
    { profile: profile.name, kind: "production", requestId, vat, invoiceTypes },
    "production",
  );
  saveCsid(gateway.store, csid);
  return csid;
};

/** Call 3: the compliance documents have passed, here is the production certificate (O9 to O11). */
export const productionCsid = async (gateway: Gateway, { request, body, csid }: Accepted): Promise<Answer> => {
  if (csid === undefined) throw new Error("the transport gate lets nobody in here without a credential");
  const { profile } = request;
  const id = body["compliance_request_id"];
  if (String(id ?? "") !== csid.requestId) return INVALID_REQUEST_ID;
  const passed = passedSteps(gateway.store, csid.token);
  const missing = requiredSteps(csid.invoiceTypes).filter((step) => !passed.has(step));
  if (profile.gateEnforced && missing.length > 0) return missingSteps(missing);
  return issued(
    await (profile.cannedProductionCsid ? cannedCsid(gateway, profile) : productionCsidOf(gateway, profile, csid)),
  );
};

/** Call 4: renewal, by 428 and a new compliance certificate, or by 200 where the switch says so (O12, O13). */
export const renewal = async (gateway: Gateway, accepted: Accepted): Promise<Answer> => {
  const { request, csid } = accepted;
  const passed = await passRequest(gateway, accepted, csid?.vat);
  if ("status" in passed) return passed;
  const { renewal: status, renewalWrapped } = gateway.switches();
  const compliance = await issueCompliance(gateway, request.profile, passed);
  if (status === 428) return renewalBegins(compliance, renewalWrapped);
  return issued(await productionCsidOf(gateway, request.profile, compliance));
};
