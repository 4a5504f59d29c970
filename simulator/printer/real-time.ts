// Real-time commands: a printer obeys them the moment they arrive, even when they stand in the middle of image data.

export type RealTimeCommand =
  | { readonly kind: "status"; readonly question: number }
  | { readonly kind: "recover"; readonly clears: boolean }
  | { readonly kind: "pulse"; readonly pin: 2 | 5 }
  | { readonly kind: "power-off" }
  | { readonly kind: "clear" };

const DLE = 0x10;
const ANY = Array.from({ length: 256 }, (_, byte) => byte);

interface Pattern {
  /** For each byte the values it may have. */
  readonly bytes: readonly (readonly number[])[];
  readonly command: (bytes: readonly number[]) => RealTimeCommand;
}

const PATTERNS: readonly Pattern[] = [
  { bytes: [[DLE], [0x04], [1, 2, 3, 4]], command: ([, , question = 0]) => ({ kind: "status", question }) },
  { bytes: [[DLE], [0x05], [1, 2]], command: ([, , way]) => ({ kind: "recover", clears: way === 2 }) },
  {
    bytes: [[DLE], [0x14], [0x01], [0, 1], ANY],
    command: ([, , , connector]) => ({ kind: "pulse", pin: connector === 0 ? 2 : 5 }),
  },
  { bytes: [[DLE], [0x14], [0x02], [0x01], [0x08]], command: () => ({ kind: "power-off" }) },
  {
    // The phrase proves the intention.
    bytes: [[DLE], [0x14], [0x08], [0x01], [0x03], [0x14], [0x01], [0x06], [0x02], [0x08]],
    command: () => ({ kind: "clear" }),
  },
];
const LONGEST = Math.max(...PATTERNS.map(({ bytes }) => bytes.length));

/** Watches a byte stream; a call gives the command that ends with this byte. */
export const createRealTimeWatch = (): ((byte: number) => RealTimeCommand | undefined) => {
  const tail: number[] = [];
  return (byte) => {
    tail.push(byte);
    if (tail.length > LONGEST) tail.shift();
    if (!tail.includes(DLE)) return undefined;
    const pattern = PATTERNS.find((one) => endsWith(tail, one));
    return pattern?.command(tail.slice(-pattern.bytes.length));
  };
};

const endsWith = (tail: readonly number[], { bytes }: Pattern): boolean =>
  tail.length >= bytes.length &&
  bytes.every((allowed, i) => allowed.includes(tail[tail.length - bytes.length + i] ?? -1));
