// I1, I5 and I6: whatever left the machine must be in the ledger, byte for byte, and come out once.
import { sha256 } from "./document.ts";
import { type Finding, finding } from "./finding.ts";
import { grouped } from "./grouped.ts";
import type { LedgerRow } from "./ledger.ts";

/** What the outside world has seen of documents. */
export type Evidence =
  /** The till's answer to a sale. */
  | {
      readonly kind: "acknowledged";
      readonly reference: string;
      readonly uuid: string;
      readonly hash: string;
      readonly qr: string;
    }
  /** The XML as somebody read it: the till, or the gateway. `xml` is the SHA-256 of its bytes. */
  | { readonly kind: "read" | "sent"; readonly uuid: string; readonly xml: string }
  /** What the gateway holds in the end, and how often it accepted it. */
  | { readonly kind: "accepted"; readonly uuid: string; readonly hash: string; readonly times: number }
  /** A paper that began to come out: the text of its QR and a digest of its dots. */
  | { readonly kind: "printed"; readonly qr: string; readonly dots: string; readonly isWhole: boolean };

type Seen<K extends Evidence["kind"]> = Extract<Evidence, { kind: K }>;

const lost = finding("I1", "lost");
const unknownAtGateway = finding("I5", "lost");
const untold = finding("I5", "lost");
const acceptedTwice = finding("I5", "duplicate");
const unknownPaper = finding("I6", "lost");
const unmarked = finding("I6", "duplicate");

/** What was seen outside and is not, or not so, in the ledger. */
export function evidenceFindings(rows: readonly LedgerRow[], evidence: readonly Evidence[]): readonly Finding[] {
  const byUuid = new Map(rows.map((row) => [row.uuid, row]));
  const byQr = new Map(rows.map((row) => [row.qr, row]));
  return [
    ...evidence.flatMap((seen) => seenFindings(seen, byUuid, byQr)),
    ...paperFindings(
      evidence.filter((seen) => seen.kind === "printed"),
      byQr,
    ),
  ];
}

function seenFindings(
  seen: Evidence,
  byUuid: ReadonlyMap<string, LedgerRow>,
  byQr: ReadonlyMap<string, LedgerRow>,
): readonly Finding[] {
  switch (seen.kind) {
    case "acknowledged":
      return acknowledgedFindings(seen, byUuid.get(seen.uuid));
    case "read":
    case "sent": {
      const row = byUuid.get(seen.uuid);
      if (row === undefined) return [lost(`${seen.uuid} was ${seen.kind} and is not in the ledger`)];
      return sha256(row.xml) === seen.xml ? [] : [lost(`${seen.uuid} was ${seen.kind} with other bytes`)];
    }
    case "accepted": {
      const isKnown = byUuid.get(seen.uuid)?.hash === seen.hash;
      const missing = isKnown ? [] : [unknownAtGateway(`the gateway holds ${seen.uuid}, the ledger does not`)];
      return seen.times > 1 ? [...missing, acceptedTwice(`the gateway accepted ${seen.uuid} twice`)] : missing;
    }
    case "printed":
      return byQr.has(seen.qr) ? [] : [unknownPaper(`a paper shows a QR of no document: ${seen.qr.slice(0, 40)}…`)];
  }
}

function acknowledgedFindings(seen: Seen<"acknowledged">, row: LedgerRow | undefined): readonly Finding[] {
  if (row === undefined) return [lost(`${seen.reference} was acknowledged as ${seen.uuid} and is not in the ledger`)];
  const isSame = row.hash === seen.hash && row.qr === seen.qr && row.reference === seen.reference;
  return isSame ? [] : [lost(`${seen.reference} was acknowledged with another hash, QR or reference`)];
}

/** Documents the gateway never accepted, where it should have all of them. */
export function untoldFindings(rows: readonly LedgerRow[], evidence: readonly Evidence[]): readonly Finding[] {
  const accepted = new Set(evidence.map((seen) => (seen.kind === "accepted" ? seen.uuid : undefined)));
  return rows.filter((row) => !accepted.has(row.uuid)).map((row) => untold(`${row.irn} was never told to the gateway`));
}

/** An original comes out once: the same dots twice are a reprint that does not say so. */
function paperFindings(papers: readonly Seen<"printed">[], byQr: ReadonlyMap<string, LedgerRow>): readonly Finding[] {
  const whole = grouped(
    papers.filter((paper) => paper.isWhole),
    (paper) => paper.qr,
  );
  return [...whole].flatMap(([qr, same]) => {
    const row = byQr.get(qr);
    const kinds = new Set(same.map((paper) => paper.dots)).size;
    const allowed = 1 + (row?.copies ?? 0);
    if (same.length > allowed) return [unmarked(`${row?.irn}: ${same.length} papers, ${allowed} were asked for`)];
    return same.length > 1 && kinds === 1 ? [unmarked(`${row?.irn}: a reprint looks like the original`)] : [];
  });
}
