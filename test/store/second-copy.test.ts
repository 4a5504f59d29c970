// The second copy on real files: catches up, survives a torn tail, and tells an older ledger from the newest one.
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCopier } from "../../agent/copy/copier.ts";
import { guardedLedger } from "../../agent/copy/guarded-ledger.ts";
import { openSecondCopy } from "../../agent/copy/second-copy.ts";
import { readTail } from "../../agent/copy/tail.ts";
import type { Ledger } from "../../agent/ports/ledger.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { documentAt } from "../support/ledger.ts";

let folder: string;
let copy: string;
let path: string;
let database: Database;
let ledger: Ledger;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-copy-"));
  [copy, path] = [join(folder, "copy"), join(folder, "ledger.db")];
  open();
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

function open(): void {
  database = openDatabase(path);
  ledger = createLedger(database);
}
const issue = (...numbers: readonly number[]): void => {
  for (const n of numbers) ledger.append("a", (place) => documentAt(n, place));
};
function catchUp(): number {
  const copier = openCopier(copy, path);
  try {
    return copier.catchUp();
  } finally {
    copier.close();
  }
}

describe("the copier", () => {
  test("copies what is new, once, byte for byte", () => {
    issue(1, 2);
    catchUp();
    const size = statSync(copy).size;
    expect(catchUp()).toBe(2);
    expect(statSync(copy).size).toBe(size);
    issue(3);
    catchUp();
    expect(readTail(copy).last).toMatchObject({ id: 3, icv: 3, xml: "<n>3</n>", hash: ledger.head("a")?.hash });
  });

  test("goes on behind the last whole record after any cut in the middle of a write", () => {
    issue(1, 2);
    catchUp();
    const two = statSync(copy).size;
    issue(3);
    catchUp();
    const whole = readFileSync(copy);
    for (let cut = two; cut < whole.length; cut += 7) {
      writeFileSync(copy, whole.subarray(0, cut));
      expect(readTail(copy).last?.id, `cut at ${cut}`).toBe(2);
      catchUp();
      expect(readFileSync(copy), `cut at ${cut}`).toEqual(whole);
    }
  });

  test("never takes a damaged record for a whole one", () => {
    issue(1, 2);
    catchUp();
    const whole = readFileSync(copy);
    const first = readTail(copy);
    for (let at = 0; at < whole.length; at += 11) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      writeFileSync(copy, damaged);
      const { last } = readTail(copy);
      expect([undefined, 1, 2]).toContain(last?.id);
      if (last?.id === 2) expect(last).toEqual(first.last);
    }
  });
});

describe("refusal()", () => {
  const assertNewest = (): void => {
    const refusal = openSecondCopy({ copy, ledger: path }, ledger).refusal();
    if (refusal !== undefined) throw refusal;
  };

  test("accepts a ledger that is level with its copy or ahead of it, and one without copy", () => {
    assertNewest();
    issue(1);
    catchUp();
    assertNewest();
    issue(2);
    assertNewest();
  });

  test("refuses an older ledger put back in place", () => {
    issue(1, 2);
    database.pragma("wal_checkpoint(TRUNCATE)");
    copyFileSync(path, join(folder, "older.db"));
    issue(3);
    catchUp();
    database.close();
    rmSync(`${path}-wal`, { force: true });
    rmSync(`${path}-shm`, { force: true });
    copyFileSync(join(folder, "older.db"), path);
    open();
    expect(assertNewest).toThrow(expect.objectContaining({ code: "chain-broken" }));
  });

  test("refuses a new ledger, and another one with as many documents", () => {
    issue(1, 2);
    catchUp();
    database.close();
    path = join(folder, "other.db");
    open();
    expect(assertNewest).toThrow("does not have");
    issue(8, 9);
    expect(assertNewest).toThrow("has otherwise");
  });

  test("takes a torn tail for what it is: no proof of a newer ledger", () => {
    issue(1);
    catchUp();
    appendFileSync(copy, Buffer.from([0, 0, 1]));
    assertNewest();
    truncateSync(copy, 2);
    assertNewest();
  });
});

describe("the worker", () => {
  test("refuses further documents when a medium comes back with more than this ledger has", async () => {
    issue(1, 2, 3);
    catchUp();
    const newer = readFileSync(copy);
    rmSync(copy);
    database.close();
    path = join(folder, "other.db");
    open();
    const second = openSecondCopy({ copy, ledger: path }, ledger);
    const guarded = guardedLedger(ledger, second);
    expect(second.refusal()).toBeUndefined();
    await expect.poll(() => second.state().state).toBe("good");
    writeFileSync(copy, newer);
    guarded.append("a", (place) => documentAt(7, place));
    await expect.poll(() => second.state().state).toBe("ahead");
    expect(() => guarded.append("a", (place) => documentAt(8, place))).toThrow("the second copy ends with");
    expect(readFileSync(copy)).toEqual(newer);
    await second.close();
  });

  test("copies after a wake, and only raises an alarm while the medium is away", async () => {
    const away = openSecondCopy({ copy: join(folder, "away", "copy"), ledger: path }, ledger);
    const good = openSecondCopy({ copy, ledger: path }, ledger);
    issue(1);
    away.wake(1);
    good.wake(1);
    await expect.poll(() => [good.state().state, away.state().state]).toEqual(["good", "absent"]);
    expect(good.state()).toEqual({ state: "good", copied: 1 });
    expect(away.state()).toMatchObject({ state: "absent", because: expect.stringContaining("ENOENT") });
    await Promise.all([good.close(), away.close()]);
  });
});
