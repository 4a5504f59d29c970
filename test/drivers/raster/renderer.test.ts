import { expect, test } from "vitest";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { type Design, PLAIN } from "../../../drivers/raster/design.ts";
import { render } from "../../../drivers/raster/render.ts";
import { openRenderer, sharedRenderer } from "../../../drivers/raster/renderer.ts";
import { SAMPLES, SLIP } from "./samples.ts";

test("openRenderer() makes the dots of render() in a thread of its own", async () => {
  await using renderer = openRenderer(RECEIPT_TEXTS);
  const pictures = await Promise.all([
    renderer.render(SAMPLES.cafe, 576),
    renderer.render(SLIP, 384),
    renderer.render(SAMPLES.test, 512),
  ]);
  const expected = [
    render(SAMPLES.cafe, 576, RECEIPT_TEXTS),
    render(SLIP, 384, RECEIPT_TEXTS),
    render(SAMPLES.test, 512, RECEIPT_TEXTS),
  ];
  expect(pictures).toEqual(expected);
});

test("openRenderer() says what went wrong and goes on with the next paper", async () => {
  await using renderer = openRenderer(RECEIPT_TEXTS);
  const tooMuch = { ...SAMPLES.cafe, qr: "x".repeat(5000) };
  const refused = renderer.render(tooMuch, 384);
  await expect(refused).rejects.toThrow("5000 bytes do not fit a QR code");
  await expect(refused).rejects.toMatchObject({ code: "paper-failed" });
  expect((await renderer.render(SAMPLES.cafe, 384)).width).toBe(384);
});

test("openRenderer() fails what waits when it is closed, and closes twice without harm", async () => {
  const renderer = openRenderer(RECEIPT_TEXTS);
  const waiting = expect(renderer.render(SAMPLES.supermarket, 576)).rejects.toThrow("closed");
  await renderer.close();
  await waiting;
  await renderer.close();
});

test("sharedRenderer() closes with the last of its users", async () => {
  const shared = sharedRenderer(openRenderer(RECEIPT_TEXTS), 2);
  await shared.close();
  expect((await shared.render(SLIP, 384)).width).toBe(384);
  const waiting = expect(shared.render(SAMPLES.supermarket, 576)).rejects.toThrow("closed");
  await shared.close();
  await waiting;
});

test("openRenderer() draws with the design it was opened with", async () => {
  const design: Design = { template: { ...PLAIN.template, sizes: { ...PLAIN.template.sizes, due: 10 } } };
  await using renderer = openRenderer(RECEIPT_TEXTS, design);
  expect(await renderer.render(SAMPLES.cafe, 576)).toEqual(render(SAMPLES.cafe, 576, RECEIPT_TEXTS, design));
});
