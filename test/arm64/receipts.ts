// Draws every golden sample with the arm64 Node and compares the dots with those drawn here.
import { join } from "node:path";
import { goldenHashes, type Hashes } from "../drivers/raster/golden/hashes.ts";
import { ROOT, runOnArm } from "./emulator.ts";

/** @returns one line. @throws Error naming the papers that differ. */
export function receipts(): string {
  const node = runOnArm("-p", "process.version + ' ' + process.arch").trim();
  const there = JSON.parse(runOnArm(join(ROOT, "test/drivers/raster/golden/hashes.ts"))) as Hashes;
  const here = goldenHashes();
  const different = Object.keys({ ...here, ...there }).filter((name) => here[name] !== there[name]);
  if (different.length > 0) throw new Error(`drawn otherwise on ARM: ${different.join(", ")}`);
  const count = Object.keys(here).length;
  return `${count} papers drawn by ${node} and by ${process.version} ${process.arch}: all the same, dot for dot`;
}
