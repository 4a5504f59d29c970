// The same receipt through every cable: a serial line (serialport on a real pseudo-terminal), a character device opened as
// the kernel's USB printer is, and the network. What comes out is the same dot for dot, and two decoders read its QR code.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printerFailureOf } from "../../agent/core/errors.ts";
import { RECEIPT_TEXTS } from "../../config/receipt-texts.ts";
import type { PrinterSettings } from "../../drivers/printer-settings.ts";
import { openReceiptPrinter } from "../../drivers/receipt-printer.ts";
import { PATIENCE } from "../../drivers/transport/link.ts";
import { qrTextOf } from "../../simulator/printer/read-qr.ts";
import { type Page, type PrinterOptions, startPrinter } from "../../simulator/printer/server.ts";
import { SAMPLES } from "../drivers/raster/samples.ts";
import { type Cable, noCable, plugCable } from "./support/cable-pty.ts";

const RECEIPTS = [SAMPLES.restaurant, SAMPLES.cafe, SAMPLES["credit-note"]];
const COMMON = { dots: 576, baudRate: 115_200, flowControl: "profile", drawerPin: "profile" } as const;
const folder = (): string => mkdtempSync(join(tmpdir(), "khatm-cables-"));
const hasZbar = spawnSync("zbarimg", ["--version"]).status === 0;

interface Printed {
  readonly dots: readonly string[];
  readonly states: readonly string[];
  readonly pages: readonly Page[];
  readonly counters: object;
}

/** Prints the receipts, a drawer pulse between them, on a virtual printer at the other end of a cable. */
async function printOver(options: Partial<PrinterOptions>, settings: (port: number) => Partial<PrinterSettings>) {
  const printer = await startPrinter({ width: 576, out: folder(), ...options });
  const address = { transport: "none", address: undefined, profile: "epson-tm-t20", ...COMMON } as const;
  const port = openReceiptPrinter({ ...address, ...settings(printer.port) }, RECEIPT_TEXTS);
  try {
    const answers: { readonly state: string; readonly dots: string }[] = [];
    for (const receipt of RECEIPTS) {
      answers.push(await port.print(receipt));
      await port.openDrawer();
    }
    expect(await port.condition()).toBe("ready");
    const printed: Printed = {
      dots: answers.map(({ dots }) => dots),
      states: answers.map(({ state }) => state),
      pages: [...printer.pages],
      counters: printer.counters(),
    };
    return printed;
  } finally {
    await port.close();
    await printer.close();
  }
}

describe.skipIf(noCable !== undefined)(`three cables${noCable === undefined ? "" : ` (${noCable})`}`, () => {
  const cables: Cable[] = [];
  const printed: Record<string, Printed> = {};
  const onDevice = async (transport: "serial" | "usb-lp", profile: string) => {
    const cable = await plugCable();
    cables.push(cable);
    return await printOver({ device: cable.printer }, () => ({ transport, address: cable.agent, profile }));
  };

  beforeAll(async () => {
    printed["tcp"] = await printOver({ port: 0 }, (port) => ({ transport: "tcp", address: `127.0.0.1:${port}` }));
    printed["usb-lp"] = await onDevice("usb-lp", "epson-tm-t20");
    printed["serial"] = await onDevice("serial", "epson-tm-t20");
    printed["serial, plain profile"] = await onDevice("serial", "generic");
  }, 300_000);
  afterAll(async () => {
    for (const cable of cables) await cable.pull();
  });

  test.each(["tcp", "usb-lp", "serial", "serial, plain profile"])(
    "%s: every receipt is confirmed by the printer, the drawer opens once for each, and nothing else happens",
    (cable) => {
      expect(printed[cable]?.states).toEqual(RECEIPTS.map(() => "confirmed"));
      expect(printed[cable]?.counters).toMatchObject({ drawerPulses: 3, powerOffs: 0, junk: 0, lost: 0, waiting: 0 });
    },
  );

  test("what comes out is the same on every cable, dot for dot", () => {
    const [first, ...others] = Object.values(printed);
    expect(first?.pages).toHaveLength(RECEIPTS.length);
    for (const { pages, dots } of others) {
      expect(dots).toEqual(first?.dots);
      expect(pages.map(({ height }) => height)).toEqual(first?.pages.map(({ height }) => height));
      for (const [at, page] of pages.entries()) {
        expect(Buffer.compare(page.rows, first?.pages[at]?.rows ?? new Uint8Array())).toBe(0);
      }
    }
  });

  test("every printed QR code reads back with zxing", async () => {
    for (const { pages } of Object.values(printed)) {
      for (const [at, { file }] of pages.entries()) expect(await qrTextOf(readFileSync(file))).toBe(RECEIPTS[at]?.qr);
    }
  });

  test.skipIf(!hasZbar)("every printed QR code reads back with zbar (zbarimg)", () => {
    for (const { pages } of Object.values(printed)) {
      for (const [at, { file }] of pages.entries()) {
        const { stdout } = spawnSync("zbarimg", ["-q", "--nodbus", "--raw", "-Sdisable", "-Sqrcode.enable", file]);
        expect(stdout.toString().trim()).toBe(RECEIPTS[at]?.qr);
      }
    }
  });

  test.each(["usb-lp", "serial"] as const)(
    "%s: a cable pulled in the middle is told, and the printer goes on when it is back",
    async (transport) => {
      const cable = await plugCable();
      cables.push(cable);
      const before = await startPrinter({ width: 576, out: folder(), device: cable.printer });
      const port = openReceiptPrinter(
        { transport, address: cable.agent, profile: "epson-tm-t20", ...COMMON },
        RECEIPT_TEXTS,
      );
      const broken = await port.print(SAMPLES.cafe, () => cable.pull()).catch(printerFailureOf);
      expect(broken).toEqual({ started: true, condition: "away" });
      expect(await port.condition()).toBe("away");
      await before.close();
      await cable.plug();
      const after = await startPrinter({ width: 576, out: folder(), device: cable.printer });
      expect((await port.print(SAMPLES.cafe)).state).toBe("confirmed");
      // What hung out of it was marked and cut off first.
      expect(after.pages).toHaveLength(2);
      expect(after.pages[1]?.height).toBe(printed["tcp"]?.pages[1]?.height);
      await port.close();
      await after.close();
    },
  );

  /** A serial printer that is told to lose what its small buffer has no room for. */
  const printLossy = async (flowControl: "none" | "rts-cts") => {
    const cable = await plugCable();
    cables.push(cable);
    const lossy = { device: cable.printer, speed: 100, bufferBytes: 4096, losesOverflow: true };
    const printer = await startPrinter({ width: 576, out: folder(), ...lossy });
    const port = openReceiptPrinter(
      { transport: "serial", address: cable.agent, profile: "generic", ...COMMON, flowControl },
      RECEIPT_TEXTS,
      { ...PATIENCE, busyMs: 2_000, proofMs: 2_000 },
    );
    const state = await port.print(SAMPLES.cafe).then(
      (answer) => answer.state,
      () => "failed",
    );
    const seen = { state, lost: printer.counters().lost, heights: printer.pages.map(({ height }) => height) };
    await port.close();
    await printer.close();
    return seen;
  };

  test("a serial printer without flow control is sent no more than its head keeps up with", async () => {
    expect(await printLossy("none")).toEqual({
      state: "confirmed",
      lost: 0,
      heights: [printed["serial, plain profile"]?.pages[1]?.height],
    });
  });

  test("the same printer loses dots where it is believed to hold us back, which is what pacing is for", async () => {
    expect((await printLossy("rts-cts")).lost).toBeGreaterThan(0);
  });
});
