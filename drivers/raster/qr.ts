// The QR code as a block: drawn by us dot by dot, because printers' own QR commands refuse texts this long.
import { encode } from "uqr";
import type { Paper } from "../../agent/core/receipt/paper.ts";
import type { Block } from "./block.ts";
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
  const quiet = QUIET_MODULES * module;
  const symbol = {
    kind: "modules",
    rows: data,
    module,
    x: Math.floor((paper - modules * module) / 2),
    y: quiet,
  } as const;
  return { height: modules * module + 2 * quiet, baseline: 0, items: [symbol] };
}
