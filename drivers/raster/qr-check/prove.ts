// The last look at a receipt before it may be printed: does its QR code say, dot by dot, what it is meant to say?
import type { Bitmap } from "../bitmap.ts";
import type { Block } from "../block.ts";
import { readQr } from "./read.ts";

/**
 * Reads the QR code back from the finished dots.
 * @throws Error when there is none, when it does not read, or when it reads as something else.
 */
export function proveQr(bitmap: Bitmap, block: Block, text: string): void {
  const symbol = block.items.find((item) => item.kind === "modules");
  if (symbol === undefined) throw new Error("the receipt has no QR code drawn on it");
  const { x, y, module, rows } = symbol;
  const read = readQr(bitmap, { x, y, module, modules: rows.length });
  if (!read.ok) throw new Error(`the QR code does not read back from its dots: ${read.error}`);
  if (read.value !== text) throw new Error("the QR code reads back as another text than it was given");
}
