// The query of a document list, parsed.
import { ok, type Result } from "../core/result.ts";
import type { Violation } from "../core/violation.ts";
import type { DocumentFilter, DocumentState } from "../ports/ledger.ts";
import { CURSOR, countKey, dateKey, type Query, readQuery, textKey, wordKey } from "./query.ts";

export const STATES = [
  "queued",
  "reported",
  "reported-with-warnings",
  "rejected",
  "cleared",
  "awaiting-clearance",
] as const satisfies readonly DocumentState[];
export const TYPES = ["invoice", "credit-note", "debit-note", "prepayment"] as const;
export const PROFILES = ["simplified", "standard"] as const;

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

export const LIST_QUERY = {
  state: wordKey(STATES, "where it stands with the gateway"),
  type: wordKey(TYPES, "kind of document"),
  profile: wordKey(PROFILES, "receipt or tax invoice"),
  search: textKey(100, "part of the number or of the till's reference"),
  from: dateKey("first day of issue, Riyadh"),
  to: dateKey("last day of issue, Riyadh"),
  before: CURSOR,
  limit: countKey(MAX_LIMIT, `how many at most; ${DEFAULT_LIMIT} where it is not said`),
};

/** Parses a list's query; unknown keys and wrong values are refused. */
export function listFilter(query: Readonly<Record<string, string>>): Result<DocumentFilter, readonly Violation[]> {
  const read = readQuery(LIST_QUERY, query);
  return read.ok ? ok(filterOf(read.value)) : read;
}

function filterOf({ state, type, profile, before, limit, ...texts }: Query<typeof LIST_QUERY>): DocumentFilter {
  return {
    ...texts,
    ...(state === undefined ? {} : { state: state as DocumentState }),
    ...(type === undefined ? {} : { type: type as (typeof TYPES)[number] }),
    ...(profile === undefined ? {} : { profile: profile as (typeof PROFILES)[number] }),
    ...(before === undefined ? {} : { before: Number(before) }),
    limit: Number(limit ?? DEFAULT_LIMIT),
  };
}
