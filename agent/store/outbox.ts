// The outbox in SQLite: what waits for the gateway, and what it said each time.
import type { Answer } from "../core/reporting/answer.ts";
import { REPORTING_PERIOD_MS } from "../core/reporting/lateness.ts";
import type { ClearedCopy } from "../ports/ledger.ts";
import type { AttemptOutcome, Outbox, Waiting } from "../ports/outbox.ts";
import type { Database } from "./database.ts";
import { createDictionaries, type Dictionaries, type PackedColumns } from "./dictionaries.ts";
import { type DocumentRow, documentOf, SELECT_DOCUMENT } from "./document-row.ts";
import { atOnce, type Writes } from "./writes.ts";

const IS_WAITING = "state IN ('queued', 'awaiting-clearance')";

/**
 * The outbox over an open database.
 * @param isDurable whether the disk has a document: before that the gateway must not.
 */
export function createOutbox(
  database: Database,
  writes: Writes = atOnce,
  isDurable: (document: number) => boolean = () => true,
): Outbox {
  const dictionaries = createDictionaries(database);
  const waiting = database.prepare<[number, number, number], Waiting>(
    `SELECT document AS id, issued_at AS issuedAt FROM outbox
     WHERE ${IS_WAITING} AND (issued_at, document) > (?, ?) ORDER BY issued_at, document LIMIT ?`,
  );
  const find = database.prepare<[number], DocumentRow>(`${SELECT_DOCUMENT} WHERE d.id = ?`);
  const pending = database.prepare<[], { pending: number; oldest: number | null }>(
    `SELECT count(*) AS pending, min(issued_at) AS oldest FROM outbox WHERE ${IS_WAITING}`,
  );
  // A rejected document that was made again counts by its last generation.
  const rejected = database.prepare<[], { rejected: number }>(
    `SELECT count(*) AS rejected FROM outbox o JOIN document d ON d.id = o.document
     WHERE o.state = 'rejected'
       AND NOT EXISTS (SELECT 1 FROM document n WHERE n.irn = d.irn AND n.generation > d.generation)`,
  );
  const attempts = database.prepare<[number], AttemptRow>(
    "SELECT at, status, answer, dictionary, packed FROM attempt WHERE document = ? ORDER BY id",
  );
  const late = database.prepare<[number], { count: number }>(
    `SELECT count(*) AS count FROM outbox WHERE ${IS_WAITING} AND issued_at < ?`,
  );
  const isAwaited = database
    .prepare<[number], number>("SELECT count(*) FROM outbox WHERE document = ? AND state = 'awaiting-clearance'")
    .pluck();
  /**
   * A standard document is handed over with its verdict, and one that goes to reporting may come to lie there: both are on
   * the disk before anything follows from them. Any other answer can be asked for again.
   */
  const mustLast = ({ document, answer, next }: AttemptOutcome): boolean =>
    answer.kind === "clearance-off" || (next !== "again" && isAwaited.get(document) === 1);
  const settle = settler(database, dictionaries);
  return {
    waiting: (after, limit) =>
      waiting.all(after?.issuedAt ?? -1, after?.id ?? 0, limit).filter(({ id }) => isDurable(id)),
    find: (document) => {
      const row = find.get(document);
      return row === undefined ? undefined : documentOf(dictionaries, row);
    },
    settle: (outcome) => {
      if (mustLast(outcome)) settle.immediate(outcome);
      else writes.write(() => settle(outcome));
    },
    counts: () => {
      const { pending: count = 0, oldest = null } = pending.get() ?? {};
      const counts = { pending: count, rejected: rejected.get()?.rejected ?? 0 };
      return oldest === null ? counts : { ...counts, oldestIssuedAt: oldest };
    },
    lateAt: (now) => late.get(now - REPORTING_PERIOD_MS)?.count ?? 0,
    attempts: (document) =>
      attempts.all(document).map(({ at, status, answer, ...columns }) => {
        const [text = answer] = dictionaries.unpack(columns, `an answer to document ${document}`) ?? [];
        return { at, status, answer: JSON.parse(text) as Answer };
      }),
  };
}

interface AttemptRow extends PackedColumns {
  readonly at: number;
  readonly status: number;
  readonly answer: string;
}

/** Answers are alike whatever the chain: they have a dictionary of their own. */
const ANSWERS = "answers of the gateway";

function settler(database: Database, dictionaries: Dictionaries) {
  const keep = database.prepare(
    `INSERT INTO attempt (document, at, status, answer, dictionary, packed)
     VALUES (@document, @at, @status, '{}', @dictionary, @packed)`,
  );
  const count = database.prepare(`UPDATE outbox SET attempts = attempts + 1 WHERE document = ? AND ${IS_WAITING}`);
  const close = database.prepare(`UPDATE outbox SET state = ?, settled_at = ? WHERE document = ? AND ${IS_WAITING}`);
  const chainOf = database.prepare<[number], string>("SELECT csid FROM document WHERE id = ?").pluck();
  const clear = database.prepare(
    `INSERT OR IGNORE INTO clearance (document, xml, qr, at, dictionary, packed)
     VALUES (@document, '', '', @at, @dictionary, @packed)`,
  );
  // A standard document may be handed over only now.
  const paper = database.prepare(
    `INSERT OR IGNORE INTO print_job (document, copy, state, at)
     SELECT id, 0, 'queued', ? FROM document WHERE id = ? AND profile = 'standard'`,
  );
  const keepCopy = (document: number, { xml, qr }: ClearedCopy, at: number): void =>
    void clear.run({ document, at, ...dictionaries.pack(chainOf.get(document) ?? "", [xml, qr], false) });
  return database.transaction(({ document, at, answer, next }: AttemptOutcome) => {
    const packed = dictionaries.pack(ANSWERS, [JSON.stringify(kept(answer))], answer.kind === "accepted");
    keep.run({ document, at, status: answer.status, ...packed });
    count.run(document);
    if (next === "again") return;
    close.run(next.state, at, document);
    if (next.cleared !== undefined) keepCopy(document, next.cleared, at);
    if (next.state !== "rejected") paper.run(at, document);
  });
}

/** The cleared document is kept once, in a place of its own. */
const kept = (answer: Answer): object =>
  answer.kind === "accepted" && answer.clearedXml !== undefined ? { ...answer, clearedXml: "", body: "" } : answer;
