// The authority in the same process, as strict as the simulator where it matters here: it takes each UUID once, knows its
// duplicates, its CSIDs and their end, and answers in the gateway's own words, which the agent's own reader reads.
import { createHash } from "node:crypto";
import type { Csid, CsidKind } from "../../agent/core/onboarding/journey.ts";
import type { Answer, CsidAnswer } from "../../agent/core/reporting/answer.ts";
import { type DocumentRoute, readAnswer } from "../../agent/core/reporting/read-answer.ts";
import { type CsidCall, readCsidAnswer } from "../../agent/core/reporting/read-csid-answer.ts";
import type { Gateway, Submission } from "../../agent/ports/gateway.ts";
import { clear, type Seal } from "../../simulator/fatoora/clearance.ts";
import { readInvoice } from "../../simulator/fatoora/invoice.ts";
import type { Random } from "../faults/random.ts";
import { type Authority, createAuthority } from "./authority.ts";
import type { SimulatedCsid } from "./keys.ts";
import { CSID_MOODS, type GatewayMood, MOODS } from "./moods.ts";
import { acceptance, duplicate, json, type Raw, refusal, type Silence } from "./said.ts";
import type { Scheduler } from "./scheduler.ts";

/** What the gateway holds of one document. */
export interface Held {
  readonly uuid: string;
  readonly hash: string;
  readonly sha: string;
  readonly at: number;
  readonly times: number;
  readonly cleared?: string;
}

export interface SimulatedGateway {
  readonly port: Gateway & { close(): Promise<void> };
  mood: GatewayMood;
  readonly accepted: ReadonlyMap<string, Held>;
  /** Every document it saw: its UUID and the SHA-256 of its bytes. */
  readonly seen: ReadonlyMap<string, string>;
  /** When it refused a document. */
  readonly refusedAt: ReadonlyMap<string, number>;
  /** What no strict gateway may see. */
  readonly complaints: readonly string[];
  /** A one-time password from the portal. */
  readonly otp: Authority["otp"];
  /** The calls that may make a CSID, and the CSIDs made. */
  readonly evidence: Authority["evidence"];
}

export interface GatewayWorld {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly csids: readonly SimulatedCsid[];
  readonly seal: Seal;
  readonly trace: (event: string) => void;
  /** Which life of the unit this is: an answer to an earlier one is heard by nobody. */
  readonly life: () => number;
}

const sha256 = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** The agent's own reading of what was said. */
function readSaid(route: DocumentRoute, said: Raw | Silence, time: { readonly date: string }): Answer {
  if ("kind" in said) return { ...said, status: 0, body: "" };
  const { status, body, retryAfter: after } = said;
  const headers = after === undefined ? time : { ...time, "retry-after": after };
  return readAnswer(route, { status, body, headers });
}

