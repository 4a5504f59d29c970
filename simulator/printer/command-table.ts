// The ESC/POS command set as this printer understands it: how every command begins and how long it is. Written from the
// makers' manuals and shared with nobody, so that a mistake of the sender cannot hide in both.

export type CommandName =
  | "initialise"
  | "feed-units"
  | "feed-lines"
  | "line-feed"
  | "drawer-pulse"
  | "raster"
  | "cut"
  | "transmit-status"
  | "automatic-status"
  | "motion-units"
  | "real-time-switch"
  | "left-margin"
  | "process-id"
  | "ignored";

export interface CommandShape {
  readonly prefix: readonly number[];
  readonly name: CommandName;
  /** Bytes of the whole command without image data; undefined while the bytes so far do not tell. */
  readonly length: (bytes: readonly number[]) => number | undefined;
}

const fixed = (length: number) => (): number => length;
/** Commands with a two-byte count of what follows: prefix, letter, pL, pH, parameters. */
const counted = (bytes: readonly number[]): number | undefined => {
  const [, , , low, high] = bytes;
  return low === undefined || high === undefined ? undefined : 5 + low + high * 256;
};
/** GS V: the older forms have one parameter, those that feed first have two. */
const cutLength = ([, , mode]: readonly number[]): number | undefined => {
  if (mode === undefined) return undefined;
  return [0, 1, 48, 49].includes(mode) ? 3 : 4;
};
/** DLE DC4: pulse and power-off take two parameters, the buffer clear a fixed phrase of seven. */
const dc4Length = ([, , operation]: readonly number[]): number | undefined => {
  if (operation === undefined) return undefined;
  return operation === 8 ? 10 : 5;
};

export const COMMANDS: readonly CommandShape[] = [
  { prefix: [0x00], name: "ignored", length: fixed(1) },
  { prefix: [0x0a], name: "line-feed", length: fixed(1) },
  { prefix: [0x0d], name: "ignored", length: fixed(1) },
  // Real-time commands were obeyed when they arrived; here they are only stepped over.
  { prefix: [0x10, 0x04], name: "ignored", length: ([, , n]) => (n === 7 || n === 8 ? 4 : 3) },
  { prefix: [0x10, 0x05], name: "ignored", length: fixed(3) },
  { prefix: [0x10, 0x14], name: "ignored", length: dc4Length },
  { prefix: [0x1b, 0x40], name: "initialise", length: fixed(2) },
  { prefix: [0x1b, 0x4a], name: "feed-units", length: fixed(3) },
  { prefix: [0x1b, 0x64], name: "feed-lines", length: fixed(3) },
  { prefix: [0x1b, 0x70], name: "drawer-pulse", length: fixed(5) },
  { prefix: [0x1b, 0x24], name: "ignored", length: fixed(4) },
  { prefix: [0x1b, 0x61], name: "ignored", length: fixed(3) },
  { prefix: [0x1b, 0x32], name: "ignored", length: fixed(2) },
  { prefix: [0x1b, 0x33], name: "ignored", length: fixed(3) },
  { prefix: [0x1b, 0x21], name: "ignored", length: fixed(3) },
  { prefix: [0x1b, 0x74], name: "ignored", length: fixed(3) },
  { prefix: [0x1d, 0x76, 0x30], name: "raster", length: fixed(8) },
  { prefix: [0x1d, 0x56], name: "cut", length: cutLength },
  { prefix: [0x1d, 0x72], name: "transmit-status", length: fixed(3) },
  { prefix: [0x1d, 0x61], name: "automatic-status", length: fixed(3) },
  { prefix: [0x1d, 0x50], name: "motion-units", length: fixed(4) },
  { prefix: [0x1d, 0x4c], name: "left-margin", length: fixed(4) },
  { prefix: [0x1d, 0x57], name: "ignored", length: fixed(4) },
  { prefix: [0x1d, 0x28, 0x48], name: "process-id", length: counted },
  { prefix: [0x1d, 0x28, 0x44], name: "real-time-switch", length: counted },
];

/** What the bytes so far can be: a command with its shape, the beginning of one, or nothing known. */
export function recognise(bytes: readonly number[]): CommandShape | "beginning" | "unknown" {
  const startsAlike = (shape: CommandShape): boolean =>
    shape.prefix.every((byte, i) => i >= bytes.length || byte === bytes[i]);
  const candidates = COMMANDS.filter(startsAlike);
  if (candidates.length === 0) return "unknown";
  return candidates.find(({ prefix }) => prefix.length <= bytes.length) ?? "beginning";
}
