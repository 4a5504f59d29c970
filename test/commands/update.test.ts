// From one version to the next and back: a ledger is brought forward whole or not at all, and nothing sold is ever lost.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openUnit } from "../../agent/wire.ts";
import { writeConfig } from "../../config/write.ts";
import { ENTRY, khatm } from "../support/khatm.ts";
import { nextProgram } from "../support/next-program.ts";
import { openTestUnit, type TestUnit, testAnswers, testSale } from "../support/unit.ts";

const folder = mkdtempSync(join(tmpdir(), "khatm-next-"));
let next: string;
beforeAll(() => {
  next = nextProgram(ENTRY, join(folder, "good"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const quiet = { log: () => undefined, credentials: undefined };

interface Shop {
  readonly own: TestUnit;
  readonly ledger: string;
  /** A command of this version, and of another one. */
  readonly old: (...args: readonly string[]) => ReturnType<typeof khatm>;
  readonly by: (entry: string, ...args: readonly string[]) => ReturnType<typeof khatm>;
  readonly close: () => Promise<void>;
}

/** A stopped shop with three sales. */
async function shop(): Promise<Shop> {
  const own = await openTestUnit();
  for (const n of [1, 2, 3]) own.unit.terminal.issue(testSale(`till/${n}`));
  await own.unit.close();
  const config = join(own.folder, "khatm.toml");
  writeFileSync(config, writeConfig(testAnswers(own.simulator.url)));
  const by: Shop["by"] = (entry, ...args) => khatm(["--config", config, ...args], { entry });
  return {
    own,
    ledger: join(own.config.state.folder, "ledger.db"),
    by,
    old: (...args) => khatm(["--config", config, ...args]),
    close: async () => {
      await own.simulator.close();
      rmSync(own.folder, { recursive: true });
    },
  };
}

const schemaOf = (ledger: string): number => {
  const database = new Sqlite(ledger, { readonly: true });
  try {
    return Number(database.pragma("user_version", { simple: true }));
  } finally {
    database.close();
  }
};

/** Sells once with this version. @returns its counter. */
async function sellsOn({ own }: Shop, reference: string): Promise<unknown> {
  const unit = openUnit(own.config, quiet);
  try {
    const outcome = unit.terminal.issue(testSale(reference));
    return outcome.kind === "issued" ? outcome.document.link.icv : outcome;
  } finally {
    await unit.close();
  }
}

const sale = (reference: string) => JSON.stringify(testSale(reference));

test("self-test brings a ledger to the next schema and keeps a copy; the version before refuses it in both languages", async () => {
  const own = await shop();
  const before = schemaOf(own.ledger);
  const tested = await own.by(next, "self-test", "--json");
  expect(tested).toMatchObject({ code: 0 });
  const { checks } = JSON.parse(tested.out) as { checks: readonly { check: string; state: string }[] };
  expect(checks.map(({ check, state }) => `${check} ${state}`)).toEqual([
    "stamp good",
    "receipt good",
    "printer good",
    "ledger good",
  ]);
  expect(schemaOf(own.ledger)).toBe(before + 1);
  expect(schemaOf(`${own.ledger}.schema-${before}`)).toBe(before);
  const refused = await own.old("status");
  expect(refused.code).toBe(1);
  expect(refused.notes).toContain(`the ledger has schema ${before + 1}, this program knows ${before}`);
  expect(refused.notes).toContain("ثبّت البرنامج الأحدث");
  expect(await own.old("verify")).toMatchObject({ code: 1, notes: expect.stringContaining("schema-newer") });
  expect(await own.by(next, "verify")).toMatchObject({ code: 0, out: expect.stringContaining("intact: 3 documents") });
  await own.close();
});

test("roll-back puts the ledger of before the update back, and the version before sells on", async () => {
  const own = await shop();
  const before = schemaOf(own.ledger);
  expect((await own.by(next, "self-test")).code).toBe(0);
  expect(await own.by(next, "roll-back")).toMatchObject({ code: 0, out: expect.stringContaining(`schema ${before}`) });
  expect(await sellsOn(own, "till/4")).toBe(4);
  expect(await own.old("roll-back")).toMatchObject({ code: 0, out: expect.stringContaining("nothing to put back") });
  expect(await own.old("verify")).toMatchObject({ code: 0, out: expect.stringContaining("intact: 4 documents") });
  await own.close();
});

test("roll-back refuses when something was sold since, and the newer version sells on", async () => {
  const own = await shop();
  const before = schemaOf(own.ledger);
  expect((await own.by(next, "self-test")).code).toBe(0);
  const sold = await khatm(["--config", join(own.own.folder, "khatm.toml"), "issue", "-", "--no-print"], {
    entry: next,
    input: sale("till/4"),
  });
  expect(sold.code, sold.notes).toBe(0);
  const back = await own.by(next, "roll-back");
  expect(back).toMatchObject({ code: 1, notes: expect.stringContaining("would lose it") });
  expect(back.notes).toContain("يُضيعه");
  expect(schemaOf(own.ledger)).toBe(before + 1);
  expect(await own.by(next, "verify")).toMatchObject({ out: expect.stringContaining("intact: 4 documents") });
  await own.close();
});

const BAD = {
  "is not SQL": "ALTER TABLE document ADD COLUMN branch TEXT; CREATE NONSENSE;",
  "loses a document":
    "DROP TRIGGER document_stays; PRAGMA defer_foreign_keys = ON; DELETE FROM print_job; DELETE FROM document WHERE id = 2;",
  "touches a document":
    "DROP TRIGGER document_is_final; UPDATE document SET hash = (SELECT hash FROM document WHERE id = 1) WHERE id = 3;",
} as const;

test.each(Object.entries(BAD))(
  "a migration that %s leaves the ledger and the version before as they were",
  async (what, sql) => {
    const own = await shop();
    const before = schemaOf(own.ledger);
    const bad = nextProgram(ENTRY, join(folder, what.replaceAll(" ", "-")), sql);
    const tested = await own.by(bad, "self-test");
    expect(tested).toMatchObject({ code: 1, out: expect.stringContaining("BAD ") });
    expect(schemaOf(own.ledger)).toBe(before);
    expect(await sellsOn(own, "till/4")).toBe(4);
    await own.close();
  },
);

test("the agent itself keeps a copy before it migrates, and starts with nothing of an older one left", async () => {
  const own = await shop();
  const before = schemaOf(own.ledger);
  writeFileSync(`${own.ledger}.schema-1`, "older");
  expect((await own.by(next, "status")).code).toBe(0);
  const copies = readdirSync(own.own.config.state.folder).filter((name) => name.includes(".schema-"));
  expect(copies).toEqual([`ledger.db.schema-${before}`]);
  await own.close();
});

test("self-test waits for nobody: beside a running agent it is refused", async () => {
  await using own = await openTestUnit();
  const config = join(own.folder, "khatm.toml");
  writeFileSync(config, writeConfig(testAnswers(own.simulator.url)));
  expect(await khatm(["--config", config, "self-test"])).toMatchObject({ code: 75 });
  expect(existsSync(join(own.config.state.folder, "ledger.db"))).toBe(true);
});
