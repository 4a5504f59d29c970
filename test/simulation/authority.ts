// The half of the gateway that gives certificates: each one-time password counts once, the production CSID needs the
// compliance documents, a renewal is answered by 200 or by 428 (gateway.md A5, A9).
import { createHash } from "node:crypto";
import type { Csid, CsidKind } from "../../agent/core/onboarding/journey.ts";
import type { Submission } from "../../agent/ports/gateway.ts";
import type { Seen } from "../faults/checker/evidence.ts";
import { keyId } from "../faults/checker/vault-keys.ts";
import type { Random } from "../faults/random.ts";
import type { Credential, SimulatedCsid } from "./keys.ts";
import { acceptance, json, type Raw } from "./said.ts";
import type { Scheduler } from "./scheduler.ts";

export interface Authority {
  /** A one-time password, as the portal shows it. */
  otp(): string;
  isKnown(csid: Csid<CsidKind>): boolean;
  compliance(csrPem: string, otp: string): Raw;
  check(csid: Csid<CsidKind>, submission: Submission): Raw;
  production(csid: Csid<CsidKind>): Raw;
  renewal(csid: Csid<CsidKind>, csrPem: string, otp: string): Raw;
  /** Notes that a call that may make a CSID has left the unit. */
  asked(call: Seen<"asked">["call"], key: Uint8Array | undefined): void;
  /** The key of a request, or of a CSID. */
  keyIn(asking: string | Csid<CsidKind>): Uint8Array | undefined;
  readonly evidence: readonly (Seen<"asked"> | Seen<"issued">)[];
}

/** Standard and simplified: an invoice, a credit note and a debit note each. */
const NEEDED = 6;
const NO_SUCH_KEY = json(400, { code: "Invalid-CSR", message: "no such key" });
const WRONG_OTP = json(400, { code: "Invalid-OTP", message: "The provided OTP is invalid" });
const STEPS_MISSING = json(400, { code: "Missing-ComplianceSteps", message: "Compliance steps are not complete" });
const UNKNOWN_REQUEST = json(400, { code: "Invalid-ComplianceRequestId", message: "no such compliance request" });

const KIND = /InvoiceTypeCode name="(\d\d)[^>]*>(\d+)</;

/** An authority that knows the first CSID of a list. */
export function createAuthority(csids: readonly SimulatedCsid[], random: Random, { now }: Scheduler): Authority {
  const otps = new Set<string>();
  const passed = new Map<string, Set<string>>();
  const issued = new Map<SimulatedCsid, number>([...csids.slice(0, 1)].map((csid) => [csid, 1]));
  const evidence: (Seen<"asked"> | Seen<"issued">)[] = [];
  let given = 100_000;

  const holderOf = ({ kind, token, secret }: Csid<CsidKind>): SimulatedCsid | undefined =>
    csids.find(({ compliance, productions }) => {
      const own = kind === "compliance" ? [compliance] : productions;
      return own.some((one) => one.token === token && one.secret === secret() && now() < one.notAfter);
    });
  const requested = (csrPem: string): SimulatedCsid | undefined => {
    const request = Buffer.from(csrPem.replaceAll(/-----[A-Z ]+-----|\s/g, ""), "base64");
    return csids.find(({ key }) => request.includes(key.spki));
  };

  const compliance = (csid: SimulatedCsid, status: number, word: string): Raw => {
    passed.set(csid.compliance.token, new Set());
    return credential(csid.compliance, status, word);
  };
  const production = (csid: SimulatedCsid): Raw => {
    const count = issued.get(csid) ?? 0;
    issued.set(csid, count + 1);
    const own = csid.productions[count] ?? csid.productions.at(-1);
    if (own === undefined) throw new RangeError("no production CSID");
    evidence.push({ kind: "issued", token: createHash("sha256").update(own.token).digest("hex") });
    return credential(own, 200, "ISSUED");
  };
  /** Spends the password and finds the key. */
  const sound = (csrPem: string, otp: string): SimulatedCsid | Raw =>
    otps.delete(otp) ? (requested(csrPem) ?? NO_SUCH_KEY) : WRONG_OTP;

  return {
    otp: () => {
      given += 1;
      otps.add(String(given));
      return String(given);
    },
    isKnown: (csid) => holderOf(csid) !== undefined,
    compliance: (csrPem, otp) => {
      const csid = sound(csrPem, otp);
      return "status" in csid ? csid : compliance(csid, 200, "ISSUED");
    },
    check: (csid, { xml }) => {
      const [, profile = "", type = ""] = KIND.exec(Buffer.from(xml).toString("utf8")) ?? [];
      passed.get(csid.token)?.add(`${profile} ${type}`);
      return acceptance(profile === "01", undefined, false);
    },
    production: (csid) => {
      const done = passed.get(csid.token);
      const holder = holderOf(csid);
      if (done === undefined || holder === undefined) return UNKNOWN_REQUEST;
      return done.size < NEEDED ? STEPS_MISSING : production(holder);
    },
    renewal: (_csid, csrPem, otp) => {
      const csid = sound(csrPem, otp);
      if ("status" in csid) return csid;
      return random.oneIn(3) ? production(csid) : compliance(csid, 428, "NOT_COMPLIANT");
    },
    asked: (call, key) => {
      if (key !== undefined) evidence.push({ kind: "asked", call, key: keyId(key) });
    },
    keyIn: (asking) => (typeof asking === "string" ? requested(asking) : holderOf(asking))?.key.spki,
    evidence,
  };
}

const credential = ({ token, secret, requestId }: Credential, status: number, word: string): Raw =>
  json(status, { requestID: requestId, dispositionMessage: word, binarySecurityToken: token, secret });
