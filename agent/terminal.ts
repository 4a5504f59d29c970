// The terminal as its callers see it (API, commands): what it can be asked, and what it answers. Interfaces only.
import type { Bilingual } from "./core/bilingual.ts";
import type { AuditState } from "./core/chain/audit-state.ts";
import type { ClosingReport } from "./core/day-report/closing.ts";
import type { DayReport } from "./core/day-report/day-report.ts";
import type { MonthReport } from "./core/day-report/month.ts";
import type { Reference } from "./core/ids.ts";
import type { Totals } from "./core/invoice/totals.ts";
import type { Trouble } from "./core/onboarding/trouble.ts";
import type { TokenRole } from "./core/people/roles.ts";
import type { AlarmText, PrinterAlarm } from "./core/printing/alarms.ts";
import type { PrinterCondition } from "./core/printing/condition.ts";
import type { Lateness } from "./core/reporting/lateness.ts";
import type { Result } from "./core/result.ts";
import type { Violation } from "./core/violation.ts";
import type { BackupFile } from "./ports/backups.ts";
import type { StoredClosing } from "./ports/closings.ts";
import type { DocumentFilter, DocumentState, StoredDocument } from "./ports/ledger.ts";
import type { HeldSale, StoredAttempt } from "./ports/outbox.ts";
import type { Activity, Clients } from "./ports/people.ts";
import type { PeopleDesk } from "./ports/people-desk.ts";
import type { PrintJob } from "./ports/printing.ts";
import type { SecondCopyState } from "./ports/second-copy.ts";

/** What can be said of any sale. Nothing is stored unless it says so. */
type SaleOutcome =
  | { readonly kind: "issued"; readonly document: StoredDocument }
  /** The same reference and sale again: the stored document. */
  | { readonly kind: "repeated"; readonly document: StoredDocument }
  /** The reference belongs to another sale. */
  | { readonly kind: "conflict"; readonly document?: StoredDocument }
  | { readonly kind: "refused"; readonly violations: readonly Violation[] };

/** What became of a sale: of a standard one that takes a conversation with the gateway. */
export type IssueOutcome = SaleOutcome | { readonly kind: "clearing"; readonly outcome: Promise<ClearOutcome> };

/** What became of a standard sale. */
export type ClearOutcome =
  | SaleOutcome
  /** The gateway is away: kept, without a counter value; it becomes a document when it is its turn. */
  | { readonly kind: "held"; readonly sale: HeldSale }
  /** Stamped and sent, not answered yet: no tax invoice before it is cleared. */
  | { readonly kind: "awaiting"; readonly document: StoredDocument }
  /** The gateway refused it; its counter value is used. */
  | { readonly kind: "rejected"; readonly document: StoredDocument; readonly violations: readonly Violation[] };

/** What became of the wish for a tax invoice instead of a receipt. */
export type ConvertOutcome =
  | { readonly kind: "converted"; readonly standard: StoredDocument; readonly credit: StoredDocument }
  | Exclude<ClearOutcome, { kind: "issued" | "repeated" }>;

/** What a sale would cost. */
export interface Quote {
  readonly totals: Totals;
  readonly warnings: readonly Violation[];
}

export interface FlushSummary {
  readonly sent: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Still queued: the gateway gave no verdict. */
  readonly waiting: number;
  /** Why the queue stopped, where it did. */
  readonly paused?: Bilingual;
}

/** What one check found. */
export interface Finding {
  readonly check: string;
  readonly about: Bilingual;
  readonly state: "good" | "warning" | "bad";
  /** What was seen. */
  readonly found: Bilingual;
  /** What to do, where something is to be done. */
  readonly remedy?: Bilingual;
}

/** How far the end of a unit has come. */
export type DecommissionOutcome =
  /** The key is gone; revoking the CSID is left to the portal. */
  | { readonly kind: "done"; readonly rejected: number }
  /** It signs no more; documents still wait for the gateway. */
  | { readonly kind: "waiting"; readonly summary: FlushSummary }
  /** Sales without a document yet: they need the key. Nothing was changed. */
  | { readonly kind: "held"; readonly waiting: number }
  | { readonly kind: "not-onboarded" };

