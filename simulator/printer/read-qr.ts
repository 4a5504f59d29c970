// Reads the QR code of a printed page with a decoder that knows nothing of the program that drew it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const WASM = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");

/** The decoder fetches its program from the network unless it is given: it must work without one. */
const ready = { isDone: false };
const prepare = (): void => {
  if (ready.isDone) return;
  ready.isDone = true;
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(WASM)).buffer } });
};

/** The text of the QR code in a PNG picture; undefined where there is none that can be read. */
export async function qrTextOf(png: Uint8Array): Promise<string | undefined> {
  prepare();
  const [found] = await readBarcodes(png, { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 });
  return found?.isValid === true ? found.text : undefined;
}
