// The ports: what the use cases need of the world. Adapters implement them; only wire.ts knows which one serves.
import type { Icv, InvoiceHash, Pih, Reference, Uuid } from "./core/ids.ts";
import type { DocumentType, Profile } from "./core/invoice/draft.ts";
import type { Link } from "./core/invoice/lifecycle.ts";
import type { Totals } from "./core/invoice/totals.ts";
import type { Csid, JourneyState } from "./core/onboarding/journey.ts";
import type { ReceiptModel } from "./core/receipt/model.ts";
import type { Answer, CsidAnswer } from "./core/reporting/answer.ts";
import type { RiyadhTime } from "./core/riyadh-time.ts";
import type { StampCertificate } from "./core/stamp/certificate-facts.ts";
import type { Violation } from "./core/violation.ts";

/** Trusted wall time and monotonic time. */
export interface Clock {
  /** The trusted time. @throws Fault `clock-untrusted` when no document may be dated now. */
  now(): RiyadhTime;
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

/** What is known of a paper: `unconfirmed` may or may not have come out. */
export type PrintState = "queued" | "sending" | "sent" | "confirmed" | "unconfirmed" | "failed";

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
  readonly xml: string;
  readonly hash: InvoiceHash;
  readonly qr: string;
  readonly totals: Totals;
  readonly warnings: readonly Violation[];
  readonly receipt: ReceiptModel;
}

/** A document of the ledger, with what became of it. */
export interface StoredDocument extends NewDocument {
  /** Order of generation over all chains. */
  readonly id: number;
  /** The CSID whose chain it is a link of. */
  readonly csid: string;
  readonly state: DocumentState;
  readonly attempts: number;
  readonly printed: PrintState;
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
   * @throws Fault `storage-failed` or `storage-full`: nothing was stored; `outcome-unknown`: ask again by reference.
   */
  append(csid: string, make: (place: NextPlace) => NewDocument): StoredDocument;
  findByReference(reference: Reference): StoredDocument | undefined;
  /** The live document of a number: its last generation. */
  findByIrn(irn: string): StoredDocument | undefined;
  findByUuid(uuid: string): StoredDocument | undefined;
  /** Newest first. */
  list(filter: DocumentFilter): readonly StoredDocument[];
  /** One CSID's chain after an ICV, in order, for an audit. */
  chain(csid: string, afterIcv: number, limit: number): readonly StoredDocument[];
  /** The CSIDs that have documents. */
  chains(): readonly string[];
  /** The last document of a CSID's chain; undefined before the first. */
  head(csid: string): { readonly icv: number; readonly hash: InvoiceHash } | undefined;
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

/** What is still to be told to the gateway. */
export interface Outbox {
  /** Queued documents due at a time, oldest first. */
  due(at: number, limit: number): readonly StoredDocument[];
  /** The earliest time anything is due; undefined when the outbox is empty. */
  nextDueAt(): number | undefined;
  /** Keeps the outcome of an attempt: a verdict closes the row, anything else says when to try again. */
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
  readonly next: { readonly state: DocumentState } | { readonly retryAt: number };
}

export interface PrintJob {
  readonly id: number;
  readonly document: number;
  /** 0 is the original. */
  readonly copy: number;
  readonly state: PrintState;
}

/** What must come out on paper. */
export interface PrintJournal {
  /** The oldest job not done, with its document. */
  next(): { readonly job: PrintJob; readonly document: StoredDocument } | undefined;
  /** How many jobs wait. */
  pending(): number;
  /** Asks for a copy. */
  addCopy(document: number, at: number): PrintJob;
  mark(job: number, state: PrintState, at: number, dots?: string): void;
  /** After an unclean stop every job under way counts as possibly printed. @returns how many there were. */
  recover(at: number): number;
}

/** Tills that may use the API. */
export interface Clients {
  /** Pairs a till; the token itself is never stored. @returns the token, shown once. */
  pair(name: string, at: number): string;
  /** The name behind a token; undefined when there is none. */
  identify(token: string): string | undefined;
  revoke(name: string, at: number): boolean;
  names(): readonly string[];
}

/** Who did what and when, with result. */
export interface ActivityLog {
  add(entry: {
    readonly actor: string;
    readonly action: string;
    readonly subject: string;
    readonly result: string;
  }): void;
}

/** The paper side: turns a receipt into dots and brings them out. */
export interface ReceiptPrinter {
  /** Prints one receipt. @returns what is known of the paper, and the SHA-256 of its dots. @throws Fault `printer-failed`. */
  print(
    receipt: ReceiptModel,
  ): Promise<{ readonly state: "sent" | "confirmed" | "unconfirmed"; readonly dots: string }>;
  /** The same dots as a PNG file's bytes. */
  picture(receipt: ReceiptModel): Promise<Uint8Array>;
  /** The same dots as the bytes a printer gets. */
  bytes(receipt: ReceiptModel): Promise<Uint8Array>;
  close(): Promise<void>;
}
