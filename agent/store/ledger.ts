// The ledger in SQLite: one synchronous transaction for document, outbox row and print job.
import Sqlite from "better-sqlite3";
import { Fault, isFault, messageOf } from "../core/errors.ts";
import { FIRST_PIH, type InvoiceHash, invoiceHashOf, parseIcv, pihAfter, type Reference } from "../core/ids.ts";
import { invoiceDigest } from "../core/stamp/invoice-hash.ts";
import { readXml } from "../core/xml/read.ts";
import type { Flush, Ledger, NewDocument, NextPlace, StoredDocument } from "../ports/ledger.ts";
import { activityWriter } from "./activity-log.ts";
import { asFault, assertFull, type Database } from "./database.ts";
import { createDictionaries } from "./dictionaries.ts";
import { createDocumentList } from "./document-list.ts";
import { type DocumentRow, documentOf, rowOf, SELECT_DOCUMENT } from "./document-row.ts";
import type { LazyCommits } from "./lazy-commits.ts";
import { nextNumber } from "./number-gaps.ts";

const INSERT = `INSERT INTO document
  (csid, icv, uuid, irn, generation, serial, reference, sale, sale_digest, type, profile, issued_at, hash, pih, qr, xml,
   totals, warnings, receipt, dictionary, packed)
  VALUES (@csid, @icv, @uuid, @irn, @generation, @serial, @reference, @sale, @sale_digest, @type, @profile, @issued_at,
   @hash, @pih, @qr, @xml, @totals, @warnings, @receipt, @dictionary, @packed)`;

/** From one CSID to the next in the index of chains: a ledger has few chains, and each is long. */
const CHAINS = `WITH RECURSIVE chain (csid) AS (
    SELECT min(csid) FROM document
    UNION ALL SELECT (SELECT min(csid) FROM document WHERE csid > chain.csid) FROM chain WHERE chain.csid IS NOT NULL
  )
  SELECT csid FROM chain WHERE csid IS NOT NULL
  ORDER BY (SELECT id FROM document d WHERE d.csid = chain.csid ORDER BY icv LIMIT 1)`;

const UNFOLLOWED = `${SELECT_DOCUMENT}
  WHERE d.reference >= ? AND d.reference < ? AND d.profile = 'standard'
    AND o.state IN ('cleared', 'reported', 'reported-with-warnings')
    AND NOT EXISTS (SELECT 1 FROM document f WHERE f.reference = d.reference || ?)
  ORDER BY d.id`;

/**
 * The ledger over an open database.
 * @param commits where others write to its file too: flushes go on beside the sales. Without them every append is flushed
 *   before it returns.
 */
export function createLedger(database: Database, commits?: LazyCommits): Ledger {
  const statements = prepare(database);
  const { documentOf } = statements;
  const trouble = (): Fault | undefined => commits?.trouble();
  const guard: Guard = { checked: false, stopped: undefined, trouble, heads: new Map() };
  const atOnce: Commit = (work) => database.transaction(work).immediate();
  const unflushed = new Set<number>();
  let flushing = Promise.resolve();

  const one = (row: DocumentRow | undefined): StoredDocument | undefined =>
    row === undefined ? undefined : documentOf(row);

  return {
    append: (csid, make, flush: Flush = "now") => {
      const isBeside = flush === "beside" && commits?.isSlow() === true;
      if (!isBeside) return append({ database, statements, guard }, atOnce, csid, make);
      const document = append({ database, statements, guard }, commits.write, csid, make);
      unflushed.add(document.id);
      flushing = commits.settled();
      flushing.then(
        () => unflushed.delete(document.id),
        () => undefined,
      );
      return document;
    },
    durable: () => flushing,
    isDurable: (id) => !unflushed.has(id),
    findById: (id) => one(statements.byId.get(id)),
    nextPlace: (csid) => nextPlace(statements, guard, csid),
    findByReference: (reference: Reference) => one(statements.byReference.get(reference)),
    findByIrn: (irn) => one(statements.byIrn.get(irn)),
    findByUuid: (uuid) => one(statements.byUuid.get(uuid)),
    creditsOn: (irn) => statements.referring.all(irn, "credit-note").map(documentOf),
    deductionsOf: (irn) => statements.referring.all(irn, "invoice").map(documentOf),
    generations: (irn) => statements.generations.all(irn).map(documentOf),
    unfollowed: (prefix, end) => statements.unfollowed.all(prefix, `${prefix}\u{10ffff}`, end).map(documentOf),
    list: (filter) => statements.list(filter).flatMap((id) => one(statements.byId.get(id)) ?? []),
    chain: (csid, afterIcv, limit) => statements.chain.all(csid, afterIcv, limit).map(documentOf),
    placeAt: (csid, icv) => statements.placeAt.get(csid, icv),
    chains: () => statements.chains.all().map((row) => row.csid),
    head: (csid) => {
      const head = statements.head.get(csid);
      return head === undefined ? undefined : { icv: head.icv, hash: head.hash as InvoiceHash };
    },
    closedBecause: (csid) => statements.closed.get(csid)?.because,
    stateCounts: () => Object.fromEntries(statements.stateCounts.all().map(({ state, count }) => [state, count])),
    lastIssuedAt: () => statements.lastIssued.get()?.at ?? 0,
  };
}

