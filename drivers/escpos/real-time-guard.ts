// Printers obey real-time commands even inside image data: DLE DC4 1 there would open the cash drawer, DLE DC4 2 switch the
// printer off (printing.md section 5, trap A). Dots that happen to spell one get one dot more.

const DLE = 0x10;
/** Which third bytes make a command, by the second: DLE EOT n, DLE ENQ n, DLE DC4 fn. */
const THIRD_BYTES: Readonly<Record<number, readonly [number, number]>> = {
  4: [1, 8],
  5: [0, 3],
  20: [1, 8],
};
/** The dot that is added: it makes DLE (00010000) a harmless 00011000, one dot wider. */
const EXTRA_DOT = 0x08;

/**
 * The same dots without any real-time command in them.
 * @example
 * withoutRealTimeCommands(Uint8Array.of(0x10, 0x04, 0x01)) // 18 04 01
 */
export function withoutRealTimeCommands(data: Uint8Array): Uint8Array {
  if (!holdsRealTimeCommand(data)) return data;
  return data.map((byte, at) => (isRealTimeCommand(data, at) ? byte | EXTRA_DOT : byte));
}

/** Dots rarely spell its first byte, which is quickly looked for. */
function holdsRealTimeCommand(data: Uint8Array): boolean {
  for (let at = data.indexOf(DLE); at >= 0; at = data.indexOf(DLE, at + 1)) {
    if (isRealTimeCommand(data, at)) return true;
  }
  return false;
}

/** True where a real-time command begins at `at`. */
export function isRealTimeCommand(data: Uint8Array, at: number): boolean {
  if (data[at] !== DLE) return false;
  const range = THIRD_BYTES[data[at + 1] ?? -1];
  const third = data[at + 2];
  return range !== undefined && third !== undefined && third >= range[0] && third <= range[1];
}