/** One printer: what it says of itself, and what waits for it. */
export interface PrinterStatus {
  readonly name: string;
  readonly condition: PrinterCondition;
  readonly state: "idle" | "printing" | "away";
  readonly pending: number;
  /** Papers that waited too long and ask before they are printed; part of `pending`. */
  readonly asking: number;
  /** Papers of the last day that may or may not be out. */
  readonly unconfirmed: number;
  readonly oldestAt?: string;
  readonly alarms: readonly ({ readonly alarm: PrinterAlarm } & AlarmText)[];
}

/** What an operator must know. Times are milliseconds since 1970. */
export interface TerminalStatus {
  readonly environment: string;
  readonly ready: boolean;
  readonly clock: { readonly trusted: boolean; readonly now?: string; readonly because?: string };
  readonly csid: {
    readonly stage: string;
    readonly serialNumber?: string;
    readonly notAfter?: string;
    readonly daysLeft?: number;
    readonly trouble?: Trouble;
    /** What the configuration says otherwise, so that nothing is signed. */
    readonly misfit?: AlarmText;
  };
  /** `closed` says why it must not go on. */
  readonly chain: { readonly icv: number; readonly hash?: string; readonly closed?: string };
  readonly outbox: {
    readonly pending: number;
    readonly oldestIssuedAt?: string;
    readonly deadlineAt?: string;
    readonly late: number;
    readonly rejected: number;
    /** How long the oldest one waits: alarm at 4 hours, red at 12, critical at 20, late at 24. */
    readonly lateness: Lateness;
    /** Standard sales without a document yet, and those that became none. */
    readonly held: { readonly waiting: number; readonly refused: number };
    readonly paused?: Bilingual;
  };
  /** The receipt printer, and every printer by name. */
  readonly printer: PrinterStatus & { readonly printers: readonly PrinterStatus[] };
  readonly storage: {
    readonly freeBytes: number;
    readonly state: "good" | "low" | "stopped";
    /** The ledger once more, on another medium; `ahead` stops the terminal. */
    readonly secondCopy: SecondCopyState;
    /** The newest backup as it was seen last; `old` after a week, `absent` while its folder is away. */
    readonly backup: { readonly state: "none" | "absent" } | { readonly state: "good" | "old"; readonly at: number };
  };
}

/** Where backups lie, and the newest of them. */
export interface BackupFolder {
  readonly folder: string;
  readonly state: TerminalStatus["storage"]["backup"]["state"];
  readonly newest?: BackupFile;
}

