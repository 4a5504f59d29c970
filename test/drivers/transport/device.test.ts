// Printers that are devices: the kernel's USB printer and the serial line, both on a real pseudo-terminal.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Link, LinkLost, LinkStalled, PATIENCE, type Transport } from "../../../drivers/transport/link.ts";
import { serialTransport } from "../../../drivers/transport/serial.ts";
import { usbLpTransport } from "../../../drivers/transport/usb-lp.ts";
import { type Cable, noCable, plugCable } from "../../printing/support/cable-pty.ts";

const HASTY = { ...PATIENCE, stallMs: 400 };
const TRANSPORTS = {
  "usb-lp": (path: string): Transport => usbLpTransport(path, HASTY),
  serial: (path: string): Transport => serialTransport({ path, baudRate: 115_200, flowControl: "none" }, HASTY),
} as const;
const KINDS = ["usb-lp", "serial"] as const;

const cables: Cable[] = [];
const opened: Transport[] = [];
afterEach(async () => {
  for (const transport of opened.splice(0)) await transport.close();
  for (const cable of cables.splice(0)) await cable.pull();
});

async function plugged(): Promise<Cable> {
  const cable = await plugCable();
  cables.push(cable);
  return cable;
}

function on(kind: keyof typeof TRANSPORTS, path: string): Transport {
  const transport = TRANSPORTS[kind](path);
  opened.push(transport);
  return transport;
}

async function readAll(link: Link, count: number, most = 200): Promise<readonly number[]> {
  const bytes: number[] = [];
  for (let tries = 0; bytes.length < count && tries < most; tries++) bytes.push(...((await link.read(50)) ?? []));
  return bytes;
}

describe.skipIf(noCable !== undefined)(`devices${noCable === undefined ? "" : ` (${noCable})`}`, () => {
  test.each(KINDS)("%s: bytes go both ways, and every value arrives as it was sent", async (kind) => {
    const cable = await plugged();
    const [agent, printer] = [await on(kind, cable.agent).open(), await on("usb-lp", cable.printer).open()];
    const every = Uint8Array.from({ length: 1024 }, (_, i) => i);
    await agent.write(every);
    expect(await readAll(printer, every.length)).toEqual([...every]);
    await printer.write(every.subarray(0, 256));
    expect(await readAll(agent, 256)).toEqual([...every.subarray(0, 256)]);
    expect(await agent.read(0)).toBeUndefined();
    await agent.finish();
  });

  test.each(KINDS)("%s: a pulled cable is noticed, and the printer is found again under its name", async (kind) => {
    const cable = await plugged();
    const transport = on(kind, cable.agent);
    const link = await transport.open();
    await cable.pull();
    await expect(readAll(link, 1)).rejects.toBeInstanceOf(LinkLost);
    await link.abandon();
    await expect(transport.open()).rejects.toBeInstanceOf(LinkLost);
    await cable.plug();
    const [again, printer] = [await transport.open(), await on("usb-lp", cable.printer).open()];
    // The names are there before the line is raw: what is sent first may be taken for keys.
    const carried = async (): Promise<readonly number[]> => {
      await again.write(Uint8Array.of(1, 2, 3));
      return (await readAll(printer, 3, 10)).slice(-3);
    };
    await expect.poll(carried).toEqual([1, 2, 3]);
  });

  test.each(KINDS)("%s: a cable pulled and plugged in between jobs costs no job", async (kind) => {
    const cable = await plugged();
    const transport = on(kind, cable.agent);
    await (await transport.open()).finish();
    await cable.pull();
    await cable.plug();
    const printer = await on("usb-lp", cable.printer).open();
    await expect
      .poll(async () => {
        const link = await transport.open();
        await link.write(Uint8Array.of(7));
        return await readAll(printer, 1);
      })
      .toEqual([7]);
  });

  test.each(KINDS)("%s: a printer that takes nothing is given up, not waited for", async (kind) => {
    const cable = await plugged();
    const link = await on(kind, cable.agent).open();
    const job = (async () => {
      for (let i = 0; i < 500; i++) await link.write(new Uint8Array(1024));
    })();
    await expect(job).rejects.toBeInstanceOf(LinkStalled);
    await link.abandon();
  });

  test.each(KINDS)("%s: nothing is written through a device that was let go of", async (kind) => {
    const cable = await plugged();
    const transport = on(kind, cable.agent);
    const link = await transport.open();
    await transport.close();
    await expect(link.write(Uint8Array.of(1))).rejects.toBeInstanceOf(LinkLost);
    await expect(link.read(10)).rejects.toBeInstanceOf(LinkLost);
  });

  // Trap C: a blocking write would hold process.exit for ever, and only SIGKILL would end it.
  test.each(
    KINDS.flatMap((kind) => [
      [kind, "exit", "stuck"],
      [kind, "alone", "LinkStalled"],
    ]),
  )("%s: a process whose printer takes nothing ends all the same (%s)", async (kind, ending, said) => {
    const cable = await plugged();
    const entry = join(import.meta.dirname, "stuck-child.ts");
    const child = spawn(process.execPath, [entry, kind ?? "", cable.agent, ending ?? ""], { timeout: 30_000 });
    let out = "";
    child.stdout.on("data", (text) => {
      out += String(text);
    });
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(out).toBe(said);
  });
});

test("usbLpTransport() names the remedy where there is no device, and refuses a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "khatm-device-"));
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(usbLpTransport(join(folder, "lp0")).open()).rejects.toThrow("unplugged or switched off");
  await expect(usbLpTransport(file).open()).rejects.toThrow('use transport "file"');
});

test("serialTransport() tells that a port is not there", async () => {
  const line = { path: "/dev/khatm/nothing", baudRate: 9600, flowControl: "xon-xoff" } as const;
  await expect(serialTransport(line).open()).rejects.toBeInstanceOf(LinkLost);
});
