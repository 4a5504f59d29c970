import fc from "fast-check";
import { encode } from "uqr";
import { expect, test } from "vitest";
import { PAPERS } from "../../../agent/core/receipt/paper.ts";
import { planQr } from "../../../drivers/raster/qr-plan.ts";

const LEVELS = ["L", "M", "Q", "H"] as const;
const WANTED = { 384: 4, 512: 5, 576: 5 } as const;

test.each([
  [612, 384, "M", 4],
  [624, 384, "M", 4],
  [625, 384, "L", 4],
  [792, 384, "L", 4],
  [611, 576, "Q", 5],
  [612, 576, "M", 5],
  [857, 576, "M", 5],
  [711, 512, "M", 5],
  [712, 512, "L", 5],
] as const)("planQr() follows the table of printing.md for %i bytes at %i dots", (bytes, paper, level, module) => {
  expect(planQr(bytes, paper)).toMatchObject({ errorCorrection: level, module });
});

test("planQr() gives up module size only above 792 bytes on the narrowest paper", () => {
  expect(planQr(793, 384).module).toBe(3);
  expect(planQr(1000, 384).module).toBe(3);
});

test("planQr() enlarges a short text's modules without losing error correction", () => {
  expect(planQr(440, 576)).toMatchObject({ errorCorrection: "H", module: 5 });
  expect(planQr(100, 576)).toMatchObject({ errorCorrection: "H", module: 6 });
});

test("planQr() fits the paper and takes the best error correction of the biggest module", () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 1000 }), fc.constantFrom(...PAPERS), (bytes, paper) => {
      const { version, errorCorrection, module, modules } = planQr(bytes, paper);
      expect(modules).toBe(17 + 4 * version);
      expect(modules * module).toBeLessThanOrEqual(paper);
      expect(module).toBeGreaterThanOrEqual(bytes <= 792 ? WANTED[paper] : 3);
      // The next level up would need a symbol that is too wide.
      const better = LEVELS[LEVELS.indexOf(errorCorrection) + 1];
      if (better === undefined) return;
      const { size } = encode(
        Array.from({ length: bytes }, () => 65),
        { ecc: better, boostEcc: false, border: 0, maskPattern: 0 },
      );
      expect(size * module).toBeGreaterThan(paper - 32);
    }),
    { numRuns: 120 },
  );
});

test("planQr() knows the capacity of every version: the library agrees", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(...PAPERS), (bytes, paper) => {
      const plan = planQr(bytes, paper);
      const data = Array.from({ length: bytes }, () => 97);
      expect(encode(data, { ecc: plan.errorCorrection, boostEcc: false, border: 0, maskPattern: 0 }).size).toBe(
        plan.modules,
      );
    }),
    { numRuns: 60 },
  );
});

test("planQr() refuses what no symbol holds", () => {
  expect(() => planQr(5000, 384)).toThrow(RangeError);
});
