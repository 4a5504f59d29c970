// The dots of every sample, slip and template as hashes: what must be the same on every machine. As a program it prints
// them as JSON, and needs nothing but the Node it is started with.

import type { NonFiscalPaper } from "../../../../agent/core/receipt/model.ts";
import { PAPERS } from "../../../../agent/core/receipt/paper.ts";
import { DEFAULT_TEMPLATE } from "../../../../agent/core/receipt/template.ts";
import { RECEIPT_TEXTS } from "../../../../config/receipt-texts.ts";
import type { Design } from "../../../../drivers/raster/design.ts";
import type { Grey } from "../../../../drivers/raster/logo.ts";
import { render } from "../../../../drivers/raster/render.ts";
import { SAMPLES, SLIP } from "../samples.ts";

export type Hashes = Readonly<Record<string, string>>;

const side = 300;
/** A slope of grey in both directions, which shows every rounding of the dithering. */
const LOGO: Grey = {
  width: side,
  height: side,
  light: Uint8Array.from({ length: side * side }, (_, at) => ((at % side) + 2 * Math.floor(at / side)) % 256),
};

const KITCHEN: NonFiscalPaper = {
  form: "non-fiscal",
  kind: "kitchen-order",
  marks: ["test"],
  lines: [{ name: { ar: "كنافة", en: "Kunafa" }, quantity: "3", note: { ar: "ساخنة", en: "hot" } }],
  order: "T12-0042",
};

const SHAPED: Design = {
  template: {
    ...DEFAULT_TEMPLATE,
    blocks: ["title", "logo", "seller", "facts", "buyer", "qr", "items", "totals", "vat", "payments"],
    sizes: { header: 4, seller: -4, title: 3, items: 6, due: 10 },
    logo: { width: 33 },
  },
  logo: LOGO,
};

/** `WIDTHxHEIGHT SHA-256` by paper and name. */
export function goldenHashes(): Hashes {
  const models = { ...SAMPLES, slip: SLIP, kitchen: KITCHEN };
  const plain = PAPERS.flatMap((paper) =>
    Object.entries(models).map(([name, model]) => [`${paper} ${name}`, hashOf(render(model, paper, RECEIPT_TEXTS))]),
  );
  const shaped = PAPERS.map((paper) => [
    `${paper} shaped`,
    hashOf(render(SAMPLES.pharmacy, paper, RECEIPT_TEXTS, SHAPED)),
  ]);
  return Object.fromEntries([...plain, ...shaped]);
}

const hashOf = ({ width, height, sha256 }: ReturnType<typeof render>): string => `${width}x${height} ${sha256}`;

if (import.meta.main) process.stdout.write(`${JSON.stringify(goldenHashes(), undefined, 2)}\n`);