/** A gateway in a good mood. */
export function createGateway(world: GatewayWorld): SimulatedGateway {
  const { scheduler, random, trace } = world;
  const accepted = new Map<string, Held>();
  const seen = new Map<string, string>();
  const refusedAt = new Map<string, number>();
  const complaints: string[] = [];

  const authority = createAuthority(world.csids, random, scheduler);

  /** The judgement of one document that arrived. */
  const judge = (route: DocumentRoute, { uuid, invoiceHash, xml }: Submission): Raw => {
    const sha = sha256(xml);
    if ((seen.get(uuid) ?? sha) !== sha) complaints.push(`${uuid} came with other bytes than before`);
    seen.set(uuid, sha);
    const known = accepted.get(uuid);
    if (known !== undefined) return duplicate(route === "clearance", known.cleared);
    if (gateway.mood === "rejecting") {
      refusedAt.set(uuid, refusedAt.get(uuid) ?? scheduler.now());
      return refusal();
    }
    const cleared = route === "clearance" ? { cleared: clearedCopy(xml, world.seal, scheduler.now()) } : {};
    accepted.set(uuid, { uuid, hash: invoiceHash, sha, at: scheduler.now(), times: 1, ...cleared });
    trace(`gateway accepts ${uuid} ${invoiceHash}`);
    return acceptance(route === "clearance", cleared.cleared, gateway.mood === "warning");
  };

  /** What a mood makes of a call before, or instead of, a judgement. */
  const moody = (route: DocumentRoute, own: () => Raw): Raw | Silence =>
    MOODS[gateway.mood]({ route, random, judge: own });

  /** Answers after a while; a unit that lost its power meanwhile never hears it. */
  const later = <T>(answer: () => T): Promise<T> =>
    new Promise((resolve) => {
      const asking = world.life();
      const slow = gateway.mood === "silent" ? 15_000 : gateway.mood === "good-slow" ? 8_000 : 0;
      const there = 10 + random.below(300);
      const back = slow + 20 + random.below(900);
      // The request arrives, whatever becomes of who sent it.
      scheduler.after(there, "world", () => {
        const said = answer();
        if (world.life() === asking) scheduler.after(back, "unit", () => resolve(said));
      });
    });

  const time = () => ({ date: new Date(scheduler.now()).toUTCString() });
  /** A call under a credential; where the unit is known, the mood decides. */
  const said = (csid: Csid<CsidKind> | undefined, answer: () => Raw | Silence): Raw | Silence =>
    gateway.mood === "away" || csid === undefined || authority.isKnown(csid) ? answer() : json(401, {});

  const document =
    (route: DocumentRoute, judgement: (csid: Csid<CsidKind>, submission: Submission) => Raw) =>
    (csid: Csid<CsidKind>, submission: Submission): Promise<Answer> =>
      later(() => {
        const raw = said(csid, () => moody(route, () => judgement(csid, submission)));
        trace(`gateway ${route} ${submission.uuid} ${"kind" in raw ? raw.kind : raw.status}`);
        return readSaid(route, raw, time());
      });
  const judged: (route: DocumentRoute) => (csid: Csid<CsidKind>, submission: Submission) => Raw = (route) => (_, own) =>
    judge(route, own);

  /** What becomes of a call that may make a CSID. */
  const certificate = (
    kind: CsidCall,
    csid: Csid<CsidKind> | undefined,
    key: Uint8Array | undefined,
    issue: () => Raw,
  ): Promise<CsidAnswer> => {
    authority.asked(kind, key);
    return later(() => {
      const raw = said(csid, () => CSID_MOODS[gateway.mood](random, issue));
      trace(`gateway ${kind} ${"kind" in raw ? raw.kind : raw.status}`);
      if ("kind" in raw) return { ...raw, status: 0 };
      return readCsidAnswer(kind, { status: raw.status, body: raw.body, headers: time() });
    });
  };

  const gateway: SimulatedGateway = {
    mood: "good",
    accepted,
    seen,
    refusedAt,
    complaints,
    otp: authority.otp,
    evidence: authority.evidence,
    port: {
      requestComplianceCsid: (csrPem, otp) =>
        certificate("compliance", undefined, authority.keyIn(csrPem), () => authority.compliance(csrPem, otp)),
      checkCompliance: document("compliance", authority.check),
      requestProductionCsid: (csid) =>
        certificate("production", csid, authority.keyIn(csid), () => authority.production(csid)),
      renewProductionCsid: (csid, csrPem, otp) =>
        certificate("renewal", csid, authority.keyIn(csrPem), () => authority.renewal(csid, csrPem, otp)),
      report: document("reporting", judged("reporting")),
      clear: document("clearance", judged("clearance")),
      isReachable: () => later(() => gateway.mood !== "away"),
      askTime: () => later(() => (gateway.mood === "away" ? {} : { gatewayTime: scheduler.now() })),
      close: () => Promise.resolve(),
    },
  };
  return gateway;
}

/** The usual length of a signature's text: a shorter one, by chance, would make other bytes than the next run. */
const USUAL = /SignatureValue>[^<]{96}</;

function clearedCopy(xml: Uint8Array, seal: Seal, now: number): string {
  const invoice = readInvoice(xml);
  if (typeof invoice === "string") throw new Error(`the gateway cannot read a document: ${invoice}`);
  for (;;) {
    const copy = clear(invoice, seal, now);
    if (USUAL.test(copy.toString("utf8"))) return copy.toString("base64");
  }
}
