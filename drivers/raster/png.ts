// The picture of a receipt for a screen: black on white, one bit per dot.
import { encode } from "fast-png";
import type { Bitmap } from "./bitmap.ts";

/** PNG file of a bitmap. PNG counts light where paper counts ink, so every bit is turned. */
export const bitmapToPng = ({ width, height, rows }: Bitmap): Uint8Array =>
  encode({ width, height, data: rows.map((byte) => ~byte), depth: 1, channels: 1 });
