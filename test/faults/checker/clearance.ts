// Standard documents: the legal document is the authority's, on our content, stored once, and the one the gateway gave.
import { readDocument, sha256 } from "./document.ts";
import type { Evidence } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import type { LedgerRow } from "./ledger.ts";

const lost = finding("I1", "lost");
const unverified = finding("I4", "unverified");

/** What is wrong with the cleared documents of a ledger. */
export function clearanceFindings(rows: readonly LedgerRow[], evidence: readonly Evidence[]): readonly Finding[] {
  const given = new Map(evidence.flatMap((seen) => (seen.kind === "cleared" ? [[seen.uuid, seen.xml] as const] : [])));
  return rows
    .filter(({ profile }) => profile === "standard")
    .flatMap((row) => [...bytesFindings(row), ...givenFindings(row, given)]);
}

function bytesFindings(row: LedgerRow): readonly Finding[] {
  if (row.clearedXml === null)
    return row.state === "cleared" ? [lost(`${row.irn} is cleared, and the cleared document is not there`)] : [];
  if (row.state !== "cleared") return [lost(`${row.irn} has a cleared document and is ${row.state}`)];
  const legal = readDocument(row.clearedXml);
  return [
    ...legal.broken().map((part) => unverified(`${row.irn}, as cleared: ${part}`)),
    ...(legal.hash === row.hash ? [] : [unverified(`${row.irn}: the cleared document has another content`)]),
    ...(legal.qr === row.clearedQr ? [] : [unverified(`${row.irn}: the cleared QR is not that of the bytes`)]),
  ];
}

function givenFindings({ irn, uuid, clearedXml }: LedgerRow, given: ReadonlyMap<string, string>): readonly Finding[] {
  const bytes = given.get(uuid);
  if (bytes === undefined || clearedXml === null || sha256(clearedXml) === bytes) return [];
  return [lost(`${irn}: the cleared document is not the one the gateway gave`)];
}
