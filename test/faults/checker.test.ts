// The checker finds what it is there to find: a good ledger passes, and each way of breaking it is named.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import { chainFindings } from "./checker/chain.ts";
import { sha256 } from "./checker/document.ts";
import { type Evidence, evidenceFindings, untoldFindings } from "./checker/evidence.ts";
import { LEDGER_FILE, type LedgerRow, readLedger } from "./checker/ledger.ts";
import { secretFindings } from "./checker/secrets.ts";
import { foreignDocument, makeStampKey, readStampKey } from "./foreign-unit.ts";
import { openLedgerStore } from "./ledger-store.ts";

const shop = mkdtempSync(join(tmpdir(), "khatm-checker-test-"));
const stored: StoredDocument[] = [];
let rows: readonly LedgerRow[];

beforeAll(async () => {
  await makeStampKey(join(shop, "key.json"));
  const key = readStampKey(join(shop, "key.json"));
  const store = openLedgerStore(shop);
  for (const n of [1, 2, 3]) stored.push(store.ledger.append("a", (place) => foreignDocument(key, n, place)));
  await store.close();
});
afterAll(() => rmSync(shop, { recursive: true }));
beforeEach(() => {
  rows = readLedger(shop, shop);
});

const changed = (at: number, change: Partial<LedgerRow>): readonly LedgerRow[] =>
  rows.map((row, index) => (index === at ? { ...row, ...change } : row));
const kindsOf = (findings: readonly { readonly invariant: string; readonly damage: string }[]): readonly string[] =>
  [...new Set(findings.map(({ invariant, damage }) => `${invariant} ${damage}`))].sort();
const acknowledged = ({ reference, link, hash, qr }: StoredDocument): Evidence => ({
  kind: "acknowledged",
  reference: reference ?? "",
  uuid: link.uuid,
  hash,
  qr,
});

describe("chainFindings()", () => {
  test("finds nothing in a good ledger", () => {
    expect(rows).toHaveLength(3);
    expect(chainFindings(rows)).toEqual([]);
  });

  test("finds a gap and a duplicate in the counter", () => {
    expect(kindsOf(chainFindings(rows.filter((row) => row.icv !== 2)))).toEqual(["I2 gap", "I3 unverified"]);
    const twice = [...rows, ...rows.slice(2)];
    expect(kindsOf(chainFindings(twice))).toContain("I2 duplicate");
  });

  test("finds a chain that starts elsewhere", () => {
    expect(kindsOf(chainFindings(rows.slice(1)))).toEqual(["I2 gap", "I3 unverified"]);
  });

  test.each([
    ["a changed amount", (xml: string) => xml.replace("115.00", "116.00")],
    ["a changed signature", (xml: string) => xml.replace(/(SignatureValue>)(.{20})./, "$1$2A")],
    ["a changed name", (xml: string) => xml.replace("كتاب", "كتب")],
    ["bytes that are no XML", (xml: string) => xml.slice(0, -10)],
  ])("finds %s by the stamp", (_name, damage) => {
    const findings = chainFindings(changed(2, { xml: damage(rows[2]?.xml ?? "") }));
    expect(kindsOf(findings)).toContain("I4 unverified");
  });

  test("finds a changed document in the middle by the PIH of the next", () => {
    const xml = (rows[1]?.xml ?? "").replace("115.00", "116.00");
    expect(kindsOf(chainFindings(changed(1, { xml })))).toContain("I3 unverified");
  });

  test("finds a column that is not what the bytes say", () => {
    expect(kindsOf(chainFindings(changed(0, { irn: "T-9" })))).toEqual(["I4 unverified"]);
  });
});

