// The chain of counters and hashes of one certificate (check D22, reference: documents C3). The real gateway does not
// reject on it, so its findings never reach an answer: they are read at the admin endpoint.
import { decodeBase64 } from "./base64.ts";
import type { DocumentRow } from "./store/documents.ts";

/** What one document adds to its chain. */
export type Link = Pick<DocumentRow, "icv" | "pih" | "hash" | "uuid">;

/** What can be wrong with a chain. */
export type ChainCode =
  | "icv-not-a-number"
  | "icv-repeated"
  | "icv-missing"
  | "pih-missing"
  | "pih-not-base64"
  | "pih-not-first-value"
  | "pih-mismatch";

/** One fault, at one counter value. */
export type ChainFinding = { readonly code: ChainCode; readonly icv: string; readonly uuid: string };

/** Base64 of the hexadecimal SHA-256 of "0": what the first document of a chain points at. */
export const FIRST_PIH = "NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ==";

const COUNTER = /^[1-9]\d*$/;

const pihFault = (link: Link, before: Link | undefined): ChainCode | undefined => {
  if (link.pih === "") return "pih-missing";
  if (decodeBase64(link.pih) === undefined) return "pih-not-base64";
  if (link.icv === "1") return link.pih === FIRST_PIH ? undefined : "pih-not-first-value";
  return before !== undefined && before.hash !== link.pih ? "pih-mismatch" : undefined;
};

const byCounter = (a: Link, b: Link): number => (BigInt(a.icv) < BigInt(b.icv) ? -1 : 1);

const gap = (link: Link, expected: bigint): ChainFinding[] =>
  BigInt(link.icv) > expected ? [{ code: "icv-missing", icv: String(expected), uuid: "" }] : [];

/**
 * Every fault of the links received for one certificate, in order of the counter. They may have arrived in any order;
 * a run of missing counters is told once, by its first.
 */
export const chainFindings = (links: readonly Link[]): readonly ChainFinding[] => {
  const findings = links
    .filter(({ icv }) => !COUNTER.test(icv))
    .map(({ icv, uuid }): ChainFinding => ({ code: "icv-not-a-number", icv, uuid }));
  let before: Link | undefined;
  for (const link of links.filter(({ icv }) => COUNTER.test(icv)).sort(byCounter)) {
    const { icv, uuid } = link;
    if (before?.icv === icv) {
      findings.push({ code: "icv-repeated", icv, uuid });
      continue;
    }
    const expected = BigInt(before?.icv ?? "0") + 1n;
    findings.push(...gap(link, expected));
    const code = pihFault(link, BigInt(icv) === expected ? before : undefined);
    if (code !== undefined) findings.push({ code, icv, uuid });
    before = link;
  }
  return findings;
};
