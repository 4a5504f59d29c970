// The shop's logo in the middle of the paper, made into dots once for each width it is printed at.
import type { Bitmap } from "../bitmap.ts";
import { type Block, NOTHING } from "../block.ts";
import { type Grey, logoDots } from "../logo.ts";
import type { Sheet } from "./sheet.ts";

/** White below the logo. */
const AIR = 6;

const made = new WeakMap<Grey, Map<number, Bitmap>>();

/** The logo of the design, or nothing. */
export function logoBlock({ design, paper, width }: Sheet): Block {
  const { logo, template } = design;
  if (logo === undefined) return NOTHING;
  const bitmap = dotsOf(logo, Math.floor((width * template.logo.width) / 100));
  const x = Math.floor((paper - bitmap.width) / 2);
  return { height: bitmap.height + AIR, baseline: 0, items: [{ kind: "picture", x, y: 0, bitmap }] };
}

function dotsOf(logo: Grey, width: number): Bitmap {
  const widths = made.get(logo) ?? new Map<number, Bitmap>();
  made.set(logo, widths);
  const bitmap = widths.get(width) ?? logoDots(logo, width);
  widths.set(width, bitmap);
  return bitmap;
}
