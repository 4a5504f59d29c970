// The checker's eye for the rest of a terminal's life finds what it is there to find: each way of breaking it is named.
import { mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backupFindings } from "./checker/backup.ts";
import { clearanceFindings } from "./checker/clearance.ts";
import { closedFindings } from "./checker/closed-chains.ts";
import { type ClosingRow, closingFindings } from "./checker/closings.ts";
import { sha256 } from "./checker/document.ts";
import { enrolmentFindings, orphanFindings } from "./checker/enrolment.ts";
import type { Evidence } from "./checker/evidence.ts";
import { latenessFindings } from "./checker/lateness.ts";
import { LEDGER_FILE, type LedgerRow, readLedger } from "./checker/ledger.ts";
import type { UnitRecord } from "./checker/record.ts";
import { PUBLISHED, publish, schemaIn } from "./checker/schema.ts";
import { spoolFindings } from "./checker/spool.ts";
import { DEEDS, handOf } from "./deeds/table.ts";
import { foreignDocument, makeStampKey, readStampKey } from "./foreign-unit.ts";
import { openLedgerStore } from "./ledger-store.ts";
import { makeOlder } from "./older-ledger.ts";
import { RECORDS } from "./records.ts";

const kindsOf = (findings: readonly { readonly invariant: string; readonly damage: string }[]): readonly string[] =>
  [...new Set(findings.map(({ invariant, damage }) => `${invariant} ${damage}`))].sort();

const shop = mkdtempSync(join(tmpdir(), "khatm-checker-life-"));
const ledger = join(shop, LEDGER_FILE);
let rows: readonly LedgerRow[];
let row: LedgerRow;

beforeAll(async () => {
  await makeStampKey(join(shop, "key.json"));
  const key = readStampKey(join(shop, "key.json"));
  const store = openLedgerStore(shop);
  for (const n of [1, 2, 3]) store.ledger.append("a", (place) => foreignDocument(key, n, place));
  await store.close();
  rows = readLedger(shop, shop);
  const [first] = rows;
  if (first === undefined) throw new Error("no document");
  row = first;
});
afterAll(() => rmSync(shop, { recursive: true }));

describe("enrolmentFindings()", () => {
  const key = (name: string) => ({ name, scalar: "", key: `key of ${name}` });
  const asked = (name: string, call: "compliance" | "production" | "renewal" = "compliance"): Evidence => ({
    kind: "asked",
    call,
    key: `key of ${name}`,
  });
  const onboarding = (step: "key-made" | "checking" | "requesting", more: object = {}): UnitRecord => ({
    stage: "onboarding",
    enrolment: { keyName: "one", step, ...more },
  });
  const csid = (keyName: string) => ({ keyName, token: keyName });
  const ready = (keyName: string): UnitRecord => ({
    stage: "ready",
    active: { production: csid(keyName), compliance: csid(keyName) },
  });

  test("finds nothing where the record knows of every call and the vault has every key", () => {
    expect(enrolmentFindings(onboarding("key-made", { otpSent: true }), [key("one")], [asked("one")])).toEqual([]);
    expect(
      enrolmentFindings(onboarding("requesting"), [key("one")], [asked("one"), asked("one", "production")]),
    ).toEqual([]);
    const renewed = [asked("one"), asked("one", "production"), asked("two", "renewal"), asked("two", "production")];
    expect(enrolmentFindings(ready("two"), [key("two")], renewed)).toEqual([]);
  });

  test("finds a key that is gone while a CSID may exist for it", () => {
    expect(kindsOf(enrolmentFindings(onboarding("key-made", { otpSent: true }), [], [asked("one")]))).toEqual([
      "F13 lost",
    ]);
    const renewing = [asked("one"), asked("two", "renewal")];
    expect(kindsOf(enrolmentFindings(ready("one"), [key("one")], renewing))).toEqual(["F13 lost"]);
  });

  test("finds a call the record knows nothing of: it would be orphaned silently", () => {
    expect(kindsOf(enrolmentFindings(onboarding("key-made"), [key("one")], [asked("one")]))).toEqual(["F13 lost"]);
    expect(kindsOf(enrolmentFindings({ stage: "new" }, [key("one")], [asked("one")]))).toEqual(["F13 lost"]);
    const early = [asked("one"), asked("one", "production")];
    expect(kindsOf(enrolmentFindings(onboarding("checking"), [key("one")], early))).toEqual(["F13 lost"]);
  });

  test("finds CSIDs at the gateway that are in no record and that nobody was told of", () => {
    const issued = (name: string): Evidence => ({ kind: "issued", token: sha256(name) });
    expect(orphanFindings(ready("one"), 0, [issued("one")])).toEqual([]);
    expect(orphanFindings(ready("one"), 1, [issued("one"), issued("two")])).toEqual([]);
    expect(kindsOf(orphanFindings(ready("one"), 0, [issued("one"), issued("two")]))).toEqual(["F13 lost"]);
  });
});

