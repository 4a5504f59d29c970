// What was issued: documents, their chains, and the unit that issued them.

import type { DayRow } from "../core/day-report/day-report.ts";
import type { Icv, InvoiceHash, Pih, Reference } from "../core/ids.ts";
import type { DocumentType, Profile } from "../core/invoice/draft.ts";
import type { Link } from "../core/invoice/lifecycle.ts";
import type { Totals } from "../core/invoice/totals.ts";
import type { JourneyState } from "../core/onboarding/journey.ts";
import type { PrintState } from "../core/printing/job.ts";
import type { ReceiptModel } from "../core/receipt/model.ts";
import type { Violation } from "../core/violation.ts";

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
  /** Part of the number or of the till's reference; one or two characters are looked for in the newest 5 000. */
  readonly search?: string;
  /** Riyadh dates, `YYYY-MM-DD`, both inclusive. */
  readonly from?: string;
  readonly to?: string;
  /** Documents generated before this id, newest first. */
  readonly before?: number;
  readonly limit: number;
}

/**
 * When the disk has a document that was appended: when `append` returns, or a flush of a slow disk later, in which other
 * sales are served. Of the second nobody outside may hear before `durable` resolves.
 */
export type Flush = "now" | "beside";

/** The ledger: what was issued. One call of `append` is one transaction, all or nothing. */
export interface Ledger {
  /**
   * Places one document at the head of a CSID's chain: `make` gets the place and answers the finished document, and
   * document, outbox row and print job are committed together. `make` must be synchronous; what it throws undoes all.
   * A standard document gets its print job when it is cleared, a corrected one when somebody asks for the paper.
   * @throws Fault `storage-failed` or `storage-full`: nothing was stored; `outcome-unknown`: ask again by reference.
   */
  append(csid: string, make: (place: NextPlace) => NewDocument, flush?: Flush): StoredDocument;
  /**
   * Resolves when the disk has every document appended so far. @throws Fault `outcome-unknown` where it refused: ask again
   * by reference.
   */
  durable(): Promise<void>;
  /** False while a document that was appended waits for its flush. */
  isDurable(id: number): boolean;
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
  /** One CSID's chain after an ICV, in order. @throws Fault `chain-broken` where bytes are not what they were. */
  chain(csid: string, afterIcv: number, limit: number): readonly StoredDocument[];
  /** What stands at a place of a chain, also where its document can no longer be read. */
  placeAt(csid: string, icv: number): { readonly irn: string; readonly hash: InvoiceHash } | undefined;
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

/** The documents of a day or a month, for its report; Riyadh dates, `YYYY-MM-DD`; in the order of issue. */
export interface DayRows {
  of(date: string): readonly DayRow[];
  /** One by one, `to` excluded. Nothing may be written while it is read. */
  between(from: string, to: string): Iterable<DayRow>;
}

/** How far the ledger was audited, as a sealed text of whoever audits. */
export interface AuditMark {
  load(): string | undefined;
  /** May be lost with a power cut: an older mark only means more to audit. */
  save(sealed: string): void;
}

/** Proves that the ledger's file takes writes. */
export interface Heartbeat {
  /** @throws Fault `storage-failed`, `storage-full`. */
  beat(at: number): void;
}