type Statements = ReturnType<typeof prepare>;

function prepare(database: Database) {
  const dictionaries = createDictionaries(database);
  return {
    dictionaries,
    documentOf: (row: DocumentRow) => documentOf(dictionaries, row),
    head: database.prepare<[string], { icv: number; hash: string }>(
      "SELECT icv, hash FROM document WHERE csid = ? ORDER BY icv DESC LIMIT 1",
    ),
    nextSerial: nextNumber(database, "document"),
    insert: database.prepare(INSERT),
    queue: database.prepare("INSERT INTO outbox (document, state, issued_at) VALUES (?, ?, ?)"),
    original: database.prepare("INSERT OR IGNORE INTO original (irn, document) VALUES (?, ?)"),
    referring: database.prepare<[string, string], DocumentRow>(
      `${SELECT_DOCUMENT} JOIN original r ON r.document = d.id
       WHERE r.irn = ? AND d.type = ? AND o.state <> 'rejected' ORDER BY d.id`,
    ),
    paper: database.prepare("INSERT INTO print_job (document, copy, state, at) VALUES (?, 0, 'queued', ?)"),
    activity: activityWriter(database),
    closed: database.prepare<[string], { because: string }>("SELECT because FROM closed_chain WHERE csid = ?"),
    byId: database.prepare<[number | bigint], DocumentRow>(`${SELECT_DOCUMENT} WHERE d.id = ?`),
    byReference: database.prepare<[string], DocumentRow>(
      `${SELECT_DOCUMENT} WHERE d.reference = ? ORDER BY d.generation DESC LIMIT 1`,
    ),
    byIrn: database.prepare<[string], DocumentRow>(
      `${SELECT_DOCUMENT} WHERE d.irn = ? ORDER BY d.generation DESC LIMIT 1`,
    ),
    generations: database.prepare<[string], DocumentRow>(`${SELECT_DOCUMENT} WHERE d.irn = ? ORDER BY d.generation`),
    byUuid: database.prepare<[string], DocumentRow>(`${SELECT_DOCUMENT} WHERE d.uuid = ?`),
    list: createDocumentList(database),
    unfollowed: database.prepare<[string, string, string], DocumentRow>(UNFOLLOWED),
    chain: database.prepare<[string, number, number], DocumentRow>(
      `${SELECT_DOCUMENT} WHERE d.csid = ? AND d.icv > ? ORDER BY d.icv LIMIT ?`,
    ),
    placeAt: database.prepare<[string, number], { irn: string; hash: InvoiceHash }>(
      "SELECT irn, hash FROM document WHERE csid = ? AND icv = ?",
    ),
    chains: database.prepare<[], { csid: string }>(CHAINS),
    stateCounts: database.prepare<[], { state: string; count: number }>(
      "SELECT state, count FROM outbox_count WHERE count > 0",
    ),
    lastIssued: database.prepare<[], { at: number | null }>("SELECT max(issued_at) AS at FROM document"),
  };
}

interface Guard {
  /** True once durability was asked for again behind a write. */
  checked: boolean;
  /** Why nothing more is issued until the ledger is opened anew: a storage error, or a document that is not what it says. */
  stopped: Fault | undefined;
  readonly trouble: () => Fault | undefined;
  /** The proven head of each chain: what the next document continues. */
  readonly heads: Map<string, Head>;
}

interface Head {
  readonly icv: number;
  readonly hash: string;
}

/** One transaction, all or nothing. */
type Commit = (work: () => number | bigint) => number | bigint;

interface Open {
  readonly database: Database;
  readonly statements: Statements;
  readonly guard: Guard;
}

function append(
  { database, statements, guard }: Open,
  commit: Commit,
  csid: string,
  make: (place: NextPlace) => NewDocument,
): StoredDocument {
  const closed = statements.closed.get(csid);
  const stopped = guard.stopped ?? guard.trouble() ?? (closed && new Fault("chain-broken", closed.because));
  if (stopped !== undefined) throw stopped;
  let id: number | bigint;
  try {
    id = commit(() => insert(statements, csid, make(nextPlace(statements, guard, csid))));
  } catch (thrown) {
    throw storageTrouble(thrown, guard);
  }
  const document = committed(database, statements, guard, id);
  guard.heads.set(csid, { icv: document.link.icv, hash: document.hash });
  return document;
}

