import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { run } from "../../../simulator/printer/main.ts";
import { send } from "./client.ts";

const ENTRY = join(import.meta.dirname, "../../../simulator/printer/main.ts");

async function ran(...argv: readonly string[]) {
  let [out, err] = ["", ""];
  const code = await run(argv, AbortSignal.abort(), {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

test("the program prints what it is sent, obeys its keyboard, and ends when it is told to", async () => {
  const folder = mkdtempSync(join(tmpdir(), "khatm-printer-"));
  const child = spawn(process.execPath, [ENTRY, "--json", "--port", "0", "--width", "384", "--out", folder]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, unknown>> => JSON.parse(String((await lines.next()).value));
  const { port } = await next();
  child.stdin.write("paper out\n");
  child.stdin.write("counters\n");
  expect(await next()).toMatchObject({ waiting: 0 });
  expect(await send(Number(port), Uint8Array.of(0x10, 4, 4))).toEqual([0x7e]);
  child.stdin.write("paper in\n");
  await send(Number(port), Uint8Array.of(0x1b, 0x4a, 10, 0x1d, 0x56, 0x42, 0));
  expect(await next()).toEqual({ file: join(folder, "receipt-0001.png"), width: 384, height: 10 });
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("run() explains itself and refuses what it does not know", async () => {
  expect(await ran("--help")).toMatchObject({ code: 0, out: expect.stringContaining("--width DOTS") });
  expect(await ran("--width", "500")).toMatchObject({ code: 2, err: expect.stringContaining("384, 512 or 576") });
  expect(await ran("--rows", "many")).toMatchObject({ code: 2, err: expect.stringContaining("whole number") });
  expect(await ran("--colour")).toMatchObject({ code: 2 });
});

test("run() fails with a reason when its port is taken", async () => {
  const folder = mkdtempSync(join(tmpdir(), "khatm-printer-"));
  const { startPrinter } = await import("../../../simulator/printer/server.ts");
  const first = await startPrinter({ port: 0, width: 576, out: folder });
  const second = await ran("--port", String(first.port), "--out", folder);
  expect(second).toMatchObject({ code: 1, err: expect.stringContaining("EADDRINUSE") });
  await first.close();
});
