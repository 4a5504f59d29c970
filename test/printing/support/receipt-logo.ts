// A logo for the pictures of the documentation, drawn by arithmetic: a coffee cup on a disc that fades, as photographs do.
import type { Grey } from "../../../drivers/raster/logo.ts";

const SIDE = 480;
const HALF = SIDE / 2;

const within = (x: number, y: number, toX: number, toY: number, radius: number): boolean =>
  (x - toX) ** 2 + (y - toY) ** 2 < radius ** 2;

function lightAt(x: number, y: number): number {
  if (!within(x, y, HALF, HALF, 230)) return 255;
  if (isCup(x, y)) return 0;
  if (isSteam(x, y)) return 20;
  // Lighter upwards.
  return 110 + Math.floor(((SIDE - y) * 140) / SIDE);
}

const isCup = (x: number, y: number): boolean =>
  (y > 200 && y < 330 && within(x, y, HALF - 20, 200, 130)) ||
  (within(x, y, 345, 245, 50) && !within(x, y, 345, 245, 28) && x > 330) ||
  (y > 345 && y < 362 && x > 90 && x < 350);

const isSteam = (x: number, y: number): boolean =>
  y > 100 && y < 180 && [165, 215, 265].some((centre) => Math.abs(x - centre - 10 * Math.sign((y % 40) - 20)) < 5);

export const LOGO: Grey = {
  width: SIDE,
  height: SIDE,
  light: Uint8Array.from({ length: SIDE * SIDE }, (_, at) => lightAt(at % SIDE, Math.floor(at / SIDE))),
};
