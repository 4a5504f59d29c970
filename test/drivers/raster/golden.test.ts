// The same receipt has the same dots on every machine and in every release that does not mean to change it.
// After a change that is meant: look at the pictures, then `npx vitest run test/drivers/raster/golden.test.ts -u`.
import { expect, test } from "vitest";
import { PAPERS } from "../../../agent/core/receipt/paper.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { render } from "../../../drivers/raster/render.ts";
import { SAMPLES, SLIP } from "./samples.ts";

test.each(PAPERS)("render() makes the known dots of every sample on paper of %i dots", (paper) => {
  const models = Object.entries({ ...SAMPLES, slip: SLIP });
  const hashes = Object.fromEntries(
    models.map(([name, model]) => {
      const { width, height, sha256 } = render(model, paper, RECEIPT_TEXTS);
      return [name, `${width}x${height} ${sha256}`];
    }),
  );
  expect(hashes).toMatchSnapshot();
});

test("render() does not depend on what was rendered before", () => {
  const first = render(SAMPLES.pharmacy, 512, RECEIPT_TEXTS).sha256;
  for (const model of Object.values(SAMPLES)) render(model, 384, RECEIPT_TEXTS);
  expect(render(SAMPLES.pharmacy, 512, RECEIPT_TEXTS).sha256).toBe(first);
});
