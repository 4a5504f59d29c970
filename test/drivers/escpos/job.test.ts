import { expect, test } from "vitest";
import { openDrawer, toBytes } from "../../../drivers/escpos/commands.ts";
import { encodeJob } from "../../../drivers/escpos/job.ts";
import { loadProfile } from "../../../drivers/escpos/profile.ts";
import { createBitmap, fill } from "../../../drivers/raster/bitmap.ts";
import { Machine, type MachineOptions } from "../../../simulator/printer/machine.ts";
import type { PageDots } from "../../../simulator/printer/paper.ts";

const EPSON = loadProfile("epson-tm-t20", 576);

function picture() {
  const bitmap = createBitmap(576, 200);
  // No two rows alike: nothing in it can be blown up.
  for (let row = 0; row < 150; row++) fill(bitmap, 30 + (row % 3), 20 + row, 500, 1);
  return bitmap;
}

function plugIn(options: Partial<MachineOptions> = {}) {
  const pages: PageDots[] = [];
  const answers: number[] = [];
  const machine = new Machine(
    { width: 576, ...options },
    {
      answer: (bytes) => answers.push(...bytes),
      page: (page) => pages.push(page),
    },
  );
  return { machine, pages, answers };
}

test("encodeJob() sets up, prints, cuts and asks for proof, in this order", () => {
  expect(encodeJob(picture(), EPSON, "clean").map(({ name }) => name)).toEqual([
    "initialise",
    "real-time-off",
    "dot-units 203",
    "feed 20",
    "margin 24",
    "raster 512x28",
    "raster 512x28",
    "raster 512x28",
    "raster 512x28",
    "raster 512x28",
    "raster 512x10",
    "feed 30",
    "cut partial",
    "ask-when-done",
  ]);
});

test("encodeJob() prints the right height on a printer that counts in half dots", () => {
  const { machine, pages } = plugIn({ unitsPerInch: 406 });
  machine.receive(toBytes(encodeJob(picture(), EPSON, "clean")));
  expect(pages[0]?.height).toBe(200);
});

test("encodeJob() gets the proof only after the paper is cut, and never without paper", () => {
  const job = toBytes(encodeJob(picture(), EPSON, "clean"));
  const good = plugIn();
  good.machine.receive(job);
  expect([good.pages.length, good.answers.length]).toEqual([1, 1]);
  const empty = plugIn({ paperRows: 100 });
  empty.machine.receive(job);
  expect([empty.pages.length, empty.answers.length]).toEqual([0, 0]);
});

test("encodeJob() resynchronises a printer that was left in the middle of a band", () => {
  const whole = toBytes(encodeJob(picture(), EPSON, "clean"));
  // Broken off after every number of bytes around the first bands.
  for (const broken of [9, 14, 20, 24, 31, 100, 3000, 3900, 4096, 7000]) {
    const { machine, pages } = plugIn();
    machine.receive(whole.subarray(0, broken));
    machine.receive(toBytes(encodeJob(picture(), EPSON, "unknown")));
    expect(machine.counters().junk, `broken after ${broken} bytes`).toBe(0);
    const rows = pages[0]?.rows ?? new Uint8Array();
    expect(Buffer.from(rows.subarray(rows.length - 200 * 72)).equals(picture().rows)).toBe(true);
  }
});

test("encodeJob() without resynchronisation would lose the beginning of the next receipt", () => {
  const whole = toBytes(encodeJob(picture(), EPSON, "clean"));
  const { machine, pages } = plugIn();
  machine.receive(whole.subarray(0, 3000));
  machine.receive(whole);
  const rows = pages[0]?.rows ?? new Uint8Array();
  expect(Buffer.from(rows.subarray(rows.length - 200 * 72)).equals(picture().rows)).toBe(false);
});

test("encodeJob() feeds past the tear bar where there is no knife, and asks nothing of a printer that never answers", () => {
  const profile = { ...loadProfile("generic-58mm", 384), status: "none" } as const;
  const names = encodeJob(createBitmap(384, 10), profile, "clean").map(({ name }) => name);
  expect(names).toEqual(["initialise", "raster 8x10", "raster 8x80"]);
});

test("encodeJob() refuses a picture wider than the printer", () => {
  expect(() => encodeJob(picture(), loadProfile("epson-tm-t88", 512), "clean")).toThrow("does not fit");
});

test("encodeJob() never opens the drawer; openDrawer() does, once", () => {
  const { machine } = plugIn();
  machine.receive(toBytes(encodeJob(picture(), EPSON, "unknown")));
  expect(machine.counters().drawerPulses).toBe(0);
  machine.receive(openDrawer({ pin: 2, onMs: 50, offMs: 500 }).bytes);
  expect(machine.counters().drawerPulses).toBe(1);
});
