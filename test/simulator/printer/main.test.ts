import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { usbLpTransport } from "../../../drivers/transport/usb-lp.ts";
import { run } from "../../../simulator/printer/main.ts";
import { noCable, plugCable } from "../../printing/support/cable-pty.ts";
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

test.skipIf(noCable !== undefined)("the program prints at the end of a device, and obeys every key", async () => {
  const cable = await plugCable();
  const folder = mkdtempSync(join(tmpdir(), "khatm-printer-"));
  const argv = [
    "--device",
    cable.printer,
    "--json",
    "--width",
    "384",
    "--speed",
    "2000",
    "--buffer",
    "512",
    "--out",
    folder,
  ];
  const child = spawn(process.execPath, [ENTRY, ...argv]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, unknown>> => JSON.parse(String((await lines.next()).value));
  expect(await next()).toEqual({ port: 0 });
  const link = await usbLpTransport(cable.agent).open();
  const asked = async (key: string): Promise<readonly number[]> => {
    child.stdin.write(`${key}\ncounters\n`);
    await next();
    await link.write(Uint8Array.of(0x10, 4, 3));
    return [...((await link.read(5_000)) ?? [])];
  };
  expect(await asked("cutter jam")).toEqual([0x1a]);
  expect(await asked("cutter free")).toEqual([0x12]);
  expect(await asked("head hot")).toEqual([0x52]);
  expect(await asked("head cool")).toEqual([0x12]);
  expect(await asked("voice garbage")).toEqual([0xff]);
  child.stdin.write("voice answers\npaper 5000\n");
  const rows = new Uint8Array(48 * 100).fill(0xaa);
  await link.write(Uint8Array.of(0x1d, 0x76, 0x30, 0, 48, 0, 100, 0, ...rows, 0x1d, 0x56, 0x42, 0));
  expect(await next()).toEqual({ file: join(folder, "receipt-0001.png"), width: 384, height: 100 });
  child.stderr.setEncoding("utf8");
  child.stdin.write("dance\n");
  expect(String(await once(child.stderr, "data"))).toContain('unknown command "dance"');
  await link.abandon();
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  await cable.pull();
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
