// The ports: what the use cases need of the world. Adapters implement them; only wire.ts knows which one serves.

import type { ActivityFacts, ChainedActivity } from "./core/chain/activities.ts";
import type { TimeVerdict } from "./core/clock/trust.ts";
import type { DayRow } from "./core/day-report/day-report.ts";
import type { Fault } from "./core/errors.ts";
import type { Icv, InvoiceHash, Pih, Reference, Uuid } from "./core/ids.ts";
import type { DocumentType, Profile } from "./core/invoice/draft.ts";
import type { Link } from "./core/invoice/lifecycle.ts";
import type { Totals } from "./core/invoice/totals.ts";
import type { MiddlewareAnswer } from "./core/middleware/read-middleware.ts";
import type { Csid, JourneyState } from "./core/onboarding/journey.ts";
import type { Failures } from "./core/people/lock-out.ts";
import type { PairedToken, Person } from "./core/people/person.ts";
import type { TokenRole } from "./core/people/roles.ts";
import type { SessionTimes } from "./core/people/session-life.ts";
import type { PrinterCondition as Condition } from "./core/printing/condition.ts";
import type { DrawerState } from "./core/printing/drawer.ts";
import type { PrintState as JobPrintState, JobState } from "./core/printing/job.ts";
import type { NonFiscalPaper, Printable, ReceiptModel, SlipModel } from "./core/receipt/model.ts";
import type { Answer, CsidAnswer } from "./core/reporting/answer.ts";
import type { RiyadhTime } from "./core/riyadh-time.ts";
import type { StampCertificate } from "./core/stamp/certificate-facts.ts";
import type { Violation } from "./core/violation.ts";

/** Trusted wall time and monotonic time. */
export interface Clock {
  /** The trusted time. @throws Fault `clock-untrusted` when no document may be dated now. */
  now(): RiyadhTime;
  /** Whether it is trusted, by whom or why not, and what to do. */
  verdict(): TimeVerdict;
  /** Tells it the gateway's own clock, milliseconds since 1970. */
  heard(gatewayTime: number): void;
  /** Wall time whether trusted or not, milliseconds since 1970: for bookkeeping, never for a document. */
  wallMs(): number;
  /** Milliseconds that only ever grow: for timeouts and backoff. */
  monotonicMs(): number;
}

/** Where identifiers come from. */
export type MakeUuid = () => Uuid;

/** Signs with the key of one CSID. Synchronous, so that number, hash, signature and storage are one act. */
export interface Signer {
  readonly certificate: StampCertificate;
  /** ECDSA secp256k1 with SHA-256 over `data`, DER. */
  sign(data: Uint8Array): Uint8Array;
}

/** Keeps private keys and secrets; a key never leaves it, only its signatures do. */
export interface Vault {
  /** Makes a secp256k1 key pair under a new name; answers the public key, SubjectPublicKeyInfo DER. */
  createKey(name: string): Uint8Array;
  /** The signing function of a key. @throws Fault `key-unavailable`. */
  signing(name: string): (data: Uint8Array) => Uint8Array;
  /** Encrypts a secret for storage. */
  seal(secret: string): string;
  /** Opens what `seal` made. @throws Fault `key-unavailable`. */
  open(sealed: string): string;
  /** Destroys a key for good (decommissioning). */
  destroyKey(name: string): void;
  /** The names of all keys. */
  keys(): readonly string[];
}

/** One document on its way to the gateway: the archived bytes, never serialised again. */
export interface Submission {
  readonly uuid: Uuid;
  readonly invoiceHash: InvoiceHash;
  readonly xml: Uint8Array;
}

/** The six calls of the authority's API (gateway.md A2). A failure of the network is an Answer too. */
export interface Gateway {
  requestComplianceCsid(csrPem: string, otp: string): Promise<CsidAnswer>;
  checkCompliance(csid: Csid<"compliance">, document: Submission): Promise<Answer>;
  requestProductionCsid(csid: Csid<"compliance">): Promise<CsidAnswer>;
  renewProductionCsid(csid: Csid<"production">, csrPem: string, otp: string): Promise<CsidAnswer>;
  report(csid: Csid<"production">, document: Submission): Promise<Answer>;
  clear(csid: Csid<"production">, document: Submission): Promise<Answer>;
  /** Whether a connection can be made now; asks nothing, so that no counter value is spent on a dead network. */
  isReachable(): Promise<boolean>;
  /** Asks what time the authority has, milliseconds since 1970; whatever it answers otherwise. `{}` when it is away. */
  askTime(): Promise<{ readonly gatewayTime?: number }>;
}

