// Closings (Z reports): numbered without a gap but that of a backup put back, each kept as it was told, each with the documents its report counts.
import type Sqlite from "better-sqlite3";
import { sha256 } from "./document.ts";
import type { Evidence } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { hasTable } from "./ledger.ts";

export interface ClosingRow {
  readonly number: number;
  readonly hash: string;
  readonly report: string;
  /** Documents that are its own, and how many papers it has. */
  readonly counted: number;
  readonly papers: number;
}

const SELECT = `SELECT number, hash, report,
    (SELECT coalesce(sum(counted), 0) FROM closing_document m WHERE m.closing = number) AS counted,
    (SELECT count(*) FROM print_job p WHERE p.closing = number) AS papers
  FROM closing ORDER BY number`;

const lost = finding("I1", "lost");
const gap = finding("I2", "gap");
const unequal = finding("I3", "unverified");

/** The closings of an open database; none where it is older than they are. */
export const closingsIn = (database: Sqlite.Database): readonly ClosingRow[] =>
  hasTable(database, "closing") ? database.prepare<[], ClosingRow>(SELECT).all() : [];

/** The numbers closings go on with behind a backup put back. */
export const resumedIn = (database: Sqlite.Database): readonly number[] =>
  hasTable(database, "number_gap")
    ? database.prepare<[], number>("SELECT resumes_at FROM number_gap WHERE series = 'closing'").pluck().all()
    : [];

/** Numbers that are missing, closings that are not what they were, and those that were told and are gone. */
export function closingFindings(
  rows: readonly ClosingRow[],
  resumed: readonly number[],
  evidence: readonly Evidence[],
): readonly Finding[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const last = evidence.findLastIndex(({ kind }) => kind === "made-older");
  return [
    ...rows.flatMap(({ number }, i) => {
      const next = 1 + (rows[i - 1]?.number ?? 0);
      return number === next || resumed.includes(number) ? [] : [gap(`closing ${next} is missing before ${number}`)];
    }),
    ...rows.flatMap(rowFindings),
    ...evidence
      .slice(last + 1)
      .flatMap((seen) =>
        seen.kind === "closed" && byNumber.get(seen.number)?.hash !== seen.hash
          ? [lost(`closing ${seen.number} was told and is not, or not so, in the ledger`)]
          : [],
      ),
  ];
}

function rowFindings({ number, hash, report, counted, papers }: ClosingRow): readonly Finding[] {
  const { documents } = JSON.parse(report) as { readonly documents: { readonly counted: number } };
  return [
    ...(sha256(report) === hash ? [] : [unequal(`the report of closing ${number} is not what was hashed`)]),
    ...(documents.counted === counted
      ? []
      : [unequal(`closing ${number} counts ${documents.counted}, has ${counted}`)]),
    ...(papers > 0 ? [] : [lost(`closing ${number} has no paper`)]),
  ];
}
