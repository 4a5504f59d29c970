import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";
import { afterAll, describe, expect, test } from "vitest";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { toBytes } from "../../../drivers/escpos/commands.ts";
import { encodeJob, encodePaper } from "../../../drivers/escpos/job.ts";
import { loadProfile, profileNames } from "../../../drivers/escpos/profile.ts";
import { type Design, PLAIN } from "../../../drivers/raster/design.ts";
import { bitmapToPng } from "../../../drivers/raster/png.ts";
import { render } from "../../../drivers/raster/render.ts";
import { openRenderer, sharedRenderer } from "../../../drivers/raster/renderer.ts";
import { SAMPLES, SLIP } from "./samples.ts";

const EPSON = loadProfile("epson-tm-t20", 576);

/** The first bytes of every PNG file. */
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

const pngOf = (...paper: Parameters<typeof render>): Uint8Array => bitmapToPng(render(...paper));

test("png() makes the dots of render() in a thread of its own", async () => {
  await using renderer = openRenderer(RECEIPT_TEXTS);
  const files = await Promise.all([
    renderer.png(SAMPLES.cafe, 576),
    renderer.png(SLIP, 384),
    renderer.png(SAMPLES.test, 512),
  ]);
  expect(files).toEqual([
    pngOf(SAMPLES.cafe, 576, RECEIPT_TEXTS),
    pngOf(SLIP, 384, RECEIPT_TEXTS),
    pngOf(SAMPLES.test, 512, RECEIPT_TEXTS),
  ]);
});

describe("for a printer", () => {
  const renderer = openRenderer(RECEIPT_TEXTS);
  afterAll(() => renderer.close());

  test.each(profileNames())("the thread's bytes are those of encodePaper() and encodeJob() (%s)", async (name) => {
    const profile = loadProfile(name, 576);
    for (const model of [SAMPLES.restaurant, SLIP]) {
      const picture = render(model, profile.width, RECEIPT_TEXTS);
      const { commands, sha256 } = await renderer.commands(model, profile.width, profile);
      expect(commands).toEqual(encodePaper(picture, profile));
      expect(sha256).toBe(picture.sha256);
      const job = await renderer.job(model, profile.width, profile);
      expect(job).toEqual(toBytes(encodeJob(picture, profile, "unknown")));
    }
  });

  test("commands() hands over one buffer, however many commands there are", async () => {
    const { commands } = await renderer.commands(SAMPLES.cafe, 576, EPSON);
    expect(commands.length).toBeGreaterThan(20);
    expect(new Set(commands.map(({ bytes }) => bytes.buffer)).size).toBe(1);
  });

  test("a paper wider than its printer is refused as one that cannot be drawn, and the next one comes", async () => {
    const narrow = loadProfile("generic-58mm", 384);
    for (const refused of [renderer.commands(SLIP, 576, narrow), renderer.job(SLIP, 576, narrow)]) {
      await expect(refused).rejects.toMatchObject({ code: "paper-failed" });
      await expect(refused).rejects.toThrow("576 dots does not fit a printer of 384");
    }
    expect((await renderer.commands(SLIP, 384, narrow)).commands.at(-1)?.name).toBe("raster 8x80");
  });
});

test("openRenderer() says what went wrong and goes on with the next paper", async () => {
  await using renderer = openRenderer(RECEIPT_TEXTS);
  const tooMuch = { ...SAMPLES.cafe, qr: "x".repeat(5000) };
  const refused = renderer.commands(tooMuch, 384, EPSON);
  await expect(refused).rejects.toThrow("5000 bytes do not fit a QR code");
  await expect(refused).rejects.toMatchObject({ code: "paper-failed" });
  expect((await renderer.png(SAMPLES.cafe, 384)).subarray(0, 4)).toEqual(SIGNATURE);
});

test("openRenderer() fails what waits when it is closed, and closes twice without harm", async () => {
  const renderer = openRenderer(RECEIPT_TEXTS);
  const waiting = expect(renderer.commands(SAMPLES.supermarket, 576, EPSON)).rejects.toThrow("closed");
  await renderer.close();
  await waiting;
  await renderer.close();
});

test("openRenderer() fails what waits when its thread dies, and starts a new one with the next paper", async () => {
  const threads: Worker[] = [];
  const seen = (message: unknown): void => void threads.push((message as { readonly worker: Worker }).worker);
  subscribe("worker_threads", seen);
  await using renderer = openRenderer(RECEIPT_TEXTS);
  const waiting = [renderer.commands(SLIP, 576, EPSON), renderer.job(SLIP, 576, EPSON), renderer.png(SLIP, 576)];
  const failed = waiting.map((paper) => expect(paper).rejects.toThrow("the raster's worker ended"));
  await threads[0]?.terminate();
  await Promise.all(failed);
  expect((await renderer.job(SLIP, 576, EPSON)).length).toBeGreaterThan(0);
  expect(threads).toHaveLength(2);
  unsubscribe("worker_threads", seen);
});

test("sharedRenderer() closes with the last of its users", async () => {
  const shared = sharedRenderer(openRenderer(RECEIPT_TEXTS), 2);
  await shared.close();
  expect((await shared.png(SLIP, 384)).subarray(0, 4)).toEqual(SIGNATURE);
  expect((await shared.job(SLIP, 576, EPSON)).length).toBeGreaterThan(0);
  const waiting = expect(shared.commands(SAMPLES.supermarket, 576, EPSON)).rejects.toThrow("closed");
  await shared.close();
  await waiting;
});

test("openRenderer() draws with the design it was opened with", async () => {
  const design: Design = { template: { ...PLAIN.template, sizes: { ...PLAIN.template.sizes, due: 10 } } };
  await using renderer = openRenderer(RECEIPT_TEXTS, design);
  expect(await renderer.png(SAMPLES.cafe, 576)).toEqual(pngOf(SAMPLES.cafe, 576, RECEIPT_TEXTS, design));
});