/** Something that happened; never a secret in it. */
export interface TerminalEvent {
  /** Grows, over restarts too. */
  readonly id: number;
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Progress told while a long act runs; never a secret in it. */
export type Progress = (line: Bilingual) => void;

/** Reports: of a day, of what is open (X), closings (Z), of a month. Papers throw Fault `printer-busy`. */
export interface ReportDesk {
  /** A Riyadh day, `YYYY-MM-DD`, as far as it has come. */
  day(date: string): DayReport;
  printDay(date: string, actor?: string): Promise<PrintJob>;
  /** X: everything since the last closing; nothing is kept. */
  look(): ClosingReport;
  printLook(actor?: string): Promise<PrintJob>;
  /**
   * Z: closes everything since the last closing and prints it; the same reference again is the same closing.
   * @throws Fault `outcome-unknown`: ask again by reference.
   */
  close(reference: Reference, actor?: string): { readonly closing: StoredClosing; readonly isNew: boolean };
  closing(number: number): StoredClosing | undefined;
  /** Newest first, before a number. */
  closings(before: number | undefined, limit: number): readonly StoredClosing[];
  /** A copy of a closing on paper. */
  printClosing(number: number, actor?: string): PrintJob | undefined;
  /** `YYYY-MM` in Riyadh dates. */
  month(month: string): MonthReport;
  printMonth(month: string, actor?: string): Promise<PrintJob>;
}

/** What callers may ask. `actor` is who asks, for the activity log; without one it is the local operator. */
export interface Terminal {
  quote(sale: unknown): Result<Quote, readonly Violation[]>;
  /** @throws Fault when the terminal may not sign; nothing is stored but on `outcome-unknown`. */
  issue(sale: unknown, actor?: string): IssueOutcome;
  /** The same for a server: others are served while the disk flushes. What it resolves to is durable. */
  issueBeside(sale: unknown, actor?: string): Promise<IssueOutcome>;
  /** Resolves when the disk has everything issued so far. @throws Fault `outcome-unknown`. */
  durable(): Promise<void>;
  /** A tax invoice for a buyer instead of a receipt: the standard document is cleared first, then the receipt credited. */
  convert(irn: string, order: unknown, actor?: string): Promise<ConvertOutcome | undefined>;
  /**
   * Makes a rejected document again under its number, after its cause was corrected; undefined when there is none.
   * `reviewed` says that a person has looked at a document that was refused twice for the same reason.
   */
  correct(irn: string, reviewed: boolean, actor?: string): Promise<ClearOutcome | undefined>;
  generations(irn: string): readonly StoredDocument[];
  findByIrn(irn: string): StoredDocument | undefined;
  findByUuid(uuid: string): StoredDocument | undefined;
  list(filter: DocumentFilter): readonly StoredDocument[];
  attempts(document: StoredDocument): readonly StoredAttempt[];
  /** Asks for a copy on paper. @throws Fault `not-cleared` for a standard document the authority has not taken. */
  reprint(document: StoredDocument, actor?: string, printer?: string): PrintJob;
  /** Prints a paper that is no tax document, at the printer it names. @throws Fault `no-such-printer`, `printer-busy`. */
  print(paper: unknown, actor?: string): Promise<Result<PrintJob, readonly Violation[]>>;
  printJob(job: number): PrintJob | undefined;
  /** The operator's word on papers that waited too long. @returns how many it was about. */
  settleWaiting(printer: string, word: "print" | "drop", actor?: string): number;
  /** Opens the cash drawer now or not at all. @throws Fault `printer-failed`, `no-such-printer`. */
  openDrawer(printer?: string, actor?: string): Promise<void>;
  /** The receipt as a PNG file. @throws Fault `not-cleared`, as the printer's bytes do. */
  picture(document: StoredDocument): Promise<Uint8Array>;
  /** The receipt as the bytes a printer gets. */
  printerBytes(document: StoredDocument): Promise<Uint8Array>;
  /** Sends what is due now. */
  flush(): Promise<FlushSummary>;
  /** Waits until every paper that can come out has come out. */
  drainPrinter(): Promise<void>;
  /** Runs or resumes onboarding; `otp` only where a new compliance CSID must be asked for. */
  onboard(otp: string | undefined, progress: Progress, actor?: string): Promise<Result<undefined, Trouble>>;
  renew(otp: string | undefined, progress: Progress, actor?: string): Promise<Result<undefined, Trouble>>;
  csr(): Promise<string>;
  /** Stops signing, tells what waits, destroys the key; asked again it goes on. */
  decommission(actor?: string): Promise<DecommissionOutcome>;
  /** Begins the audit of the whole ledger beside the sales; while one is under way it is that one. */
  startAudit(actor?: string): AuditState;
  auditState(): AuditState;
  /** Writes the ledger as it is now into the folder of backups. @throws Fault `backup-…`. */
  backUp(actor?: string): Promise<BackupFile>;
  backups(): BackupFolder;
  /** Every check with its remedy. */
  doctor(): Promise<readonly Finding[]>;
  /** The go-live checklist with its evidence. */
  goLive(): readonly Finding[];
  status(): TerminalStatus;
  /**
   * Tells what happens from now on, and first what came behind the event `after` and is still kept; an event `missed`
   * says that something is not. @returns how to stop.
   */
  listen(listener: (event: TerminalEvent) => void, after?: number): () => void;
  readonly reports: ReportDesk;
  /** How many documents stand where with the gateway. */
  stateCounts(): Readonly<Partial<Record<DocumentState, number>>>;
  readonly clients: Pick<Clients, "identify" | "list">;
  /** Pairs a program. @returns its token, which is shown once and never stored. */
  pair(name: string, role?: TokenRole, actor?: string): string;
  revoke(name: string, actor?: string): boolean;
  readonly people: PeopleDesk;
  /** Writes to the ledger's file, to prove that it can. @throws Fault `storage-failed`, `storage-full`. */
  beat(): void;
  /** The activity log, newest first, before an id. */
  activity(before: number | undefined, limit: number): readonly Activity[];
}