describe("closingFindings()", () => {
  const closing = (number: number, change: Partial<ClosingRow> = {}): ClosingRow => {
    const report = JSON.stringify({ number, documents: { counted: 2 } });
    return { number, report, hash: sha256(report), counted: 2, papers: 1, ...change };
  };
  const told: Evidence = { kind: "closed", number: 2, hash: closing(2).hash };

  test("finds nothing where every number is there, as it was told", () => {
    expect(closingFindings([closing(1), closing(2), closing(1001)], [1001], [told])).toEqual([]);
    expect(closingFindings([], [], [told, { kind: "made-older" }])).toEqual([]);
  });

  test.each<[string, readonly ClosingRow[], readonly string[]]>([
    ["a number that was skipped", [closing(1), closing(2), closing(4)], ["I2 gap"]],
    ["a report that was changed", [closing(1, { report: closing(9).report }), closing(2)], ["I3 unverified"]],
    ["documents that went astray", [closing(1, { counted: 1 }), closing(2)], ["I3 unverified"]],
    ["a closing without its paper", [closing(1, { papers: 0 }), closing(2)], ["I1 lost"]],
    ["a closing that was told and is gone", [closing(1)], ["I1 lost"]],
  ])("finds %s", (_what, closings, kinds) => {
    expect(kindsOf(closingFindings(closings, [], [told]))).toEqual(kinds);
  });
});

describe("clearanceFindings()", () => {
  const standard = (change: Partial<LedgerRow>): readonly LedgerRow[] => [{ ...row, profile: "standard", ...change }];
  const cleared = () => standard({ state: "cleared", clearedXml: row.xml, clearedQr: row.qr });

  test("finds nothing in a legal document on the same content, as the gateway gave it", () => {
    const given: Evidence = { kind: "cleared", uuid: row.uuid, xml: sha256(row.xml) };
    expect(clearanceFindings(cleared(), [given])).toEqual([]);
  });

  test("finds a cleared document that is not there, or is another", () => {
    expect(kindsOf(clearanceFindings(standard({ state: "cleared" }), []))).toEqual(["I1 lost"]);
    const other: Evidence = { kind: "cleared", uuid: row.uuid, xml: sha256("other") };
    expect(kindsOf(clearanceFindings(cleared(), [other]))).toEqual(["I1 lost"]);
    const changed = standard({ state: "cleared", clearedXml: rows[1]?.xml ?? "", clearedQr: rows[1]?.qr ?? "" });
    expect(kindsOf(clearanceFindings(changed, []))).toEqual(["I4 unverified"]);
  });
});

describe("latenessFindings()", () => {
  const HOUR = 3_600_000;
  const at = (hours: number): Evidence => ({
    kind: "accepted",
    uuid: row.uuid,
    hash: row.hash,
    times: 1,
    at: issued() + hours * HOUR,
  });
  const issued = (): number => {
    const [, date, time] = /IssueDate>(.+?)<[\s\S]*?IssueTime>(.+?)</.exec(row.xml) ?? [];
    return Date.parse(`${date}T${time}+03:00`);
  };

  test("lets a report in time pass, and a late one that was announced four hours before", () => {
    expect(latenessFindings([row], [at(23)], [])).toEqual([]);
    expect(latenessFindings([row], [at(30)], [issued() + 19 * HOUR])).toEqual([]);
  });

  test("finds a late report that nobody announced, or too late", () => {
    expect(kindsOf(latenessFindings([row], [at(25)], []))).toEqual(["I8 unverified"]);
    expect(kindsOf(latenessFindings([row], [at(25)], [issued() + 21 * HOUR]))).toEqual(["I8 unverified"]);
    expect(kindsOf(latenessFindings([row], [], []))).toEqual(["I8 unverified"]);
  });
});

