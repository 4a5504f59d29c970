// Jobs over the network to a virtual printer that is given every trouble a shop knows: what the port tells of each paper
// is what came out.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { printerFailureOf } from "../../../agent/core/errors.ts";
import type { ReceiptPrinter } from "../../../agent/ports/printing.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { openRenderer, type Renderer } from "../../../drivers/raster/renderer.ts";
import { printerWith } from "../../../drivers/receipt-printer.ts";
import { type Printer, type PrinterOptions, startPrinter } from "../../../simulator/printer/server.ts";
import { SAMPLES } from "../raster/samples.ts";

/** A printer that will answer is waited for, however slow the machine is; one that keeps silent on purpose is not. */
const PATIENT = { connectMs: 20_000, answerMs: 20_000, busyMs: 20_000, stallMs: 20_000, proofMs: 20_000 };
const HASTY = { ...PATIENT, answerMs: 500, busyMs: 1_000, stallMs: 2_000, proofMs: 1_000 };
const RECEIPT = SAMPLES.cafe;
/** One raster for all: starting one takes longer than a job. */
const renderer = openRenderer(RECEIPT_TEXTS);
const shared: Renderer = {
  png: (model, paper) => renderer.png(model, paper),
  commands: (model, paper, profile) => renderer.commands(model, paper, profile),
  job: (model, paper, profile) => renderer.job(model, paper, profile),
  close: () => Promise.resolve(),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};
const open: { close(): Promise<void> }[] = [];

afterAll(() => renderer.close());
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function plugIn(
  options: Partial<PrinterOptions> = {},
  profile = "epson-tm-t20",
  patience = PATIENT,
): Promise<{ readonly printer: Printer; readonly port: ReceiptPrinter }> {
  const out = mkdtempSync(join(tmpdir(), "khatm-press-"));
  const printer = await startPrinter({ port: 0, width: 576, out, ...options });
  const port = printerWith(
    shared,
    {
      transport: "tcp",
      address: `127.0.0.1:${printer.port}`,
      profile,
      dots: 576,
      baudRate: 115_200,
      flowControl: "profile",
      drawerPin: "profile",
    },
    patience,
  );
  open.push(port, printer);
  return { printer, port };
}

/** What the port tells of a job that failed. */
const failed = (job: Promise<unknown>) =>
  job.then(
    () => "no failure",
    (thrown: unknown) => printerFailureOf(thrown),
  );

/** The heights of the receipt and of what came out, to tell a whole paper from a piece. */
const heights = ({ pages }: Printer): readonly number[] => pages.map(({ height }) => height);

async function wholeHeight(): Promise<number> {
  const { printer, port } = await plugIn();
  await port.print(RECEIPT);
  return printer.pages[0]?.height ?? 0;
}

describe("before the first dot", () => {
  test.each([
    ["paper-out", (printer: Printer) => printer.setPaper(0)],
    ["cover-open", (printer: Printer) => printer.setCover(true)],
    ["cutter", (printer: Printer) => printer.setCutter(true)],
    ["overheated", (printer: Printer) => printer.setHead(true)],
    ["away", (printer: Printer) => printer.setPower(false)],
    ["offline", (printer: Printer) => printer.setVoice("mute")],
  ] as const)("print() sends nothing to a printer that is %s, and says so", async (condition, trouble) => {
    const { printer, port } = await plugIn({}, "epson-tm-t20", condition === "offline" ? HASTY : PATIENT);
    trouble(printer);
    let started = 0;
    const start = () => Promise.resolve(void started++);
    expect(await failed(port.print(RECEIPT, start))).toEqual({ started: false, condition });
    expect(await port.condition()).toBe(condition);
    expect([started, printer.pages.length, printer.hanging().height]).toEqual([0, 0, 0]);
  });

  test("print() goes on alone when the trouble is over, with a whole receipt", async () => {
    const { printer, port } = await plugIn();
    printer.setPaper(0);
    await failed(port.print(RECEIPT));
    printer.setPaper(1_000_000);
    expect(await port.condition()).toBe("ready");
    expect((await port.print(RECEIPT)).state).toBe("confirmed");
    expect(heights(printer)).toEqual([await wholeHeight()]);
  });

  test("condition() tells that paper is nearly used up, and print() prints on it", async () => {
    const { printer, port } = await plugIn({ paperRows: 1_990 });
    expect(await port.condition()).toBe("paper-low");
    expect((await port.print(RECEIPT)).state).toBe("confirmed");
    expect(printer.pages).toHaveLength(1);
  });

  test("print() calls onStart once, before any dot is on paper; where that fails nothing is printed", async () => {
    const { printer, port } = await plugIn();
    await port.print(RECEIPT, async () => expect(printer.hanging().height).toBe(0));
    const broken = port.print(RECEIPT, () => Promise.reject(new Error("the journal is full")));
    await expect(broken).rejects.toThrow("the journal is full");
    expect([printer.pages.length, printer.hanging().height]).toEqual([1, 0]);
  });
});

