// A picture of one bit per dot, as a thermal head prints it: rows packed in bytes, highest bit leftmost, 1 is black.

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Bytes per row. */
  readonly stride: number;
  readonly rows: Uint8Array;
}

/**
 * An all-white bitmap.
 * @example
 * createBitmap(576, 100).stride // 72
 */
export function createBitmap(width: number, height: number): Bitmap {
  const stride = Math.ceil(width / 8);
  return { width, height, stride, rows: new Uint8Array(stride * height) };
}

/** True where the dot is black; dots outside are white. */
export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return false;
  return ((bitmap.rows[y * bitmap.stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Blackens a rectangle; what lies outside the bitmap is left out. */
export function fill(bitmap: Bitmap, x: number, y: number, width: number, height: number): void {
  paint(bitmap, x, y, width, height, (byte, mask) => byte | mask);
}

/** Turns black to white and white to black in a rectangle. */
export function invert(bitmap: Bitmap, x: number, y: number, width: number, height: number): void {
  paint(bitmap, x, y, width, height, (byte, mask) => byte ^ mask);
}

function paint(
  bitmap: Bitmap,
  x: number,
  y: number,
  width: number,
  height: number,
  change: (byte: number, mask: number) => number,
): void {
  const left = Math.max(0, x);
  const right = Math.min(bitmap.width, x + width);
  const bottom = Math.min(bitmap.height, y + height);
  if (left >= right) return;
  for (let row = Math.max(0, y); row < bottom; row++) {
    for (let column = left >> 3; column <= (right - 1) >> 3; column++) {
      const at = row * bitmap.stride + column;
      bitmap.rows[at] = change(bitmap.rows[at] ?? 0, maskBetween(left - column * 8, right - column * 8));
    }
  }
}

/** The bits of one byte from position `from` up to, not including, `to`; both may lie outside 0..8. */
const maskBetween = (from: number, to: number): number => (0xff >> Math.max(0, from)) & (0xff << Math.max(0, 8 - to));
