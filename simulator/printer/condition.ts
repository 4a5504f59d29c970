// The printer's own state and the bytes in which it reports it, bit by bit as the makers' manuals define them.

export interface Condition {
  readonly coverOpen: boolean;
  readonly paperEnd: boolean;
  readonly paperNearEnd: boolean;
  /** Paper is stuck in the knife. */
  readonly cutterJam: boolean;
  /** The head must cool down; it goes on by itself. */
  readonly headHot: boolean;
}

export const isReady = ({ coverOpen, paperEnd, cutterJam, headHot }: Condition): boolean =>
  !(coverOpen || paperEnd || cutterJam || headHot);

/** The answer to DLE EOT 1 to 4: bits 1 and 4 are always set, bits 0 and 7 never. */
export function statusByte(condition: Condition, question: number): number {
  const bit = (mask: number, isSet: boolean): number => (isSet ? mask : 0);
  const { coverOpen, paperEnd, paperNearEnd, cutterJam, headHot } = condition;
  const bits: Readonly<Record<number, number>> = {
    1: bit(0x08, !isReady(condition)),
    2: bit(0x04, coverOpen) | bit(0x20, paperEnd) | bit(0x40, cutterJam || headHot),
    3: bit(0x08, cutterJam) | bit(0x40, headHot),
    4: bit(0x0c, paperNearEnd || paperEnd) | bit(0x60, paperEnd),
  };
  return 0x12 | (bits[question] ?? 0);
}

/** The four bytes of automatic status back. */
export function automaticStatus(condition: Condition): Uint8Array {
  const { coverOpen, paperEnd, paperNearEnd, cutterJam, headHot } = condition;
  const first = 0x10 | (isReady(condition) ? 0 : 0x08) | (coverOpen ? 0x20 : 0);
  const second = (cutterJam ? 0x08 : 0) | (headHot ? 0x40 : 0);
  const third = (paperNearEnd || paperEnd ? 0x03 : 0) | (paperEnd ? 0x0c : 0);
  return Uint8Array.of(first, second, third, 0x0f);
}

/** The answer to GS r 1: paper sensors in bits 0 to 3. */
export const paperByte = ({ paperNearEnd }: Condition): number => (paperNearEnd ? 0x03 : 0x00);

/** The answer to GS ( H 48: the four digits that came with the question. */
export const processAnswer = (digits: readonly number[]): Uint8Array => Uint8Array.of(0x37, 0x22, ...digits, 0x00);

/** What a broken line makes of answers, one byte after the other. */
export const GARBAGE = [0xff, 0x00, 0x93, 0x55, 0x8c] as const;
