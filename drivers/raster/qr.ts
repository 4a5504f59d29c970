// The QR code as a block: drawn by us dot by dot, because printers' own QR commands refuse texts this long.
import { encode } from "uqr";
import type { Paper } from "../../agent/core/receipt/paper.ts";
import type { Block } from "./block.ts";
import { bestMask } from "./qr-mask.ts";
import { planQr, type QrPlan, QUIET_MODULES } from "./qr-plan.ts";

/** A QR code in the middle of the paper, with its quiet zone above and below. */
export function qrBlock(text: string, paper: Paper): Block {
  const bytes = Array.from(new TextEncoder().encode(text));
  const plan = planQr(bytes.length, paper);
  const quiet = QUIET_MODULES * plan.module;
  const width = plan.modules * plan.module;
  const symbol = {
    kind: "modules",
    rows: modulesOf(bytes, plan),
    module: plan.module,
    x: Math.floor((paper - width) / 2),
    y: quiet,
  } as const;
  return { height: width + 2 * quiet, baseline: 0, items: [symbol] };
}

function modulesOf(bytes: number[], { version, errorCorrection }: QrPlan): readonly (readonly boolean[])[] {
  const drawn = (maskPattern: number) =>
    encode(bytes, {
      ecc: errorCorrection,
      minVersion: version,
      maxVersion: version,
      boostEcc: false,
      border: 0,
      maskPattern,
    });
  const { data, types, size } = drawn(0);
  const isData = packed(types, size, (type) => type === DATA);
  return drawn(bestMask({ size, modules: packed(data, size, (isDark) => isDark) }, isData)).data;
}

function packed<T>(rows: readonly (readonly T[])[], size: number, is: (module: T) => boolean): Uint8Array {
  const flat = new Uint8Array(size * size);
  for (const [row, modules] of rows.entries()) {
    for (let column = 0; column < size; column++) {
      const module = modules[column];
      if (module !== undefined && is(module)) flat[row * size + column] = 1;
    }
  }
  return flat;
}

/** What the library calls the modules a mask applies to. */
const DATA = 0;
