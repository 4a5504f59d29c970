// Makes a ledger long in minutes: rows of genuine documents once more under other numbers, in a chain of their own behind
// them. They are kept, counted, listed and searched like any other; no audit would pass them, so the mark stands behind.
import { join } from "node:path";
import { openVault } from "../../agent/keys/vault.ts";
import { readWrappingKey } from "../../agent/keys/wrapping-key.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { searchIndexer } from "../../agent/store/document-search.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { wrappingKeyOf } from "../../agent/wire.ts";
import type { Config } from "../../config/config.ts";

const CHAIN = "copies";
const DAY_MS = 86_400_000;
const SIX_YEARS_MS = 2_191 * DAY_MS;

/** One round copies every genuine document once. `@at` and `@step` spread the copies over the years. */
const ROUND = [
  `INSERT INTO document (id, csid, icv, uuid, irn, serial, reference, sale, sale_digest, type, profile, issued_at, hash, pih,
     qr, xml, totals, warnings, receipt, dictionary, packed)
   SELECT id + @by, '${CHAIN}', id + @by - @genuine,
     printf('%08x-0000-4000-8000-%s', id + @by, lower(hex(randomblob(6)))), 'INV-' || printf('%06d', id + @by), serial + @by,
     'till-' || (id % 4) || '/' || (id + @by), sale, sale_digest, type, profile, @at + id * @step, hash, pih, qr, xml, totals,
     warnings, receipt, dictionary, packed
   FROM document WHERE id <= @genuine AND id + @by <= @end`,
  `INSERT INTO outbox (document, state, attempts, issued_at, settled_at)
   SELECT document + @by, state, attempts, @at + document * @step, settled_at
   FROM outbox WHERE document <= @genuine AND document + @by <= @end`,
  `INSERT INTO attempt (document, at, status, answer, dictionary, packed)
   SELECT document + @by, at, status, answer, dictionary, packed
   FROM attempt WHERE document <= @genuine AND document + @by <= @end`,
  `INSERT INTO print_job (document, copy, state, at, dots, starts)
   SELECT document + @by, copy, state, at, dots, starts
   FROM print_job WHERE document <= @genuine AND document + @by <= @end`,
  `INSERT INTO activity (at, actor, action, subject, result, hash)
   SELECT at, actor, action, 'INV-' || (id + @by), result, hash
   FROM activity WHERE id <= @genuine AND id + @by <= @end`,
];

/** Adds so many copies of the first documents of a closed unit's ledger. */
export function copyDocuments(config: Config, copies: number): void {
  const database = openDatabase(join(config.state.folder, "ledger.db"));
  try {
    const first = Number(database.prepare("SELECT max(id) FROM document").pluck().get());
    withoutTriggers(database, () => copyRounds(database, first, copies));
    const fill = searchIndexer(database);
    while (fill());
    setMark(config, database);
  } finally {
    database.close();
  }
}

function copyRounds(database: Database, genuine: number, copies: number): void {
  const rounds = ROUND.map((sql) => database.prepare(sql));
  const end = genuine + copies;
  const start = Date.now() - DAY_MS - SIX_YEARS_MS;
  const step = Math.floor(SIX_YEARS_MS / end);
  database.exec(`UPDATE document SET issued_at = ${start} + id * ${step}`);
  database.exec(`UPDATE outbox SET issued_at = ${start} + document * ${step}`);
  for (let by = genuine; by < end; by += genuine) {
    database.transaction(() => {
      for (const round of rounds) {
        const used = /@at/.test(round.source) ? { at: start + by * step, step } : {};
        round.run({ by, genuine, end, ...used });
      }
    })();
  }
}

/** The ledger defends its rows: its triggers step aside, all but those that count. */
function withoutTriggers(database: Database, work: () => void): void {
  const triggers = database
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE 'outbox_counts%'",
    )
    .all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  work();
  for (const { sql } of triggers) database.exec(sql);
}

/** The mark behind everything, as if it had been audited. */
function setMark(config: Config, database: Database): void {
  const vault = openVault(join(config.state.folder, "keys"), readWrappingKey(wrappingKeyOf(config, undefined)));
  const ledger = createLedger(database);
  const chains = Object.fromEntries(ledger.chains().map((csid) => [csid, ledger.head(csid)]));
  const activity = database.prepare("SELECT id, hash FROM activity ORDER BY id DESC LIMIT 1").get();
  const sealed = vault.seal(JSON.stringify({ chains, activity }));
  database.prepare("INSERT OR REPLACE INTO audited (id, sealed) VALUES (1, ?)").run(sealed);
}
