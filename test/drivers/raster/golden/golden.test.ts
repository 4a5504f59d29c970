// The same receipt has the same dots on every machine and in every release that does not mean to change it.
// After a change that is meant: look at the pictures (`npm run docs:receipts`), then
// `node test/drivers/raster/golden/hashes.ts > test/drivers/raster/golden/hashes.json`. On ARM: `npm run test:arm64`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RECEIPT_TEXTS } from "../../../../config/receipt-texts.ts";
import { render } from "../../../../drivers/raster/render.ts";
import { SAMPLES } from "../samples.ts";
import { goldenHashes } from "./hashes.ts";

test("render() makes the known dots of every sample on every paper", () => {
  const known: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "hashes.json"), "utf8"));
  expect(goldenHashes()).toEqual(known);
});

test("render() does not depend on what was rendered before", () => {
  const first = render(SAMPLES.pharmacy, 512, RECEIPT_TEXTS).sha256;
  for (const model of Object.values(SAMPLES)) render(model, 384, RECEIPT_TEXTS);
  expect(render(SAMPLES.pharmacy, 512, RECEIPT_TEXTS).sha256).toBe(first);
});
