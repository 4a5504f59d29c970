// The three document calls: read, look for a duplicate, judge, remember, answer (checks D1 to D25).
import type { Answer } from "./answers.ts";
import { decodeBase64 } from "./base64.ts";
import type { DocumentCall } from "./calls.ts";
import type { Case, Finding } from "./checks/check.ts";
import { judge, verdictOf } from "./checks/judge.ts";
import { clear } from "./clearance.ts";
import { alreadyCleared, alreadyReported, documentAnswer, type Language, type Outcome } from "./document-answers.ts";
import type { Gateway } from "./gateway.ts";
import { type Invoice, readInvoice } from "./invoice.ts";
import { stepOf } from "./steps.ts";
import { type Csid, holderOf, passStep } from "./store/csids.ts";
import { countAttempt, type DocumentRow, documentOfHash, saveDocument } from "./store/documents.ts";
import type { Accepted } from "./transport.ts";

/** A hash accepted less than this ago is a duplicate (D24). Milliseconds. */
const DUPLICATE_WINDOW = 86_400_000;

type Upload = {
  readonly subject: Case;
  readonly xml: Buffer;
  readonly csid: Csid;
  readonly language: Language;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const readUpload = (gateway: Gateway, call: DocumentCall, { request, body, csid }: Accepted): Upload => {
  if (csid === undefined) throw new Error("the transport gate lets nobody in here without a credential");
  const invoice = textOf(body["invoice"]);
  const xml = decodeBase64(invoice);
  const profile = request.profile.name;
  const subject: Case = {
    call,
    profile,
    body: { invoiceHash: textOf(body["invoiceHash"]), uuid: textOf(body["uuid"]), invoice },
    reading: xml === undefined ? "the invoice is not base64" : readInvoice(xml, gateway.schema),
    sender: csid,
    holderOf: (certificate) => holderOf(gateway.store, profile, certificate),
    now: gateway.now(),
    clearanceOff: !gateway.switches().clearance,
  };
  const language = request.header("accept-language").startsWith("ar") ? "ar" : "en";
  return { subject, xml: xml ?? Buffer.alloc(0), csid, language };
};

/** The accepted document of the same hash, where one was accepted within the window; compliance checks repeat freely. */
const duplicateOf = (gateway: Gateway, { subject, csid }: Upload): DocumentRow | undefined => {
  const { call, reading, body, now } = subject;
  if (call === "compliance-check" || typeof reading === "string" || reading.hash !== body.invoiceHash) return undefined;
  const earlier = documentOfHash(gateway.store, { profile: csid.profile, vat: csid.vat, hash: reading.hash }, call);
  return earlier?.acceptedAt != null && now - earlier.acceptedAt < DUPLICATE_WINDOW ? earlier : undefined;
};

const answerDuplicate = (gateway: Gateway, { subject, language }: Upload, earlier: DocumentRow): Answer => {
  const findings: readonly Finding[] = JSON.parse(earlier.findings);
  const cleared = earlier.cleared?.toString("base64") ?? null;
  const outcome: Outcome = { call: subject.call, kind: "standard", findings, language, cleared };
  const answer = subject.call === "clearance" ? alreadyCleared(outcome) : alreadyReported(language);
  countAttempt(gateway.store, earlier.id, answer.status, subject.now);
  return answer;
};

/** Remarks that are no part of the answer. */
const notesOn = (reading: Invoice | string): readonly string[] =>
  typeof reading !== "string" && reading.secondHash !== reading.hash
    ? ["another parser and canonicaliser reads these bytes differently"]
    : [];

const UNREAD = { hash: "", uuid: "", irn: "", icv: "", pih: "", kind: "", typeCode: "" } as const;

const fieldsOf = (reading: Invoice | string) => {
  if (typeof reading === "string") return UNREAD;
  const { hash, uuid, irn, icv, pih, kind, typeCode } = reading;
  return { hash, uuid, irn, icv, pih, kind, typeCode };
};

/** The certificate whose chain a document belongs to: its own stamp's, where this gateway issued that one. */
const signerOf = (gateway: Gateway, { subject, csid }: Upload): string => {
  const stamp = typeof subject.reading === "string" ? undefined : subject.reading.stamp;
  const isOurs = stamp !== undefined && holderOf(gateway.store, csid.profile, stamp.certificateText) !== undefined;
  return isOurs ? stamp.certificateText : csid.certificate;
};

const remember = (gateway: Gateway, upload: Upload, outcome: Outcome, status: number): void => {
  const { subject, csid, xml } = upload;
  const verdict = verdictOf(outcome.findings);
  saveDocument(gateway.store, {
    ...fieldsOf(subject.reading),
    profile: csid.profile,
    call: subject.call,
    vat: csid.vat,
    token: csid.token,
    signer: signerOf(gateway, upload),
    verdict,
    status,
    now: subject.now,
    acceptedAt: verdict === "ERROR" ? null : subject.now,
    findings: JSON.stringify(outcome.findings),
    notes: JSON.stringify(notesOn(subject.reading)),
    xml,
    cleared: outcome.cleared === null ? null : Buffer.from(outcome.cleared, "base64"),
  });
};

const outcomeOf = (gateway: Gateway, { subject, language }: Upload): Outcome => {
  const { call, reading, now } = subject;
  const findings = judge(subject);
  const isCleared = call === "clearance" && typeof reading !== "string" && verdictOf(findings) !== "ERROR";
  return {
    call,
    kind: typeof reading === "string" ? "simplified" : reading.kind,
    findings,
    language,
    cleared: isCleared ? clear(reading, gateway.seal, now).toString("base64") : null,
  };
};

/** Marks the compliance step a passed document proves (D25). */
const markStep = (gateway: Gateway, { subject, csid }: Upload, outcome: Outcome): void => {
  const { call, reading } = subject;
  if (call !== "compliance-check" || typeof reading === "string" || verdictOf(outcome.findings) === "ERROR") return;
  const step = stepOf(reading);
  if (step !== undefined) passStep(gateway.store, csid.token, step);
};

/** Calls 2, 5 and 6: one document. */
export const submit =
  (call: DocumentCall) =>
  (gateway: Gateway, accepted: Accepted): Answer => {
    const upload = readUpload(gateway, call, accepted);
    const earlier = duplicateOf(gateway, upload);
    if (earlier !== undefined) return answerDuplicate(gateway, upload, earlier);
    const outcome = outcomeOf(gateway, upload);
    const warningStatus = call === "compliance-check" ? gateway.switches().complianceWarningStatus : 202;
    const answer = documentAnswer(outcome, warningStatus);
    remember(gateway, upload, outcome, answer.status);
    markStep(gateway, upload, outcome);
    return answer;
  };
