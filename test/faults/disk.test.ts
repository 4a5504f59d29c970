// The model of a disk: what a power cut may take, and what it may not.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOf, type DataOperation, type Disk, diskOf, perform, piecesOf } from "./disk.ts";
import { crashImage, imageName, LOSS_MODELS } from "./loss.ts";
import { randomOf } from "./random.ts";
import type { FileOperation } from "./recording.ts";

const write = (path: string, at: number, text: string): FileOperation => ({
  kind: "write",
  path,
  at,
  data: Buffer.from(text),
});
const sync = (path: string): FileOperation => ({ kind: "sync", path });
const create = (path: string): FileOperation => ({ kind: "create", path });

function diskAfter(...operations: readonly FileOperation[]): Disk {
  const disk = diskOf(new Map([["old", Buffer.from("old")]]));
  for (const operation of operations) perform(disk, operation);
  return disk;
}

const textsAfter = (disk: Disk, model: (typeof LOSS_MODELS)[number]): Record<string, string> =>
  Object.fromEntries([...crashImage(disk, model, randomOf("test"))].map(([path, bytes]) => [path, bytes.toString()]));

describe("crashImage()", () => {
  test("keeps flushed bytes under every model", () => {
    const disk = diskAfter(write("old", 0, "new"), sync("old"));
    for (const model of LOSS_MODELS) expect(textsAfter(disk, model)).toEqual({ old: "new" });
  });

  test("takes what was not flushed when all is lost, and nothing when none is", () => {
    const disk = diskAfter(write("old", 0, "new"));
    expect(textsAfter(disk, "all lost")).toEqual({ old: "old" });
    expect(textsAfter(disk, "none lost")).toEqual({ old: "new" });
  });

  test("takes a flushed file whose folder was not flushed", () => {
    const made = [create("a/b"), write("a/b", 0, "x"), sync("a/b")];
    expect(textsAfter(diskAfter(...made), "all lost")).toEqual({ old: "old" });
    expect(textsAfter(diskAfter(...made, sync("a")), "all lost")).toEqual({ old: "old", "a/b": "x" });
  });

  test("brings a removed or renamed file back unless its folder was flushed", () => {
    const removed: FileOperation[] = [{ kind: "remove", path: "old" }];
    const renamed: FileOperation[] = [{ kind: "rename", path: "old", to: "new" }];
    expect(textsAfter(diskAfter(...removed), "all lost")).toEqual({ old: "old" });
    expect(textsAfter(diskAfter(...removed, sync("")), "all lost")).toEqual({});
    expect(textsAfter(diskAfter(...renamed), "all lost")).toEqual({ old: "old" });
    expect(textsAfter(diskAfter(...renamed, sync("")), "all lost")).toEqual({ new: "old" });
  });

  test("tears a write at sectors of 512 bytes", () => {
    const disk = diskAfter(write("old", 0, "x".repeat(2048)));
    const texts = new Set(
      Array.from({ length: 64 }, (_, n) =>
        crashImage(disk, "torn sectors", randomOf(n)).get("old")?.toString("latin1"),
      ),
    );
    expect(texts.size).toBeGreaterThan(8);
    for (const text of texts) expect(text).toMatch(/^((x{512}|old\0{509}|\0{512})*|old)$/);
  });

  test("does not bring down by a later flush what a failed one left behind", () => {
    const failed = [write("old", 0, "x".repeat(4096)), { kind: "sync-failed", path: "old" } as const];
    const later = diskAfter(...failed, write("old", 4096, "y"), sync("old"));
    expect(textsAfter(later, "all lost")["old"]).toBe(`old${"\0".repeat(4093)}y`);
    expect(textsAfter(later, "none lost")["old"]).toBe(`${"x".repeat(4096)}y`);
    const rewritten = diskAfter(...failed, write("old", 0, "z"), sync("old"));
    expect(textsAfter(rewritten, "all lost")["old"]).toBe(`z${"x".repeat(4095)}`);
  });

  test("repeats itself by its seed", () => {
    const disk = diskAfter(write("old", 0, "x".repeat(9_999)));
    const draw = (seed: number) => crashImage(disk, "torn sectors", randomOf(seed)).get("old");
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });
});

describe("imageName()", () => {
  test("gives one name to a disk on which nothing is pending, under every model", () => {
    const disk = diskAfter(write("old", 0, "new"), sync("old"));
    expect(new Set(LOSS_MODELS.map((model) => imageName(disk, model, 2))).size).toBe(1);
  });

  test("gives none to what chance made", () => {
    const disk = diskAfter(write("old", 0, "new"));
    expect(imageName(disk, "torn sectors", 1)).toBeUndefined();
    expect(imageName(disk, "all lost", 1)).not.toBe(imageName(disk, "none lost", 1));
  });
});

describe("contentOf()", () => {
  const operations = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("write" as const), at: fc.nat(40), data: fc.uint8Array({ maxLength: 20 }) }),
      fc.record({ kind: fc.constant("truncate" as const), length: fc.nat(60) }),
    ),
    { maxLength: 12 },
  );

  test("is what one operation after the other makes of the bytes", () => {
    fc.assert(
      fc.property(operations, (list) => {
        const typed: readonly DataOperation[] = list.map((one) =>
          one.kind === "write" ? { ...one, data: Buffer.from(one.data) } : one,
        );
        const whole = contentOf(Buffer.from("base"), typed);
        const step = typed.reduce<Buffer>((bytes, one) => contentOf(bytes, [one]), Buffer.from("base"));
        expect(whole.equals(step)).toBe(true);
      }),
    );
  });

  test("does not change by cutting writes into pieces", () => {
    fc.assert(
      fc.property(
        fc.nat(700),
        fc.uint8Array({ minLength: 1, maxLength: 2_000 }),
        fc.constantFrom(16, 512),
        (at, data, size) => {
          const one = { kind: "write", at, data: Buffer.from(data) } as const;
          expect(contentOf(Buffer.alloc(0), piecesOf(one, size)).equals(contentOf(Buffer.alloc(0), [one]))).toBe(true);
        },
      ),
    );
  });
});
