// What an old printer, warm paper and an unsteady hand make of a receipt, as a picture in grey: heating elements that no
// longer burn, ink that fades, edges that run, a camera that is not in focus.
import { encode } from "fast-png";
import { type Bitmap, isBlack } from "../../../drivers/raster/bitmap.ts";
import { type Dice, dice } from "./receipt-hostile.ts";

/** One byte per camera dot, 0 is black. */
interface Photo {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;
}

export interface Wear {
  /** Columns that print nothing, spread over the paper. */
  readonly deadColumns: number;
  /** How much of the black is left at the palest places, 0 to 1. */
  readonly fadedTo: number;
  /** Standard deviation of the blur, in dots of the printer. */
  readonly blur: number;
  /** Greatest error of a camera dot, 0 to 255. */
  readonly noise: number;
}

/** Camera dots per printer dot. */
const ZOOM = 2;
const MARGIN = 16;

/** A PNG file of a worn print as a camera sees it; the same seed gives the same one. */
export function photograph(bitmap: Bitmap, { deadColumns, fadedTo, blur, noise }: Wear, seed: number): Uint8Array {
  const next = dice(seed);
  const dead = new Set(Array.from({ length: deadColumns }, () => next(bitmap.width)));
  const print = exposed(bitmap, dead, fadedTo);
  return filed(blurred(print, blur * ZOOM), noise, next);
}

/** Fading comes in bands along the paper, as a worn roller makes it. */
function exposed(bitmap: Bitmap, dead: ReadonlySet<number>, fadedTo: number): Photo {
  const [width, height] = [(bitmap.width + 2 * MARGIN) * ZOOM, (bitmap.height + 2 * MARGIN) * ZOOM];
  const light = new Float32Array(width * height).fill(255);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / ZOOM) - MARGIN;
    const left = (1 + fadedTo + (1 - fadedTo) * Math.cos(row / 37)) / 2;
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / ZOOM) - MARGIN;
      if (!dead.has(column) && isBlack(bitmap, column, row)) light[y * width + x] = 255 * (1 - left);
    }
  }
  return { width, height, light };
}

/** Gauss by three box blurs each way. */
function blurred(photo: Photo, deviation: number): Photo {
  const reach = Math.round((Math.sqrt(4 * deviation ** 2 + 1) - 1) / 2);
  let light = photo.light;
  for (let pass = 0; pass < 3 && reach > 0; pass++) {
    light = boxed(light, photo.width, photo.height, [1, photo.width], reach);
    light = boxed(light, photo.height, photo.width, [photo.width, 1], reach);
  }
  return { ...photo, light };
}

type Steps = readonly [along: number, across: number];

function boxed(
  light: Float32Array,
  length: number,
  lines: number,
  [along, across]: Steps,
  reach: number,
): Float32Array {
  const out = new Float32Array(light.length);
  for (let line = 0; line < lines; line++) {
    const at = (i: number): number => light[line * across + Math.min(length - 1, Math.max(0, i)) * along] ?? 255;
    let sum = 0;
    for (let i = -reach; i <= reach; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      out[line * across + i * along] = sum / (2 * reach + 1);
      sum += at(i + reach + 1) - at(i - reach);
    }
  }
  return out;
}

function filed({ width, height, light }: Photo, noise: number, next: Dice): Uint8Array {
  const data = Uint8Array.from(light, (value) => {
    const wrong = noise === 0 ? 0 : next(2 * noise + 1) - noise;
    return Math.min(255, Math.max(0, Math.round(value) + wrong));
  });
  return encode({ width, height, data, depth: 8, channels: 1 });
}
