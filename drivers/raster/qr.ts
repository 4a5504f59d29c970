// The QR code as a block: drawn by us dot by dot, because printers' own QR commands refuse texts this long.
import { encode } from "uqr";
import type { Paper } from "../../agent/core/receipt/paper.ts";
import type { Block, Item } from "./block.ts";
import { planQr, QUIET_MODULES } from "./qr-plan.ts";

/** A QR code in the middle of the paper, with its quiet zone above and below. */
export function qrBlock(text: string, paper: Paper): Block {
  const bytes = Array.from(new TextEncoder().encode(text));
  const { version, errorCorrection, module, modules } = planQr(bytes.length, paper);
  const { data } = encode(bytes, {
    ecc: errorCorrection,
    minVersion: version,
    maxVersion: version,
    boostEcc: false,
    border: 0,
  });
  const left = Math.floor((paper - modules * module) / 2);
  const quiet = QUIET_MODULES * module;
  const items = data.flatMap((row, y) =>
    blackRuns(row).map(([x, length]): Item => {
      return { kind: "fill", x: left + x * module, y: quiet + y * module, width: length * module, height: module };
    }),
  );
  return { height: modules * module + 2 * quiet, baseline: 0, items };
}

/** Start and length of every run of black modules in a row. */
function blackRuns(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [x, isBlack] of row.entries()) {
    const last = runs.at(-1);
    if (!isBlack) continue;
    if (last !== undefined && last[0] + last[1] === x) last[1]++;
    else runs.push([x, 1]);
  }
  return runs;
}