/** The document behind a commit. From here on it is stored, so whatever goes wrong must not say otherwise. */
function committed(database: Database, statements: Statements, guard: Guard, id: number | bigint): StoredDocument {
  try {
    if (!guard.checked) assertFull(database);
    guard.checked = true;
    const row = statements.byId.get(id);
    if (row !== undefined) return statements.documentOf(row);
    throw new Fault("storage-failed", "the ledger lost the row it just committed");
  } catch (thrown) {
    throw stop(guard, new Fault("outcome-unknown", `after the commit: ${messageOf(thrown)}`, { cause: thrown }));
  }
}

function nextPlace(statements: Statements, guard: Guard, csid: string): NextPlace {
  const head = provenHead(statements, guard, csid);
  const icv = parseIcv((head?.icv ?? 0) + 1);
  if (icv === undefined) throw new Fault("chain-broken", "the chain's counter is out of range");
  const pih = head === undefined ? FIRST_PIH : pihAfter(head.hash as InvoiceHash);
  return { icv, pih, serial: statements.nextSerial() };
}

/**
 * The head of a chain, which must be the document that was appended last, and at first the one its own bytes prove:
 * a damaged row must not become the PIH of the next document.
 * @throws Fault `chain-broken`.
 */
function provenHead(statements: Statements, guard: Guard, csid: string): Head | undefined {
  const head = statements.head.get(csid);
  const known = guard.heads.get(csid);
  const isProven = known === undefined ? headHolds(statements, csid, head) : isSame(known, head);
  if (isProven) return head;
  throw new Fault("chain-broken", "the last document of the chain is not what it was: run khatm verify");
}

const isSame = (known: Head, head: Head | undefined): boolean => known.icv === head?.icv && known.hash === head.hash;

function headHolds(statements: Statements, csid: string, head: Head | undefined): boolean {
  if (head === undefined) return true;
  const [row] = statements.chain.all(csid, head.icv - 1, 1);
  const before = head.icv === 1 ? FIRST_PIH : statements.placeAt.get(csid, head.icv - 1)?.hash;
  if (row === undefined || row.pih !== before) return false;
  const { xml } = statements.documentOf(row);
  // A middleware may keep the XML to itself: then there are no bytes to prove it by.
  if (xml === "") return true;
  const read = readXml(xml);
  return read.ok && invoiceHashOf(invoiceDigest(read.value.root)) === head.hash;
}

function insert(statements: Statements, csid: string, document: NewDocument): number | bigint {
  const { lastInsertRowid: id } = statements.insert.run(rowOf(statements.dictionaries, csid, document));
  const at = document.link.issuedAt.epochMs;
  for (const irn of document.originals) statements.original.run(irn, id);
  const isSimplified = document.profile === "simplified";
  statements.queue.run(id, isSimplified ? "queued" : "awaiting-clearance", at);
  const hasPaper = isSimplified && document.generation === 1 && document.withoutPaper !== true;
  if (hasPaper) statements.paper.run(id, at);
  const { actor = "unit", type, link } = document;
  statements.activity({ at, actor, action: `issue ${type}`, subject: link.irn, result: "stamped" });
  return id;
}

/** After an I/O error in a commit the row may be on disk all the same: only a reopened ledger can tell. */
function storageTrouble(thrown: unknown, guard: Guard): unknown {
  if (isFault(thrown, "self-check-failed") || isFault(thrown, "chain-broken")) return stop(guard, thrown);
  if (!(thrown instanceof Sqlite.SqliteError)) return thrown;
  if (/^SQLITE_(IOERR|FULL|CORRUPT|READONLY|CANTOPEN|NOTADB)/.test(thrown.code))
    return stop(
      guard,
      new Fault("outcome-unknown", `storage failed in the act: ${messageOf(thrown)}`, { cause: thrown }),
    );
  if (thrown.code === "SQLITE_CONSTRAINT_TRIGGER")
    return stop(guard, new Fault("chain-broken", messageOf(thrown), { cause: thrown }));
  return asFault(thrown);
}

/** Fail closed: what made one document wrong or its outcome unknown lets no other one follow. */
function stop(guard: Guard, fault: Fault): Fault {
  guard.stopped = fault.code === "outcome-unknown" ? REOPEN : fault;
  return fault;
}

const REOPEN = new Fault("storage-failed", "the ledger stopped after a storage error and must be reopened");