describe("spoolFindings()", () => {
  test("finds a promised paper that is gone, and one that waits in the end", () => {
    const promised: Evidence = { kind: "spooled", job: 7 };
    expect(spoolFindings(new Map([[7, "sent"]]), [promised], true)).toEqual([]);
    expect(kindsOf(spoolFindings(new Map(), [promised], false))).toEqual(["I1 lost"]);
    expect(kindsOf(spoolFindings(new Map([[7, "sending"]]), [promised], true))).toEqual(["I1 lost"]);
  });
});

describe("schemaIn()", () => {
  test("knows every published schema, and finds one between two of them", () => {
    const database = new Sqlite(":memory:");
    for (const [before, sql] of PUBLISHED.entries()) {
      expect(schemaIn(database)).toEqual([]);
      database.exec(sql);
      expect(kindsOf(schemaIn(database))).toEqual(["F15 unverified"]);
      database.pragma(`user_version = ${before + 1}`);
    }
    expect(schemaIn(database)).toEqual([]);
    database.pragma("user_version = 99");
    expect(kindsOf(schemaIn(database))).toEqual(["F15 unverified"]);
    database.close();
  });
});

describe("closedFindings()", () => {
  test("finds a restored ledger whose chain could go on", () => {
    expect(closedFindings(["a"], [{ kind: "restored" }])).toEqual([]);
    expect(kindsOf(closedFindings([], [{ kind: "restored" }]))).toEqual(["I2 duplicate"]);
  });
});

describe("backupFindings()", () => {
  const known = (): readonly Evidence[] => rows.map(({ uuid, xml }) => ({ kind: "read", uuid, xml: sha256(xml) }));
  const copyOf = (name: string): string => {
    const path = join(shop, name);
    const database = new Sqlite(ledger);
    database.prepare("VACUUM INTO ?").run(path);
    database.close();
    return path;
  };

  test("finds a backup that is half, that lacks a document, or that was told and is not there", () => {
    const path = copyOf("backup.db");
    expect(backupFindings({ path, lines: 3 }, known(), shop)).toEqual([]);
    const more: Evidence = { kind: "read", uuid: "another", xml: "" };
    expect(kindsOf(backupFindings({ path, lines: 4 }, [...known(), more], shop))).toEqual(["I1 lost"]);
    const gone = { path: join(shop, "none.db"), lines: 3 };
    expect(kindsOf(backupFindings(gone, [...known(), { kind: "backed-up" }], shop))).toEqual(["I1 lost"]);
    truncateSync(path, 8192);
    expect(() => backupFindings({ path, lines: 3 }, known(), shop)).toThrow();
  });
});

describe("makeOlder()", () => {
  test("makes a ledger of every older version, and the ledger code takes each back with every document", async () => {
    for (const version of PUBLISHED.keys()) {
      if (version === 0) continue;
      makeOlder(ledger, version);
      const database = new Sqlite(ledger);
      expect([schemaIn(database), database.pragma("user_version", { simple: true })]).toEqual([[], version]);
      database.close();
      const store = openLedgerStore(shop);
      expect(store.ledger.head("a")?.icv).toBe(3);
      await store.close();
      expect(readLedger(shop, shop).map(({ xml }) => xml)).toEqual(rows.map(({ xml }) => xml));
    }
  });
});

describe("the tables", () => {
  test("every hundred kills hit each deed as often as its share says", () => {
    expect(DEEDS.reduce((sum, { share }) => sum + share, 0)).toBe(100);
    const dealt = Array.from({ length: 5 }, (_, unit) => handOf(1, unit, 20)).flat();
    for (const deed of DEEDS) expect(dealt.filter((one) => one === deed)).toHaveLength(deed.share);
    expect(handOf(1, 0, 20)).toEqual(handOf(1, 0, 20));
  });

  test("the records' shares make a hundred", () => {
    expect(RECORDS.reduce((sum, { share }) => sum + share, 0)).toBe(100);
  });
});

test("publish() makes the schema of its version", () => {
  const database = new Sqlite(":memory:");
  publish(database, 2);
  expect(schemaIn(database)).toEqual([]);
  database.close();
});
