// Selling through a middleware that keeps the key (stackcue.md): online only, one sale after the other. Counter and
// previous hash are ours, per production identifier; hash and QR code come with the answer. A sale whose answer cannot be
// read keeps its place: nothing else is sold before it is clear what became of it.
import { Fault } from "../core/errors.ts";
import { type InvoiceHash, type Irn, parseInvoiceHash, parseIrn, parseUuid } from "../core/ids.ts";
import { type Approved, chain, seal } from "../core/invoice/lifecycle.ts";
import { receiptOf } from "../core/invoice/receipt.ts";
import { parseSale } from "../core/invoice/sale.ts";
import { totalsOf } from "../core/invoice/totals.ts";
import { documentBody, pathOf } from "../core/middleware/document-body.ts";
import { assumedText, type MiddlewareAnswer, namedText } from "../core/middleware/read-middleware.ts";
import type { Answer } from "../core/reporting/answer.ts";
import { riyadhTime } from "../core/riyadh-time.ts";
import type { Violation } from "../core/violation.ts";
import type { Clock, MakeUuid } from "../ports/clock.ts";
import type { Ledger, NewDocument, StoredDocument } from "../ports/ledger.ts";
import type { Middleware, RemoteSale, RemoteStore } from "../ports/middleware.ts";
import type { AttemptOutcome, Outbox } from "../ports/outbox.ts";
import type { ClearOutcome } from "../terminal.ts";
import type { Alarms } from "./alarms.ts";
import { approveDraft, type IssueSettings, numberOf, type ReadySale } from "./issue-invoice.ts";
import { advanceNumbers } from "./known-advances.ts";
import { originalNumbers } from "./known-originals.ts";
import { remoteChain } from "./remote-chain.ts";

export interface RemoteSellPorts {
  readonly clock: Clock;
  readonly uuid: MakeUuid;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly middleware: Middleware;
  readonly remote: RemoteStore;
  readonly alarms: Alarms;
  readonly onPaper: () => void;
}

/** Submits one ready sale. @throws Fault `gateway-unreachable`: nothing was sold; `gateway-unexpected`: it is unclear. */
export async function sellRemote(
  ports: RemoteSellPorts,
  settings: IssueSettings,
  ready: ReadySale,
): Promise<ClearOutcome> {
  const open = ports.remote.open();
  if (open !== undefined && open.saleDigest !== ready.saleDigest) throw unclear(open);
  if (!(await ports.middleware.isReachable())) throw away("no connection");
  const sale = open ?? begin(ports, settings, ready);
  return await submit(ports, settings, sale, ready.approved);
}

/** Asks again about the sale whose outcome is unclear, with the identical request; done when there is none. */
export async function resumeRemote(ports: RemoteSellPorts, settings: IssueSettings): Promise<void> {
  const open = ports.remote.open();
  if (open === undefined || !(await ports.middleware.isReachable())) return;
  const draft = parseSale(JSON.parse(open.sale));
  const approved = draft.ok ? approveDraft(ports, settings, draft.value, riyadhTime(open.issuedAt)) : draft;
  if (!approved.ok) throw new Error("a sale that was sent can no longer be read");
  await submit(ports, settings, open, approved.value);
}

/** Takes the place in the chain and writes the request down before it leaves. */
function begin({ clock, ledger, remote }: RemoteSellPorts, settings: IssueSettings, ready: ReadySale): RemoteSale {
  const { approved, sale, saleDigest } = ready;
  const { complianceId, productionId } = registration(remote);
  const place = ledger.nextPlace(remoteChain(productionId));
  const { irn, serial } = numberOf(ledger, settings, approved, place.serial);
  const issuedAt = clock.now();
  const link = { irn, icv: place.icv, pih: place.pih, issuedAt, complianceId, productionId };
  const begun: RemoteSale = {
    reference: approved.sale.reference,
    irn,
    ...(serial === undefined ? {} : { serial }),
    icv: place.icv,
    pih: place.pih,
    issuedAt: issuedAt.epochMs,
    sale,
    saleDigest,
    path: pathOf(approved),
    body: JSON.stringify(documentBody(approved, link)),
  };
  remote.begin(begun);
  return begun;
}

function registration(remote: RemoteStore) {
  const state = remote.load();
  if (state.stage === "ready") return state;
  throw new Fault("not-onboarded", "this unit is not registered with the middleware: run khatm onboard");
}

