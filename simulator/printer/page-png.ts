// A cut page as a PNG file: what a customer would hold in the hand.
import { encode } from "fast-png";
import type { PageDots } from "./paper.ts";

/** Black on white, one bit per dot; in PNG a set bit is light. */
export const pagePng = ({ width, height, rows }: PageDots): Uint8Array =>
  encode({ width, height, depth: 1, channels: 1, data: rows.map((byte) => 0xff ^ byte) });
