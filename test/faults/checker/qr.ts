// The QR text of a paper, as a phone would read it: by zxing, from the dots.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import type { Paper } from "./papers.ts";

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
// Without its binary at hand the library would fetch it from the network.
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer } });

const MARGIN = 32;
const known = new Map<string, string | undefined>();

/** The text of the paper's QR code; undefined where there is none. */
export async function qrOf(paper: Paper): Promise<string | undefined> {
  if (!known.has(paper.dots)) known.set(paper.dots, await decode(paper));
  return known.get(paper.dots);
}

async function decode({ rows }: Paper): Promise<string | undefined> {
  const lines = rows.flatMap(({ bits, times }) => Array.from({ length: times }, () => bits));
  const width = 8 * Math.max(...lines.map((bits) => bits.length)) + 2 * MARGIN;
  const image = {
    width,
    height: lines.length + 2 * MARGIN,
    data: new Uint8ClampedArray(0),
    colorSpace: "srgb" as const,
  };
  const data = new Uint8ClampedArray(4 * image.width * image.height).fill(255);
  for (const [y, bits] of lines.entries()) {
    for (let x = 0; x < bits.length * 8; x++) {
      if (((bits[x >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0)
        data.fill(0, 4 * ((y + MARGIN) * width + x + MARGIN), 4 * ((y + MARGIN) * width + x + MARGIN) + 3);
    }
  }
  const [code] = await readBarcodes({ ...image, data }, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
  return code?.text;
}
