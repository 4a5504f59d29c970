// A failing disk outside a sale is told as a fault of the storage.
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { withStorageFaults } from "../../agent/store/storage-faults.ts";

const broken = (): never => {
  throw new Sqlite.SqliteError("disk I/O error", "SQLITE_IOERR_READ");
};

test("withStorageFaults() turns SQLite's errors into faults, thrown or rejected", async () => {
  const port = withStorageFaults({ now: broken, later: async () => broken(), fine: (n: number) => n + 1, kept: 7 });
  expect(() => port.now()).toThrow(expect.objectContaining({ code: "storage-failed" }));
  await expect(port.later()).rejects.toMatchObject({ code: "storage-failed" });
  expect([port.fine(1), port.kept]).toEqual([2, 7]);
});

test("withStorageFaults() turns what fails behind an answer", async () => {
  const port = withStorageFaults({ sell: () => ({ kind: "clearing", outcome: Promise.resolve().then(broken) }) });
  const { kind, outcome } = port.sell();
  expect(kind).toBe("clearing");
  await expect(outcome).rejects.toMatchObject({ code: "storage-failed" });
});

test("withStorageFaults() turns what fails behind an answer that comes later itself", async () => {
  const port = withStorageFaults({ sell: async () => ({ kind: "clearing", outcome: Promise.resolve().then(broken) }) });
  await expect((await port.sell()).outcome).rejects.toMatchObject({ code: "storage-failed" });
});

test("withStorageFaults() reaches the desks of a port", () => {
  const port = withStorageFaults({ desk: { now: broken, fine: 7 }, none: null, list: [1] });
  expect(() => port.desk.now()).toThrow(expect.objectContaining({ code: "storage-failed" }));
  expect([port.desk.fine, port.none, port.list]).toEqual([7, null, [1]]);
});

test("withStorageFaults() says that a ledger is opened anew to who was under way when it was closed", async () => {
  const database = new Sqlite(":memory:");
  const count = database.prepare("SELECT 1");
  const port = withStorageFaults({ renew: async () => count.get() });
  database.close();
  await expect(port.renew()).rejects.toMatchObject({ code: "storage-failed" });
});

test("withStorageFaults() leaves a bug what it is", () => {
  const port = withStorageFaults({
    now: () => {
      throw new TypeError("a bug");
    },
  });
  expect(() => port.now()).toThrow(TypeError);
});
