// A sale durably committed, in the process of the agent: what a till waits for besides the way there and back.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { openTestUnit } from "../../test/support/unit.ts";
import { type Figure, shareOf } from "../figure.ts";
import { inTurns, undisturbed } from "../in-turns.ts";
import type { Size } from "../size.ts";
import { signingLimit } from "../support/limit.ts";
import { saleOf } from "../support/till.ts";

const BAR = 0.7;

export async function issue({ rounds }: Size): Promise<readonly Figure[]> {
  await using own = await openTestUnit();
  const { terminal } = own.unit;
  const sell = (n: number): Uint8Array => {
    const outcome = terminal.issue(saleOf(`issue/${n}`, n));
    if (outcome.kind !== "issued") throw new Error(`the sale is ${outcome.kind}`);
    return Buffer.from(outcome.document.xml);
  };
  const bytes = sell(-rounds);
  using bare = bareInsert();
  const limit = signingLimit();
  const works = {
    product: sell,
    limit: () => {
      limit.once(bytes);
      bare.insert(bytes);
    },
    disk: () => bare.insert(bytes),
  };
  const taken = inTurns(works, { rounds: rounds / 2, warmUp: rounds / 8 });
  const what = `${limit.what} + a bare durable insert of them`;
  const measured = { name: "issue, durable", took: undisturbed(taken.product), unit: "ms" } as const;
  return [
    shareOf({ what, took: undisturbed(taken.limit) }, measured, BAR),
    {
      ...measured,
      name: "of it the bare durable insert",
      took: undisturbed(taken.disk),
      score: { value: undisturbed(taken.disk), better: "less" },
    },
  ];
}

interface Bare extends Disposable {
  insert(bytes: Uint8Array): void;
}

/** The least that keeps bytes through a power cut: one row, one flush, nothing else. */
function bareInsert(): Bare {
  const folder = mkdtempSync(join(tmpdir(), "khatm-bench-"));
  const database = new Sqlite(join(folder, "bare.db"));
  database.pragma("journal_mode = WAL");
  database.exec("CREATE TABLE document (id INTEGER PRIMARY KEY, xml BLOB NOT NULL)");
  const statement = database.prepare("INSERT INTO document (xml) VALUES (?)");
  // Said behind the first write: before it this SQLite falls back to NORMAL by itself.
  statement.run(Buffer.of(0));
  database.pragma("synchronous = FULL");
  return {
    insert: (bytes) => void statement.run(bytes),
    [Symbol.dispose]: () => {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}
