import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileTransport } from "../../../drivers/transport/file.ts";
import { LinkLost } from "../../../drivers/transport/link.ts";

test("fileTransport() appends job after job, and nobody answers", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "khatm-print-")), "jobs.bin");
  for (const job of [[1, 2], [3]]) {
    const link = await fileTransport(path).open();
    await link.write(Uint8Array.from(job));
    expect([link.answers, await link.read(10)]).toEqual([false, undefined]);
    await link.finish();
  }
  expect([...readFileSync(path)]).toEqual([1, 2, 3]);
});

test.each(["/dev/null", "/nowhere/at/all"])("fileTransport() refuses %s", async (path) => {
  await expect(fileTransport(path).open()).rejects.toBeInstanceOf(LinkLost);
});
