// The list of documents, newest first. Whatever is asked for, an index leads to it: no way here walks over the whole ledger.
import type { DocumentFilter } from "../ports/ledger.ts";
import type { Database } from "./database.ts";
import { indexedTo, isIndexable, matchOf } from "./document-search.ts";

const DAY_MS = 86_400_000;
const MOST = Number.MAX_SAFE_INTEGER;
/** A part of one or two characters is in every other number: it is looked for in so many of the newest documents. */
const SHORT_REACH = 5_000;

type Driver = "state" | "type" | "profile" | "id" | "search" | "again";

/** What leads to the documents, and how their id is called there. */
const DRIVERS: Readonly<Record<Driver, { readonly from: string; readonly id: string; readonly where: string }>> = {
  state: {
    from: "outbox o INDEXED BY outbox_state CROSS JOIN document d ON d.id = o.document",
    id: "o.document",
    where: "o.state = @state",
  },
  type: {
    from: "document d INDEXED BY document_type CROSS JOIN outbox o ON o.document = d.id",
    id: "d.id",
    where: "d.type = @type",
  },
  profile: {
    from: "document d INDEXED BY document_profile CROSS JOIN outbox o ON o.document = d.id",
    id: "d.id",
    where: "d.profile = @profile",
  },
  id: { from: "document d NOT INDEXED CROSS JOIN outbox o ON o.document = d.id", id: "d.id", where: "true" },
  search: {
    from: `document_search s CROSS JOIN document d ON d.id = s.rowid CROSS JOIN outbox o ON o.document = d.id`,
    id: "s.rowid",
    where: "s.document_search MATCH @match",
  },
  again: {
    from: "document d INDEXED BY document_again CROSS JOIN outbox o ON o.document = d.id",
    id: "d.id",
    where: "d.generation > 1",
  },
};

const sqlOf = ({ from, id, where }: (typeof DRIVERS)[Driver]): string => `SELECT ${id} FROM ${from}
  WHERE ${where} AND ${id} >= @first AND ${id} < @before
    AND d.issued_at >= @from AND d.issued_at < @to
    AND (@state IS NULL OR o.state = @state)
    AND (@type IS NULL OR d.type = @type) AND (@profile IS NULL OR d.profile = @profile)
    AND (@search IS NULL OR instr(d.irn, @search) > 0 OR instr(coalesce(d.reference, ''), @search) > 0)
  ORDER BY ${id} DESC LIMIT @limit`;

/** Finds the ids of documents, newest first. */
export function createDocumentList(database: Database): (filter: DocumentFilter) => readonly number[] {
  const ways = Object.fromEntries(
    Object.entries(DRIVERS).map(([name, driver]) => [
      name,
      database.prepare<[Arguments], number>(sqlOf(driver)).pluck(),
    ]),
  );
  const firstFrom = database
    .prepare<[number], number>("SELECT id FROM document WHERE issued_at >= ? ORDER BY issued_at, id LIMIT 1")
    .pluck();
  const newest = database.prepare<[], number>("SELECT coalesce(max(id), 0) FROM document").pluck();
  const indexed = indexedTo(database);
  const firstSince = (time: number): number => (time === 0 ? 0 : time === MOST ? MOST : (firstFrom.get(time) ?? MOST));

  return (filter) => {
    const given = argumentsOf(filter);
    // Documents are numbered in the order of time, except those made again.
    const end = Math.min(given.before, firstSince(given.to));
    const range = { ...given, first: firstSince(given.from), before: end };
    const steps = [
      { driver: "again" as Driver, ...given, first: end },
      ...stepsTo(filter, range, indexed, () => newest.get() ?? 0),
    ];
    const found: number[] = [];
    for (const { driver, ...step } of steps) {
      if (found.length < given.limit && step.first < step.before)
        found.push(...(ways[driver]?.all({ ...step, limit: given.limit - found.length }) ?? []));
    }
    return found;
  };
}

type Arguments = ReturnType<typeof argumentsOf>;
type Step = Arguments & { readonly driver: Driver };

function stepsTo(
  filter: DocumentFilter,
  range: Arguments,
  indexed: () => number,
  newest: () => number,
): readonly Step[] {
  const { search } = filter;
  if (search === undefined) return [{ ...range, driver: driverOf(filter) }];
  if (!isIndexable(search)) return [{ ...range, driver: "id", first: Math.max(range.first, newest() - SHORT_REACH) }];
  const border = indexed() + 1;
  return [
    { ...range, driver: "id", first: Math.max(range.first, border) },
    { ...range, driver: "search", before: Math.min(range.before, border) },
  ];
}

const USUAL_STATES: readonly unknown[] = ["reported", "cleared", undefined];

/** The rarest of what is asked for leads. */
function driverOf({ state, type = "invoice", profile }: DocumentFilter): Driver {
  if (!USUAL_STATES.includes(state)) return "state";
  if (type !== "invoice") return "type";
  if (profile === "standard") return "profile";
  return state === undefined ? (profile === undefined ? "id" : "profile") : "state";
}

function argumentsOf(filter: DocumentFilter) {
  const start = (date: string): number => Date.parse(`${date}T00:00:00+03:00`);
  return {
    state: filter.state ?? null,
    type: filter.type ?? null,
    profile: filter.profile ?? null,
    search: filter.search ?? null,
    match: filter.search === undefined ? null : matchOf(filter.search),
    from: filter.from === undefined ? 0 : start(filter.from),
    to: filter.to === undefined ? MOST : start(filter.to) + DAY_MS,
    first: 0,
    before: filter.before ?? MOST,
    limit: filter.limit,
  };
}
