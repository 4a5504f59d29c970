// The index behind a search for a part of a number or reference: three characters at a time (FTS5, trigram). It is filled
// while nobody sells, so that no sale pays for it; what it lacks is looked through.
import type { Database } from "./database.ts";
import { atOnce, type Writes } from "./writes.ts";

const PART = 3;
/** Documents in one turn: far less than a person would notice. */
const TURN = 200;

/** Whether a text is long enough to be looked for in the index. */
export const isIndexable = (search: string): boolean => [...search].length >= PART;

/**
 * The query for parts that cover a text, as few as can: each is looked up by itself. Which of the documents found have the
 * text in one piece is for the caller to see.
 */
export function matchOf(search: string): string {
  const letters = [...search];
  const last = letters.length - PART;
  const count = Math.ceil(letters.length / PART);
  const starts = Array.from({ length: count }, (_, i) => Math.min(i * PART, last));
  const parts = starts.map((start) => letters.slice(start, start + PART).join(""));
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(" AND ");
}

/** How far the index goes: the last document in it. */
export function indexedTo(database: Database): () => number {
  const last = database.prepare<[], number>("SELECT coalesce(max(id), 0) FROM document_search_docsize").pluck();
  return () => last.get() ?? 0;
}

/** What fills the index a little: true while it changed. Where nothing is new, nothing is written and nothing flushed. */
export function searchIndexer(database: Database, writes: Writes = atOnce): () => boolean {
  const fill = database.prepare(
    `INSERT INTO document_search (rowid, irn, reference)
     SELECT id, irn, reference FROM document WHERE id > ? ORDER BY id LIMIT ${TURN}`,
  );
  const last = indexedTo(database);
  const newest = database.prepare<[], number>("SELECT coalesce(max(id), 0) FROM document").pluck();
  return () => {
    const from = last();
    return newest.get() !== from && writes.write(() => fill.run(from).changes > 0);
  };
}
