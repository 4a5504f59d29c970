// I1, I5 and I6: whatever left the machine must be in the ledger, byte for byte, and come out once.
import { sha256 } from "./document.ts";
import { type Finding, finding } from "./finding.ts";
import { grouped } from "./grouped.ts";
import { type LedgerRow, legalQr, legalXml } from "./ledger.ts";

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
  /** What the gateway holds in the end, when it first accepted it (milliseconds since 1970), and how often. */
  | {
      readonly kind: "accepted";
      readonly uuid: string;
      readonly hash: string;
      readonly at: number;
      readonly times: number;
    }
  /** What the gateway cleared: SHA-256 of the bytes it gave back. */
  | { readonly kind: "cleared"; readonly uuid: string; readonly xml: string }
  /** A job of the printer that was promised: "in the queue of its printer, durably". */
  | { readonly kind: "spooled"; readonly job: number }
  /** A closing as it was told. */
  | { readonly kind: "closed"; readonly number: number; readonly hash: string }
  /** A CSID was asked for: from the first byte of that call one may exist for this public key. */
  | { readonly kind: "asked"; readonly call: "compliance" | "production" | "renewal"; readonly key: string }
  /** A production CSID the gateway holds: SHA-256 of its token. */
  | { readonly kind: "issued"; readonly token: string }
  /** The ledger was rewritten as an older program would have left it: without what that one did not know. */
  | { readonly kind: "made-older" }
  /** A command said that a backup is written. */
  | { readonly kind: "backed-up" }
  /** A command said that it put a backup in the ledger's place. */
  | { readonly kind: "restored" }
  /** A paper that began to come out: the text of its QR and a digest of its dots. */
  | { readonly kind: "printed"; readonly qr: string; readonly dots: string; readonly isWhole: boolean };

export type Seen<K extends Evidence["kind"]> = Extract<Evidence, { kind: K }>;

const lost = finding("I1", "lost");
const unknownAtGateway = finding("I5", "lost");
const untold = finding("I5", "lost");
const acceptedTwice = finding("I5", "duplicate");
const unknownPaper = finding("I6", "lost");
const unmarked = finding("I6", "duplicate");

/** What was seen outside and is not, or not so, in the ledger. */
export function evidenceFindings(rows: readonly LedgerRow[], evidence: readonly Evidence[]): readonly Finding[] {
  const byUuid = new Map(rows.map((row) => [row.uuid, row]));
  const byQr = new Map(rows.map((row) => [legalQr(row) ?? "", row]));
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
    case "sent":
      return bytesFindings(seen, byUuid.get(seen.uuid));
    case "accepted": {
      const isKnown = byUuid.get(seen.uuid)?.hash === seen.hash;
      const missing = isKnown ? [] : [unknownAtGateway(`the gateway holds ${seen.uuid}, the ledger does not`)];
      return seen.times > 1 ? [...missing, acceptedTwice(`the gateway accepted ${seen.uuid} twice`)] : missing;
    }
    case "printed":
      return byQr.has(seen.qr) ? [] : [unknownPaper(`a paper shows a QR of no document: ${seen.qr.slice(0, 40)}…`)];
    default:
      return [];
  }
}

/** The gateway is sent the unit's own stamp, a reader gets the legal document. */
function bytesFindings({ kind, uuid, xml }: Seen<"read" | "sent">, row: LedgerRow | undefined): readonly Finding[] {
  if (row === undefined) return [lost(`${uuid} was ${kind} and is not in the ledger`)];
  const own = kind === "read" ? legalXml(row) : row.xml;
  return sha256(own) === xml ? [] : [lost(`${uuid} was ${kind} with other bytes`)];
}

function acknowledgedFindings(seen: Seen<"acknowledged">, row: LedgerRow | undefined): readonly Finding[] {
  if (row === undefined) return [lost(`${seen.reference} was acknowledged as ${seen.uuid} and is not in the ledger`)];
  const isSame = row.hash === seen.hash && legalQr(row) === seen.qr && row.reference === seen.reference;
  return isSame ? [] : [lost(`${seen.reference} was acknowledged with another hash, QR or reference`)];
}

/** Documents the gateway never accepted, where it should have all of them. */
export function untoldFindings(rows: readonly LedgerRow[], evidence: readonly Evidence[]): readonly Finding[] {
  const accepted = new Set(evidence.map((seen) => (seen.kind === "accepted" ? seen.uuid : undefined)));
  return rows.filter((row) => !accepted.has(row.uuid)).map((row) => untold(`${row.irn} was never told to the gateway`));
}

/**
 * An original comes out once, and what comes out again says so. Where a kill tore the original, the whole papers may all
 * be copies that were asked for, and look alike.
 */
function paperFindings(papers: readonly Seen<"printed">[], byQr: ReadonlyMap<string, LedgerRow>): readonly Finding[] {
  const whole = grouped(
    papers.filter((paper) => paper.isWhole),
    (paper) => paper.qr,
  );
  return [...whole].flatMap(([qr, same]) => {
    const row = byQr.get(qr);
    const copies = row?.copies ?? 0;
    const kinds = new Set(same.map((paper) => paper.dots)).size;
    if (same.length > 1 + copies) return [unmarked(`${row?.irn}: ${same.length} papers, ${copies} copies asked for`)];
    return same.length > Math.max(1, copies) && kinds === 1
      ? [unmarked(`${row?.irn}: a reprint looks like the original, ${same.length} papers, ${copies} copies asked for`)]
      : [];
  });
}
