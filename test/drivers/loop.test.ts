// The whole way: model → dots → bytes → TCP → virtual printer → PNG. The dots are identical and the QR code reads back.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PAPERS } from "../../agent/core/receipt/paper.ts";
import { RECEIPT_TEXTS } from "../../config/receipt-texts.ts";
import { toBytes } from "../../drivers/escpos/commands.ts";
import { encodeJob } from "../../drivers/escpos/job.ts";
import { loadProfile, profileNames } from "../../drivers/escpos/profile.ts";
import { bitmapToPng } from "../../drivers/raster/png.ts";
import { render } from "../../drivers/raster/render.ts";
import { qrTextOf } from "../../simulator/printer/read-qr.ts";
import { startPrinter } from "../../simulator/printer/server.ts";
import { send } from "../simulator/printer/client.ts";
import { qrText, SAMPLES } from "./raster/samples.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "khatm-paper-"));

test.each(PAPERS)(
  "every sample comes out of a printer of %i dots, dot for dot, and its QR code reads back",
  async (paper) => {
    // Small printers have no knife: the page is torn off after the job.
    const printer = await startPrinter({ port: 0, width: paper, out: folder(), hasKnife: paper !== 384 });
    const profile = { ...loadProfile("generic", paper), width: paper };
    for (const [index, model] of Object.values(SAMPLES).entries()) {
      const picture = render(model, paper, RECEIPT_TEXTS);
      expect(await send(printer.port, toBytes(encodeJob(picture, profile, "unknown")))).toEqual([0x00]);
      await expect.poll(() => printer.pages.length).toBe(index + 1);
      const page = printer.pages.at(-1);
      const rows = page?.rows.subarray(0, picture.rows.length) ?? new Uint8Array();
      expect(Buffer.compare(rows, picture.rows)).toBe(0);
      expect(await qrTextOf(readFileSync(page?.file ?? ""))).toBe(model.qr);
    }
    expect(printer.counters()).toMatchObject({ junk: 0, drawerPulses: 0, realTime: 0 });
    await printer.close();
  },
);

test.each(profileNames())("a receipt keeps its height and dots with the profile %s", async (name) => {
  const profile = loadProfile(name, 576);
  // Half-dot units wherever the profile sets its own: the maker's default must not matter.
  const unitsPerInch = profile.feeds === "set-units" ? 2 * profile.dotsPerInch : profile.dotsPerInch;
  const printer = await startPrinter({
    port: 0,
    width: profile.width,
    out: folder(),
    dotsPerInch: profile.dotsPerInch,
    unitsPerInch,
  });
  const picture = render(SAMPLES.restaurant, profile.width, RECEIPT_TEXTS);
  const job = toBytes(encodeJob(picture, { ...profile, cutter: "partial" }, "clean"));
  await send(printer.port, job);
  expect(printer.pages[0]?.height).toBe(picture.height);
  expect(Buffer.compare(printer.pages[0]?.rows ?? new Uint8Array(), picture.rows)).toBe(0);
  await printer.close();
});

test("QR texts of every length a receipt can have read back from the dots", async () => {
  for (const paper of PAPERS) {
    for (const length of [500, 520, 611, 640, 700, 792, 793, 857, 920, 1000]) {
      const text = qrText(length);
      const picture = render({ ...SAMPLES.cafe, qr: text }, paper, RECEIPT_TEXTS);
      expect(await qrTextOf(bitmapToPng(picture)), `${length} characters on ${paper} dots`).toBe(text);
    }
  }
});

test("a receipt of five items on 80 mm paper is under 60 KB where the printer can indent and magnify", () => {
  const items = [...SAMPLES.cafe.lines, ...SAMPLES.cafe.lines].slice(0, 5);
  for (const name of ["epson-tm-t20", "epson-tm-t88", "citizen", "bixolon"]) {
    const profile = loadProfile(name, 576);
    const picture = render({ ...SAMPLES.cafe, lines: items }, profile.width, RECEIPT_TEXTS);
    expect(toBytes(encodeJob(picture, profile, "clean")).length, name).toBeLessThan(60_000);
  }
});