async function submit(
  ports: RemoteSellPorts,
  settings: IssueSettings,
  sale: RemoteSale,
  approved: Approved,
): Promise<ClearOutcome> {
  const answer = await ports.middleware.call(sale.path, JSON.parse(sale.body));
  if (answer.kind === "unreachable") {
    if (ports.remote.open()?.reference === sale.reference && !wasTried(ports, sale)) ports.remote.end(sale.reference);
    throw away(answer.because);
  }
  ports.remote.keep(sale.reference, ports.clock.wallMs(), answer.status, answer.raw);
  const hash = answer.kind === "unknown" ? undefined : parseInvoiceHash(assumedText(answer.values, "hash") ?? "");
  if (answer.kind === "refused" && hash === undefined && !didAuthoritySpeak(answer)) {
    ports.remote.end(sale.reference);
    return { kind: "refused", violations: answer.errors.map(violationOf) };
  }
  if (answer.kind === "unknown" || hash === undefined) {
    ports.alarms.raise("middleware-unclear", sale.irn, { status: answer.status });
    throw unclear(sale);
  }
  const document = store(ports, settings, sale, approved, answer, hash);
  ports.onPaper();
  return answer.kind === "accepted"
    ? { kind: "issued", document }
    : { kind: "rejected", document, violations: answer.errors.map(violationOf) };
}

/** A refusal of the authority uses the counter value (stackcue.md, FAQ); one of the middleware's own input checks does not. */
const didAuthoritySpeak = ({ values }: Verdict): boolean =>
  "zatcaResponse" in values || namedText(values, "stackcueHelper", "zatcaResponseCode") !== "";

/** A request that may have arrived before keeps its place, whatever happens to its repetition. */
const wasTried = ({ remote }: RemoteSellPorts, { reference }: RemoteSale): boolean => remote.answers(reference) > 0;

type Verdict = Extract<MiddlewareAnswer, { kind: "accepted" | "refused" }>;

function store(
  { ledger, outbox, remote, clock, uuid }: RemoteSellPorts,
  settings: IssueSettings,
  sale: RemoteSale,
  approved: Approved,
  answer: Verdict,
  hash: InvoiceHash,
): StoredDocument {
  const { productionId } = registration(remote);
  const qr = assumedText(answer.values, "qr") ?? "";
  const xml = Buffer.from(assumedText(answer.values, "xml") ?? "", "base64").toString("utf8");
  const own = parseUuid(assumedText(answer.values, "uuid") ?? "") ?? uuid();
  const link = { irn: irnOf(sale), uuid: own, icv: sale.icv, pih: sale.pih, issuedAt: riyadhTime(sale.issuedAt) };
  const signed = seal(chain(approved, link), { xml, hash, qr, signature: "" });
  const document: NewDocument = {
    link,
    ...(sale.serial === undefined ? {} : { serial: sale.serial }),
    generation: 1,
    reference: sale.reference,
    sale: sale.sale,
    saleDigest: sale.saleDigest,
    type: approved.sale.kind.type,
    profile: approved.profile,
    originals: [...originalNumbers(approved), ...advanceNumbers(approved)],
    xml,
    hash,
    qr,
    totals: totalsOf(signed),
    warnings: signed.warnings,
    receipt: receiptOf(signed, settings.receipt),
    ...(answer.kind === "refused" ? { withoutPaper: true } : {}),
  };
  const stored = ledger.findByReference(sale.reference) ?? ledger.append(remoteChain(productionId), () => document);
  outbox.settle({ document: stored.id, at: clock.wallMs(), ...verdictOf(answer, approved) });
  remote.end(sale.reference);
  return outbox.find(stored.id) ?? stored;
}

function irnOf({ irn }: RemoteSale): Irn {
  const parsed = parseIrn(irn);
  if (parsed === undefined) throw new Error("a stored number is a number");
  return parsed;
}

function verdictOf(answer: Verdict, { profile }: Approved): Pick<AttemptOutcome, "answer" | "next"> {
  const seen = { status: answer.status, body: answer.raw };
  if (answer.kind === "refused") {
    const errors = answer.errors.map((text) => ({ code: "", category: "middleware", text }));
    return { answer: { kind: "rejected", errors, warnings: [], ...seen }, next: { state: "rejected" } };
  }
  const accepted: Answer = { kind: "accepted", duplicate: false, warnings: [], ...seen };
  return { answer: accepted, next: { state: profile === "standard" ? "cleared" : "reported" } };
}

const violationOf = (text: string): Violation => ({
  code: "middleware/refused",
  severity: "error",
  path: "",
  message: { ar: `رفض الوسيط المستند: ${text}`, en: `the middleware refused the document: ${text}` },
  fix: { ar: "صحح ما يذكره الرد ثم أعد الإرسال", en: "correct what the answer names, then send it again" },
});

const away = (because: string): Fault =>
  new Fault(
    "gateway-unreachable",
    `the middleware is away (${because}): this unit keeps no key and sells online only; nothing was sold or held`,
  );

const unclear = ({ irn, reference }: RemoteSale): Fault =>
  new Fault(
    "gateway-unexpected",
    `what became of ${irn} (reference ${reference}) is unclear: its answer is kept raw. Nothing else is sold before it is clear: khatm flush asks again with the identical request`,
  );
