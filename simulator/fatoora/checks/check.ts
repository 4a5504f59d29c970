// The form of every document check: one row, one fault, its severity on each call (reference: simulator E3).
import type { Bilingual } from "../bilingual.ts";
import type { DocumentCall } from "../calls.ts";
import type { Invoice } from "../invoice.ts";
import type { ProfileName } from "../profiles.ts";

/** How the gateway weighs a finding: an error rejects, a warning lets pass with 202. */
export type Severity = "ERROR" | "WARNING";

/** One finding, as the answer carries it, and the row of the reference that made it. */
export type Finding = {
  readonly check: string;
  readonly severity: Severity | "INFO";
  readonly code: string;
  readonly category: string;
  readonly message: Bilingual;
};

/** The credential a document was sent with. */
export type Sender = { readonly vat: string; readonly certificate: string };

/** Everything a check may look at. */
export type Case = {
  readonly call: DocumentCall;
  readonly profile: ProfileName;
  readonly body: { readonly invoiceHash: string; readonly uuid: string; readonly invoice: string };
  /** The document, or in words why it could not be read. */
  readonly reading: Invoice | string;
  readonly sender: Sender;
  /** The VAT number for whom this gateway issued a certificate (base64 DER), revoked ones left out. */
  readonly holderOf: (certificate: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly clearanceOff: boolean;
};

/** A case whose document could be read. */
export type ReadCase = Case & { readonly reading: Invoice };

/** One row: a fault, where it counts, and how it is told. */
export type Check<C extends Case = ReadCase> = {
  readonly id: string;
  readonly code: string;
  readonly category: string;
  readonly severity: Partial<Readonly<Record<DocumentCall, Severity>>>;
  readonly message: Bilingual;
  /** True, or the particulars in words, where the fault is there. */
  readonly fails: (subject: C) => boolean | string;
};

/** The severity "error" on all three calls. */
export const EVERYWHERE = { "compliance-check": "ERROR", reporting: "ERROR", clearance: "ERROR" } as const;

/** The severity "error" where the device's own QR code and stamp are compulsory. */
export const ON_REPORTING = { "compliance-check": "ERROR", reporting: "ERROR" } as const;

const withDetail = (message: Bilingual, detail: boolean | string): Bilingual =>
  typeof detail === "string" ? { ar: `${message.ar}: ${detail}`, en: `${message.en}: ${detail}` } : message;

/** Runs rows of checks over one case and answers every finding, in the order of the rows. */
export const runChecks = <C extends Case>(checks: readonly Check<C>[], subject: C): Finding[] =>
  checks.flatMap((check) => {
    const severity = check.severity[subject.call];
    if (severity === undefined) return [];
    const fault = check.fails(subject);
    if (fault === false) return [];
    const { id, code, category } = check;
    return [{ check: id, severity, code, category, message: withDetail(check.message, fault) }];
  });
