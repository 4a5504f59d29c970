// The audit of a ledger as it is told: under way, or with what it has found.
import type { Bilingual } from "../bilingual.ts";

/** Who began an audit, and when: milliseconds since 1970. */
export interface AuditRun {
  readonly by: string;
  readonly startedAt: number;
}

/** The first thing an audit found touched, in plain words. */
export interface AuditTrouble {
  /** A document of a chain, or a row of the activity log. */
  readonly at:
    | { readonly irn: string; readonly icv: number; readonly csid: string; readonly link: string }
    | { readonly row: number };
  readonly what: Bilingual;
  readonly fix: Bilingual;
}

/** The audit of the ledger: the one under way, or what the last one since the start has found. */
export type AuditState =
  | { readonly state: "none" }
  | (AuditRun & { readonly state: "running"; readonly checked: number; readonly total: number })
  | (AuditRun & AuditEnd & { readonly state: "intact"; readonly activities: number })
  | (AuditRun & AuditEnd & { readonly state: "broken"; readonly broken: AuditTrouble })
  | (AuditRun & Pick<AuditEnd, "endedAt"> & { readonly state: "failed"; readonly because: Bilingual });

interface AuditEnd {
  readonly endedAt: number;
  /** Documents that hold. */
  readonly documents: number;
}
