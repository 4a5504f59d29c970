import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isFault } from "../../../agent/core/errors.ts";
import { sendToFile } from "../../../drivers/transport/file.ts";

test("sendToFile() appends job after job", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "khatm-print-")), "jobs.bin");
  expect(await sendToFile(path, Uint8Array.of(1, 2))).toBe("sent");
  await sendToFile(path, Uint8Array.of(3));
  expect([...readFileSync(path)]).toEqual([1, 2, 3]);
});

test.each(["/dev/null", "/nowhere/at/all"])("sendToFile() refuses %s as a printer fault", async (path) => {
  const refused = await sendToFile(path, Uint8Array.of(1)).catch((thrown: unknown) => thrown);
  expect(isFault(refused, "printer-failed")).toBe(true);
});
