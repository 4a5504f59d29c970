// I2, I3 and I4: per CSID the counter runs 1 to n, each PIH is the hash of the document before, every stamp verifies.
import { type ReadDocument, readDocument } from "./document.ts";
import { type Finding, finding } from "./finding.ts";
import { grouped } from "./grouped.ts";
import type { LedgerRow } from "./ledger.ts";

/** base64 of the hexadecimal text of SHA-256("0") (stamping.md 8). */
const FIRST_PIH = "NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ==";

const gap = finding("I2", "gap");
const duplicate = finding("I2", "duplicate");
const unchained = finding("I3", "unverified");
const unverified = finding("I4", "unverified");

/**
 * What is wrong with the chains of a ledger.
 * @param stamped whose stamps to verify; all of them unless told otherwise.
 */
export function chainFindings(rows: readonly LedgerRow[], stamped = rows): readonly Finding[] {
  const chains = grouped(rows, (row) => row.csid);
  return [
    ...[...chains.values()].flatMap(linkFindings),
    ...stamped.flatMap(stampFindings),
    ...repeated(rows, ["reference", "irn", "uuid"]),
  ];
}

function linkFindings(chain: readonly LedgerRow[]): readonly Finding[] {
  const findings: Finding[] = [];
  let before: { readonly icv: number; readonly document?: ReadDocument } = { icv: 0 };
  for (const row of chain) {
    const document = readDocument(row.xml);
    const icv = Number(document.icv);
    const place = `${row.csid} ICV ${icv} (${row.irn})`;
    if (icv === before.icv) findings.push(duplicate(`${place} is there twice`));
    else if (icv !== before.icv + 1) findings.push(gap(`${place} follows ICV ${before.icv}`));
    if (document.pih !== (before.document?.hash ?? FIRST_PIH))
      findings.push(unchained(`${place}: PIH is another hash`));
    // A document made again keeps its date.
    const isFirst = row.generation === 1;
    if (isFirst && before.document !== undefined && wallTime(document) < wallTime(before.document))
      findings.push(unchained(`${place} is dated ${wallTime(document)}, before the document before it`));
    before = { icv, document };
  }
  return findings;
}

const wallTime = ({ date, time }: ReadDocument): string => `${date}T${time}`;

function stampFindings(row: LedgerRow): readonly Finding[] {
  const document = readDocument(row.xml);
  const place = `${row.csid} ICV ${row.icv} (${row.irn})`;
  const said = { uuid: document.uuid, irn: document.irn, icv: Number(document.icv), pih: document.pih };
  const columns = { ...said, hash: document.hash, qr: document.qr };
  const wrong = Object.entries(columns).filter(([name, value]) => row[name as keyof LedgerRow] !== value);
  return [
    ...document.broken().map((part) => unverified(`${place}: ${part}`)),
    ...wrong.map(([name]) => unverified(`${place}: column ${name} is not what the bytes say`)),
  ];
}

/** Numbers that two documents carry, those of a ledger that was set aside among them. */
export const numberFindings = (everywhere: readonly LedgerRow[]): readonly Finding[] => repeated(everywhere, ["irn"]);

/** A reference, number or UUID that two first generations carry. */
function repeated(rows: readonly LedgerRow[], names: readonly ("reference" | "irn" | "uuid")[]): readonly Finding[] {
  const firsts = rows.filter((row) => row.generation === 1);
  return names.flatMap((name) => {
    const groups = grouped(
      firsts.filter((row) => row[name] !== null),
      (row) => row[name],
    );
    return [...groups]
      .filter(([, same]) => same.length > 1)
      .map(([value]) => duplicate(`${name} ${value} is there twice`));
  });
}
