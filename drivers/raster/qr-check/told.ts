// What a QR symbol tells about itself: level and mask, and from version 7 its version, each twice (ISO/IEC 18004, 7.9, 7.10).
import { err, ok, type Result } from "../../../agent/core/result.ts";
import type { ErrorCorrection } from "../qr-plan.ts";

/** Whether the module of a row and column is dark: 1, else 0. */
export type Module = (row: number, column: number) => number;

export interface Told {
  readonly level: ErrorCorrection;
  readonly mask: number;
}

/** By the two bits of the standard. */
const LEVELS: readonly ErrorCorrection[] = ["M", "L", "H", "Q"];
const FORMAT_MASK = 0b101_0100_0001_0010;
const FORMAT_GENERATOR = 0b101_0011_0111;
const VERSION_GENERATOR = 0b1_1111_0010_0101;

/** Reads level and mask; both copies must agree and be code words of their code. */
export function readFormat(module: Module, size: number): Result<Told, string> {
  const first = bits(15, (i) => (i < 8 ? module(i + (i > 5 ? 1 : 0), 8) : module(8, i === 8 ? 7 : 14 - i)));
  const second = bits(15, (i) => (i < 8 ? module(8, size - 1 - i) : module(size - 15 + i, 8)));
  if (first !== second) return err("the two copies of the format information differ");
  const format = first ^ FORMAT_MASK;
  if (remainder(format, 15, FORMAT_GENERATOR) !== 0) return err("the format information is damaged");
  const level = LEVELS[format >> 13];
  return level === undefined ? err("the format information is damaged") : ok({ level, mask: (format >> 10) & 0b111 });
}

/** True when the symbol tells the version it has the size of; the small ones tell none. */
export function tellsVersion(module: Module, size: number, version: number): boolean {
  if (version < 7) return true;
  const place = (i: number): readonly [number, number] => [Math.floor(i / 3), size - 11 + (i % 3)];
  const first = bits(18, (i) => module(...place(i)));
  const second = bits(18, (i) => module(place(i)[1], place(i)[0]));
  return first === second && first >> 12 === version && remainder(first, 18, VERSION_GENERATOR) === 0;
}

/** Bit 0 first. */
function bits(count: number, bit: (index: number) => number): number {
  let value = 0;
  for (let i = 0; i < count; i++) value |= bit(i) << i;
  return value;
}

/** Of a binary polynomial of `length` bits divided by the generator. */
function remainder(word: number, length: number, generator: number): number {
  const degree = 31 - Math.clz32(generator);
  let rest = word;
  for (let bit = length - 1; bit >= degree; bit--) if ((rest >> bit) & 1) rest ^= generator << (bit - degree);
  return rest;
}