describe("evidenceFindings()", () => {
  const paper = (dots: string): Evidence => ({ kind: "printed", qr: rows[0]?.qr ?? "", dots, isWhole: true });

  test("finds nothing when everything seen is there", () => {
    const sent = stored.map(({ link, xml }): Evidence => ({ kind: "sent", uuid: link.uuid, xml: sha256(xml) }));
    expect(evidenceFindings(rows, [...stored.map(acknowledged), ...sent, paper("x")])).toEqual([]);
  });

  test("finds an acknowledged document that is gone, or other", () => {
    expect(kindsOf(evidenceFindings(rows.slice(0, 2), stored.map(acknowledged)))).toEqual(["I1 lost"]);
    expect(kindsOf(evidenceFindings(changed(0, { qr: "AQA=" }), stored.map(acknowledged)))).toEqual(["I1 lost"]);
  });

  test("finds bytes that were read or sent otherwise", () => {
    const uuid = rows[0]?.uuid ?? "";
    expect(kindsOf(evidenceFindings(rows, [{ kind: "read", uuid, xml: sha256("other") }]))).toEqual(["I1 lost"]);
  });

  test("finds a paper of no document, and an original that came out twice", () => {
    const foreign: Evidence = { kind: "printed", qr: "AQA=", dots: "x", isWhole: true };
    expect(kindsOf(evidenceFindings(rows, [foreign]))).toEqual(["I6 lost"]);
    expect(kindsOf(evidenceFindings(rows, [paper("x"), paper("x")]))).toEqual(["I6 duplicate"]);
    expect(kindsOf(evidenceFindings(changed(0, { copies: 1 }), [paper("x"), paper("x")]))).toEqual(["I6 duplicate"]);
    expect(evidenceFindings(changed(0, { copies: 1 }), [paper("x"), paper("marked")])).toEqual([]);
    const copied = changed(0, { copies: 2 });
    expect(evidenceFindings(copied, [paper("marked"), paper("marked")])).toEqual([]);
    expect(kindsOf(evidenceFindings(copied, [paper("x"), paper("x"), paper("x")]))).toEqual(["I6 duplicate"]);
  });

  test("finds what the gateway holds and the ledger does not, and what it took twice", () => {
    const [row] = rows;
    const accepted = (times: number): Evidence => ({
      kind: "accepted",
      uuid: row?.uuid ?? "",
      hash: row?.hash ?? "",
      at: 0,
      times,
    });
    expect(evidenceFindings(rows, [accepted(1)])).toEqual([]);
    expect(kindsOf(evidenceFindings(rows, [accepted(2)]))).toEqual(["I5 duplicate"]);
    expect(kindsOf(evidenceFindings(rows.slice(1), [accepted(1)]))).toEqual(["I5 lost"]);
    expect(untoldFindings(rows, [accepted(1)])).toHaveLength(2);
  });
});

describe("secretFindings()", () => {
  const secret = Buffer.from("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "hex");
  const canaries = { secret: secret.toString("base64"), otp: Buffer.from("123456").toString("base64") };

  test.each([
    ["as bytes", (s: Buffer) => s],
    ["in hexadecimal", (s: Buffer) => Buffer.from(s.toString("hex"))],
    ["in base64", (s: Buffer) => Buffer.from(s.toString("base64"))],
    [
      "in base64url behind one byte",
      (s: Buffer) => Buffer.from(Buffer.concat([Buffer.from("x"), s]).toString("base64url")),
    ],
    [
      "in base64 between others",
      (s: Buffer) => Buffer.from(Buffer.concat([Buffer.from("xy"), s, s]).toString("base64")),
    ],
  ])("finds a secret %s", (_name, spell) => {
    const database = new Sqlite(join(shop, "leak.db"));
    database.exec("CREATE TABLE IF NOT EXISTS leak (value BLOB); DELETE FROM leak; VACUUM");
    database.prepare("INSERT INTO leak VALUES (?)").run(spell(secret));
    database.close();
    expect(secretFindings([shop], canaries)).toHaveLength(1);
    rmSync(join(shop, "leak.db"));
  });

  test("finds a one-time password that stands alone, and nothing in a good folder", () => {
    expect(secretFindings([join(shop, LEDGER_FILE)], canaries)).toEqual([]);
    const database = new Sqlite(join(shop, "otp.db"));
    database.exec("CREATE TABLE leak (value TEXT); INSERT INTO leak VALUES ('INV-123456')");
    expect(secretFindings([join(shop, "otp.db")], canaries)).toEqual([]);
    database.exec('INSERT INTO leak VALUES (\'{"otp":"123456"}\')');
    database.close();
    expect(secretFindings([join(shop, "otp.db")], canaries)).toHaveLength(1);
  });
});

describe("the checker's code", () => {
  test("imports nothing of the agent, its drivers or its configuration", () => {
    const folder = join(import.meta.dirname, "checker");
    const imports = readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), "utf8").matchAll(/from "(\.[^"]*)"/g)].map((match) => match[1]),
    );
    expect(imports.length).toBeGreaterThan(5);
    for (const path of imports) expect(path).toMatch(/^\.\/[a-z-]+\.ts$/);
  });
});