describe("in the middle", () => {
  test("paper that ends stops the job; the stub is marked and cut off, and the next paper is whole", async () => {
    const { printer, port } = await plugIn({ paperRows: 700 });
    expect(await failed(port.print(RECEIPT))).toEqual({ started: true, condition: "paper-out" });
    expect(printer.pages).toHaveLength(0);
    printer.setPaper(1_000_000);
    expect((await port.print(RECEIPT)).state).toBe("confirmed");
    const whole = await wholeHeight();
    expect(printer.pages).toHaveLength(2);
    expect(heights(printer)[1]).toBe(whole);
    expect(printer.counters().junk).toBe(0);
  });

  test.each([
    ["hangs up", (printer: Printer) => printer.hangUp()],
    ["is switched off", (printer: Printer) => printer.setPower(false)],
  ])("a printer that %s has started, and prints the next paper whole", async (_, trouble) => {
    const { printer, port } = await plugIn();
    const job = port.print(RECEIPT, () => Promise.resolve(trouble(printer)));
    expect(await failed(job)).toEqual({ started: true, condition: "away" });
    printer.setPower(true);
    expect((await port.print(RECEIPT)).state).toBe("confirmed");
    expect(heights(printer).at(-1)).toBe(await wholeHeight());
    expect(printer.counters().junk).toBe(0);
  });

  test("a cover opened under a full buffer is told, and no answer to the broken job proves the next", async () => {
    const { printer, port } = await plugIn({ speed: 500 }, "xprinter");
    const broken = failed(port.print(RECEIPT));
    await expect.poll(() => printer.hanging().height, { interval: 5 }).toBeGreaterThan(100);
    printer.setCover(true);
    expect(await broken).toEqual({ started: true, condition: "cover-open" });
    printer.setCover(false);
    expect((await port.print(RECEIPT)).state).toBe("confirmed");
    expect(heights(printer).at(-1)).toBe(await wholeHeight());
    expect(printer.counters().waiting).toBe(0);
  });

  test("a small buffer full of a receipt without paper keeps silent, and comes back with the paper", async () => {
    const { printer, port } = await plugIn({ speed: 500, bufferBytes: 4096, paperRows: 700 }, "epson-tm-t20", HASTY);
    expect(await failed(port.print(RECEIPT))).toMatchObject({ started: true });
    printer.setPaper(1_000_000);
    await expect.poll(() => port.condition()).toBe("ready");
    expect((await port.print(RECEIPT)).state).toBe("confirmed");
    expect(heights(printer).at(-1)).toBe(await wholeHeight());
    expect(printer.counters().junk).toBe(0);
  });

  test("a printer with a small buffer and a slow head holds us back, and nothing is lost", async () => {
    const { printer, port } = await plugIn({ speed: 500, bufferBytes: 4096 });
    expect((await port.print(RECEIPT)).state).toBe("confirmed");
    expect(heights(printer)).toEqual([await wholeHeight()]);
  });
});

describe("printers that do not answer", () => {
  test("a mute one gets the paper when its profile allows for it, and nothing is claimed", async () => {
    const { printer, port } = await plugIn({ voice: "mute" }, "xprinter", HASTY);
    expect((await port.print(RECEIPT)).state).toBe("unconfirmed");
    expect(await port.condition()).toBe("unknown");
    await expect.poll(() => heights(printer)).toEqual([await wholeHeight()]);
  });

  test("one that answered once and falls silent is offline", async () => {
    const { printer, port } = await plugIn({}, "xprinter", HASTY);
    await port.print(RECEIPT);
    printer.setVoice("mute");
    expect(await failed(port.print(RECEIPT))).toEqual({ started: false, condition: "offline" });
  });

  test.each(["epson-tm-t20", "xprinter"])("noise proves nothing (%s)", async (profile) => {
    const { printer, port } = await plugIn({ voice: "garbage" }, profile, HASTY);
    expect((await port.print(RECEIPT)).state).toBe("unconfirmed");
    expect(await port.condition()).toBe("unknown");
    await expect.poll(() => printer.pages.length).toBe(1);
  });

  test("a network without the printer is away, and says where it looked", async () => {
    const { printer, port } = await plugIn();
    await printer.close();
    await expect(port.print(RECEIPT)).rejects.toThrow(`no printer at 127.0.0.1:${printer.port}`);
    expect(await port.condition()).toBe("away");
  });
});

describe("the cash drawer", () => {
  test("openDrawer() gives one pulse, also between papers, and never with one", async () => {
    const { printer, port } = await plugIn();
    await port.print(RECEIPT);
    await port.openDrawer();
    await port.print(RECEIPT);
    expect(printer.counters()).toMatchObject({ drawerPulses: 1, realTime: expect.any(Number) });
  });

  test("openDrawer() refuses where the pulse would come later, when nobody expects it", async () => {
    const { printer, port } = await plugIn();
    printer.setCover(true);
    expect(await failed(port.openDrawer())).toEqual({ started: false, condition: "cover-open" });
    printer.setCover(false);
    expect(printer.counters().drawerPulses).toBe(0);
  });

  test("openDrawer() works after a band that broke off", async () => {
    const { printer, port } = await plugIn();
    await failed(port.print(RECEIPT, () => Promise.resolve(printer.hangUp())));
    await port.openDrawer();
    expect(printer.counters()).toMatchObject({ drawerPulses: 1, junk: 0 });
  });
});
