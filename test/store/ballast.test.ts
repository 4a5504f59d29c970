// Ballast on a real, small file system is the fault suite's affair; here: what it takes and gives back.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskRoom, dropBallast, hasBallast, takeBallast } from "../../agent/store/ballast.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-ballast-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("takeBallast() really takes its room, and dropBallast() gives it back", () => {
  takeBallast(folder);
  const { blocks, size, mode } = statSync(join(folder, "ballast"));
  expect(blocks * 512).toBeGreaterThanOrEqual(size);
  expect(mode & 0o777).toBe(0o600);
  expect(hasBallast(folder)).toBe(true);
  dropBallast(folder);
  expect(hasBallast(folder)).toBe(false);
});

test("diskRoom() takes ballast on board where there is room, and tells what is left", () => {
  expect(diskRoom(folder)()).toBeGreaterThan(0);
  expect(hasBallast(folder)).toBe(true);
});