/** A middleware that keeps the key and signs for the unit (stackcue.md). */
export interface Middleware {
  call(path: string, body: unknown): Promise<MiddlewareAnswer>;
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

/** The unit's registration with a middleware: the stored row is where it goes on. */
export type RemoteState =
  | { readonly stage: "new" }
  | {
      readonly stage: "registered";
      readonly complianceId: string;
      readonly outstanding: readonly string[];
      /** The next place in the chain of the checks. */
      readonly icv: number;
      readonly pih: Pih;
    }
  | {
      readonly stage: "ready";
      readonly complianceId: string;
      /** The name of the chain: counter and hashes run per production identifier. */
      readonly productionId: string;
      readonly expires: string;
    };

/** A sale on its way to the middleware: its place in the chain is taken, its answer not yet in the ledger. */
export interface RemoteSale {
  readonly reference: Reference;
  readonly irn: string;
  readonly serial?: number;
  readonly icv: Icv;
  readonly pih: Pih;
  readonly issuedAt: number;
  readonly sale: string;
  readonly saleDigest: string;
  readonly path: string;
  /** The request as it was sent, JSON. */
  readonly body: string;
}

/** What a unit with a middleware keeps beside the ledger. */
export interface RemoteStore {
  load(): RemoteState;
  save(state: RemoteState): void;
  /** The one sale whose outcome is not in the ledger yet. */
  open(): RemoteSale | undefined;
  begin(sale: RemoteSale): void;
  /** Keeps a raw answer. */
  keep(reference: Reference, at: number, status: number, raw: string): void;
  /** How many answers were kept for a sale. */
  answers(reference: Reference): number;
  end(reference: Reference): void;
}

/** The EGS unit's own record: the onboarding journey is resumed from the stored row. */
export interface UnitStore {
  load(): JourneyState | undefined;
  /** Stores the state durably. */
  save(state: JourneyState): void;
}

/** Where a document stands with the gateway (contract.md). */
export type DocumentState =
  | "queued"
  | "reported"
  | "reported-with-warnings"
  | "rejected"
  | "cleared"
  | "awaiting-clearance";

export type PrintState = JobPrintState;

/** A stamped document on its way into the ledger. */
export interface NewDocument {
  readonly link: Link;
  /** The unit's own running number, where it made the IRN itself. */
  readonly serial?: number;
  readonly generation: number;
  readonly reference?: Reference;
  /** The sale as the till sent it, JSON; and SHA-256 of its canonical form, which tells the same sale from another. */
  readonly sale: string;
  readonly saleDigest: string;
  readonly type: DocumentType;
  readonly profile: Profile;
  /** Numbers of the documents a note refers to, or of the advances an invoice takes off. */
  readonly originals: readonly string[];
  readonly xml: string;
  readonly hash: InvoiceHash;
  readonly qr: string;
  readonly totals: Totals;
  readonly warnings: readonly Violation[];
  readonly receipt: ReceiptModel;
  /** No paper with the document: it may be refused yet, or was. */
  readonly withoutPaper?: true;
  /** Who asked for it; without one it was the unit itself. */
  readonly actor?: string;
}

/** A document of the ledger, with what became of it. */
export interface StoredDocument extends Omit<NewDocument, "originals" | "actor"> {
  /** Order of generation over all chains. */
  readonly id: number;
  /** The CSID whose chain it is a link of. */
  readonly csid: string;
  readonly state: DocumentState;
  readonly attempts: number;
  readonly printed: PrintState;
  /** What the authority made of a standard document: the legal one. */
  readonly cleared?: ClearedCopy;
}

/** The authority's own copy of a cleared document, with its stamp and QR code. */
export interface ClearedCopy {
  readonly xml: string;
  readonly qr: string;
}

/** The place in the chain the next document takes. */
export interface NextPlace {
  readonly icv: Icv;
  readonly pih: Pih;
  /** The next free running number, for an IRN of the unit's own. */
  readonly serial: number;
}

export interface DocumentFilter {
  readonly state?: DocumentState;
  readonly type?: DocumentType;
  readonly profile?: Profile;
  /** Part of the number or of the till's reference. */
  readonly search?: string;
  /** Riyadh dates, `YYYY-MM-DD`, both inclusive. */
  readonly from?: string;
  readonly to?: string;
  /** Documents generated before this id, newest first. */
  readonly before?: number;
  readonly limit: number;
}

/** The ledger: what was issued. One call of `append` is one transaction, all or nothing. */
export interface Ledger {
  /**
   * Places one document at the head of a CSID's chain: `make` gets the place and answers the finished document, and
   * document, outbox row and print job are committed together. `make` must be synchronous; what it throws undoes all.
   * A standard document gets its print job when it is cleared, a corrected one when somebody asks for the paper.
   * @throws Fault `storage-failed` or `storage-full`: nothing was stored; `outcome-unknown`: ask again by reference.
   */
  append(csid: string, make: (place: NextPlace) => NewDocument): StoredDocument;
  findById(id: number): StoredDocument | undefined;
  /** The place the next document of a chain would take; nothing is taken by asking. */
  nextPlace(csid: string): NextPlace;
  findByReference(reference: Reference): StoredDocument | undefined;
  /** The live document of a number: its last generation. */
  findByIrn(irn: string): StoredDocument | undefined;
  findByUuid(uuid: string): StoredDocument | undefined;
  /** The live credit notes on a number that the gateway has not rejected. */
  creditsOn(irn: string): readonly StoredDocument[];
  /** The live invoices that take an advance off and that the gateway has not rejected. */
  deductionsOf(irn: string): readonly StoredDocument[];
  /** Every generation of a number, the first one first. */
  generations(irn: string): readonly StoredDocument[];
  /** Accepted standard documents whose reference begins so, and that no document with the same and this end follows. */
  unfollowed(prefix: string, end: string): readonly StoredDocument[];
  /** Newest first. */
  list(filter: DocumentFilter): readonly StoredDocument[];
  /** One CSID's chain after an ICV, in order, for an audit. */
  chain(csid: string, afterIcv: number, limit: number): readonly StoredDocument[];
  /** The CSIDs that have documents. */
  chains(): readonly string[];
  /** The last document of a CSID's chain; undefined before the first. */
  head(csid: string): { readonly icv: number; readonly hash: InvoiceHash } | undefined;
  /** Why a CSID's chain must not go on; undefined while it may. */
  closedBecause(csid: string): string | undefined;
  /** How many documents are in each state. */
  stateCounts(): Readonly<Partial<Record<DocumentState, number>>>;
  /** Issue time of the newest document, milliseconds; 0 when there is none. */
  lastIssuedAt(): number;
}

/** Numbers an operator must know (contract.md, status). */
export interface OutboxCounts {
  readonly pending: number;
  readonly rejected: number;
  /** Issue time of the oldest pending document, milliseconds. */
  readonly oldestIssuedAt?: number;
}

/** A document that waits for the gateway, by its place in the order of deadlines. */
export interface Waiting {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
}

/** What is still to be told to the gateway. When to try again is no row of it: that is a matter of monotonic time. */
export interface Outbox {
  /** Waiting documents by deadline, the oldest first, behind a place in that order. */
  waiting(after: Waiting | undefined, limit: number): readonly Waiting[];
  find(document: number): StoredDocument | undefined;
  /** Keeps the outcome of an attempt; a verdict closes the row and lets the paper of a standard document out. */
  settle(outcome: AttemptOutcome): void;
  counts(): OutboxCounts;
  /** How many pending documents are over their 24 hours. */
  lateAt(now: number): number;
  /** Every attempt for one document, oldest first. */
  attempts(document: number): readonly StoredAttempt[];
}

export interface StoredAttempt {
  readonly at: number;
  readonly status: number;
  /** The answer as JSON. */
  readonly answer: Answer;
}

export interface AttemptOutcome {
  readonly document: number;
  readonly at: number;
  readonly answer: Answer;
  /** A verdict, with the authority's copy where there is one; or it waits on. */
  readonly next: { readonly state: DocumentState; readonly cleared?: ClearedCopy } | "again";
}

/** A standard sale taken while the gateway was away: no document yet, no counter value, no tax invoice. */
export interface HeldSale {
  readonly id: number;
  readonly reference: Reference;
  readonly sale: string;
  readonly saleDigest: string;
  readonly totals: Totals;
  readonly at: number;
  /** Why it could not become a document when it was its turn; it then waits for a person. */
  readonly refused?: readonly Violation[];
}

/** Sales held for clearance. */
export interface HeldSales {
  /** Keeps a sale, and its slip for the printer, in one commit. */
  hold(sale: Omit<HeldSale, "id" | "refused">, slip: SlipModel): HeldSale;
  find(reference: Reference): HeldSale | undefined;
  /** The oldest that waits, behind an id. */
  next(after: number): HeldSale | undefined;
  /** It is a document now, or was refused. */
  close(id: number, at: number, refused?: readonly Violation[]): void;
  counts(): { readonly waiting: number; readonly refused: number };
}

/** One paper that was asked for. */
export interface PrintJob extends JobState {
  readonly id: number;
  /** Absent for a slip. */
  readonly document?: number;
  /** 0 is the original. */
  readonly copy: number;
  /** Which printer. */
  readonly printer: string;
  /** In its queue since, or done at; milliseconds since 1970. */
  readonly at: number;
}

/** A job with what it brings to paper. */
export type OpenPaper =
  | { readonly job: PrintJob; readonly document: StoredDocument }
  | { readonly job: PrintJob; readonly slip: SlipModel | NonFiscalPaper };

export interface PrintCounts {
  /** Not done yet, those that ask included. */
  readonly pending: number;
  readonly asking: number;
  /** May or may not be out, and no later copy of the same document is. */
  readonly unconfirmed: number;
  /** Since when the oldest one waits, milliseconds. */
  readonly oldestAt?: number;
}

/** What is kept with the new state of a job; `at` stays unless given. */
export interface PrintNote {
  readonly at?: number;
  readonly dots?: string;
  /** Asks for the drawer in the same act: in whose name. */
  readonly opens?: string;
}

/** What must come out on paper. Writes are grouped: who must know that one is durable awaits `settled`. */
export interface PrintJournal {
  /** The oldest job of a printer that waits for it and for nobody's word. */
  next(printer: string): OpenPaper | undefined;
  find(job: number): PrintJob | undefined;
  /** `since` bounds the unconfirmed ones. */
  counts(printer: string, since: number): PrintCounts;
  /** Whether this printer answered for one of its last papers. */
  hasProven(printer: string): boolean;
  /** Asks for a copy. */
  addCopy(document: number, at: number, printer?: string): PrintJob;
  /** Asks for a paper that is no tax document. */
  addSlip(slip: SlipModel | NonFiscalPaper, at: number, printer?: string): PrintJob;
  /** Keeps what became of a job. */
  mark(job: PrintJob, next: JobState, note?: PrintNote): PrintJob;
  /** The job of a document that asks, of its original or a copy. */
  asking(document: number): PrintJob | undefined;
  /** Every job of a printer that asks. */
  allAsking(printer: string): readonly PrintJob[];
  /** After an unclean stop: every job under way, as it was. */
  underWay(): readonly PrintJob[];
  /** Resolves when everything written before is durable. */
  settled(): Promise<void>;
}

export interface DrawerOpening {
  readonly id: number;
  /** The sale it is opened for. */
  readonly document?: number;
  readonly printer: string;
  readonly actor: string;
  readonly state: DrawerState;
}

/** Openings of the cash drawer; one for a sale is added by `PrintJournal.mark`. */
export interface DrawerJournal {
  next(printer: string): DrawerOpening | undefined;
  /** Somebody's wish: under way at once. */
  add(printer: string, actor: string, at: number): DrawerOpening;
  mark(opening: number, state: DrawerState, at: number): void;
  /** After an unclean stop nothing is opened any more. */
  recover(at: number): void;
  settled(): Promise<void>;
}

/** Programs that may use the API. */
export interface Clients {
  /** Pairs a program; the token itself is never stored. @returns the token, shown once. */
  pair(name: string, role: TokenRole, at: number): string;
  /** Who is behind a token; undefined when there is nobody. */
  identify(token: string): PairedToken | undefined;
  revoke(name: string, at: number): boolean;
  /** Those not revoked, by name. */
  list(): readonly PairedToken[];
}

/** A person as stored: with the hash of the password and the failures since the last login. */
export interface StoredPerson extends Omit<Person, "lockedUntil"> {
  readonly passwordHash: string;
  readonly failures: Failures;
}

/** People who may log in. Nobody is ever removed: the activity log names them. */
export interface People {
  find(name: string): StoredPerson | undefined;
  /** By name. */
  list(): readonly StoredPerson[];
  /** Adds or replaces the row of a name. */
  save(person: StoredPerson): void;
  /** Does several writes of the ledger's file in one commit. */
  atOnce<T>(work: () => T): T;
}

/** Sessions of browsers; only a digest of each token is kept. */
export interface Sessions {
  /** @returns the token, known to the browser alone. */
  open(person: string, at: number): string;
  find(token: string): (SessionTimes & { readonly person: string }) | undefined;
  noteUse(token: string, at: number): void;
  close(token: string): void;
  /** Ends every session of a person, but the one that is kept. */
  closeAll(person: string, kept?: string): void;
}

/** Slow hashes of passwords. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes its time where there is no hash to compare with, too. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
}

/** A row of the activity log. */
export interface Activity extends ActivityFacts {
  readonly id: number;
}

/** Proves that the ledger's file takes writes. */
export interface Heartbeat {
  /** @throws Fault `storage-failed`, `storage-full`. */
  beat(at: number): void;
}

/** The documents of a day, for its closing. */
export interface DayRows {
  /** A Riyadh date, `YYYY-MM-DD`; in the order of issue. */
  of(date: string): readonly DayRow[];
}

/** Who did what and when, with result. */
export interface ActivityLog {
  add(entry: {
    readonly actor: string;
    readonly action: string;
    readonly subject: string;
    readonly result: string;
  }): void;
  /** Newest first, before an id. */
  list(before: number | undefined, limit: number): readonly Activity[];
  /** Oldest first, after an id, with the links of the chain: for an audit. */
  after(id: number, limit: number): readonly ChainedActivity[];
}

export type PrinterCondition = Condition;

/** The paper side: turns a receipt into dots and brings them out. */
export interface ReceiptPrinter {
  /**
   * Prints one paper. `onStart` is called and awaited right before the first byte that could put dots on paper leaves.
   * @returns what is known of it, and the SHA-256 of its dots.
   * @throws Fault `printer-failed`; `printerFailureOf` tells whether it had started, and the printer's condition.
   */
  print(
    receipt: Printable,
    onStart?: () => Promise<void>,
  ): Promise<{ readonly state: "confirmed" | "unconfirmed"; readonly dots: string }>;
  /** One pulse to the cash drawer, never sent again by itself. @throws Fault `printer-failed`. */
  openDrawer(): Promise<void>;
  /** What the printer says of itself now; never throws. */
  condition(): Promise<PrinterCondition>;
  /** The same dots as a PNG file's bytes. */
  picture(receipt: ReceiptModel): Promise<Uint8Array>;
  /** The same dots as the bytes a printer gets. */
  bytes(receipt: ReceiptModel): Promise<Uint8Array>;
  close(): Promise<void>;
}

export type SecondCopyState =
  | { readonly state: "off" }
  | { readonly state: "good" | "behind"; readonly copied?: number }
  /** The medium is away or failing: an alarm, never a reason not to sell. */
  | { readonly state: "absent"; readonly because: string }
  /** The copy has documents this ledger has not: it is an older or another one. */
  | { readonly state: "ahead"; readonly because: string };

/** Every issued document once more, on another medium. */
export interface SecondCopy {
  /** Fault `chain-broken` while the copy is ahead of the ledger: it must not issue. */
  refusal(): Fault | undefined;
  /** Copies what is new, in a worker of its own. */
  wake(): void;
  state(): SecondCopyState;
  close(): Promise<void>;
}
