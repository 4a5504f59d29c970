// The authority's six calls over HTTP (gateway.md A2 to A4).

import type { Csid, CsidKind } from "../core/onboarding/journey.ts";
import type { Answer, CsidAnswer } from "../core/reporting/answer.ts";
import { type DocumentRoute, readAnswer } from "../core/reporting/read-answer.ts";
import { type CsidCall, readCsidAnswer } from "../core/reporting/read-csid-answer.ts";
import type { Gateway, Submission } from "../ports/gateway.ts";
import { type Call, ENDPOINTS } from "./endpoints.ts";
import { type HttpOptions, type HttpOutcome, openHttp } from "./http.ts";

/** What is told of every attempt, for the log: nothing of it is secret. */
export interface Attempt {
  readonly call: Call;
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  readonly kind: (Answer | CsidAnswer)["kind"];
  readonly milliseconds: number;
}

export interface FatooraOptions extends HttpOptions {
  /** The language of the gateway's messages. */
  readonly language: "ar" | "en";
  readonly observe: (attempt: Attempt) => void;
}

const EVERY_CALL = {
  "Accept-Version": "V2",
  "Content-Type": "application/json",
  Accept: "application/json",
} as const;

/**
 * Opens the gateway. Every failure is an answer; only a bug throws.
 * @example (await openFatoora(options).report(csid, document)).kind // "accepted"
 */
export function openFatoora(options: FatooraOptions): Gateway & { close(): Promise<void> } {
  const http = openHttp(options);
  const send = (call: Call, headers: Readonly<Record<string, string>>, body: object): Promise<HttpOutcome> => {
    const { method, path, headers: own } = ENDPOINTS[call];
    const all = { ...EVERY_CALL, "Accept-Language": options.language, ...own, ...headers };
    return http.send({ method, path, headers: all, body: JSON.stringify(body) });
  };
  const observed = async <A extends Answer | CsidAnswer>(call: Call, answering: Promise<A>): Promise<A> => {
    const begun = performance.now();
    const answer = await answering;
    const { status, kind } = answer;
    options.observe({ call, status, kind, milliseconds: Math.round(performance.now() - begun) });
    return answer;
  };
  const document = (call: Call, route: DocumentRoute) => (csid: Csid<CsidKind>, submission: Submission) =>
    observed(
      call,
      send(call, basic(csid), bodyOf(submission)).then((outcome) => documentAnswer(route, outcome)),
    );
  const certificate = (call: Call, kind: CsidCall, headers: Readonly<Record<string, string>>, body: object) =>
    observed(
      call,
      send(call, headers, body).then((outcome) => csidAnswer(kind, outcome)),
    );
  return {
    requestComplianceCsid: (csrPem, otp) =>
      certificate("complianceCsid", "compliance", { OTP: otp }, { csr: base64(csrPem) }),
    checkCompliance: document("complianceCheck", "compliance"),
    requestProductionCsid: (csid) =>
      certificate("productionCsid", "production", basic(csid), { compliance_request_id: csid.requestId }),
    renewProductionCsid: (csid, csrPem, otp) =>
      certificate("renewal", "renewal", { ...basic(csid), OTP: otp }, { csr: base64(csrPem) }),
    report: document("reporting", "reporting"),
    clear: document("clearance", "clearance"),
    isReachable: () => http.isReachable(),
    askTime: async () => {
      const gatewayTime = await http.serverTime();
      return gatewayTime === undefined ? {} : { gatewayTime };
    },
    close: () => http.close(),
  };
}

/** The token goes in verbatim: encoding it again is the commonest mistake (A3). */
const basic = (csid: Csid<CsidKind>): { Authorization: string } => ({
  Authorization: `Basic ${base64(`${csid.token}:${csid.secret()}`)}`,
});

const bodyOf = ({ invoiceHash, uuid, xml }: Submission): object => ({
  invoiceHash,
  uuid,
  invoice: Buffer.from(xml).toString("base64"),
});

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

const documentAnswer = (route: DocumentRoute, outcome: HttpOutcome): Answer =>
  outcome.kind === "answer" ? readAnswer(route, outcome.raw) : { ...outcome, status: 0, body: "" };

const csidAnswer = (call: CsidCall, outcome: HttpOutcome): CsidAnswer =>
  outcome.kind === "answer" ? readCsidAnswer(call, outcome.raw) : { ...outcome, status: 0 };
