// The printer's own state and the bytes in which it reports it, bit by bit as the makers' manuals define them.

export interface Condition {
  readonly coverOpen: boolean;
  readonly paperEnd: boolean;
  readonly paperNearEnd: boolean;
}

export const isReady = ({ coverOpen, paperEnd }: Condition): boolean => !coverOpen && !paperEnd;

/** The answer to DLE EOT 1 to 4: bits 1 and 4 are always set, bits 0 and 7 never. */
export function statusByte(condition: Condition, question: number): number {
  const bit = (mask: number, isSet: boolean): number => (isSet ? mask : 0);
  const { coverOpen, paperEnd, paperNearEnd } = condition;
  const bits: Readonly<Record<number, number>> = {
    1: bit(0x08, !isReady(condition)),
    2: bit(0x04, coverOpen) | bit(0x20, paperEnd),
    3: 0,
    4: bit(0x0c, paperNearEnd || paperEnd) | bit(0x60, paperEnd),
  };
  return 0x12 | (bits[question] ?? 0);
}

/** The four bytes of automatic status back. */
export function automaticStatus(condition: Condition): Uint8Array {
  const { coverOpen, paperEnd, paperNearEnd } = condition;
  const first = 0x10 | (isReady(condition) ? 0 : 0x08) | (coverOpen ? 0x20 : 0);
  const third = (paperNearEnd || paperEnd ? 0x03 : 0) | (paperEnd ? 0x0c : 0);
  return Uint8Array.of(first, 0x00, third, 0x0f);
}

/** The answer to GS r 1: paper sensors in bits 0 to 3. */
export const paperByte = ({ paperNearEnd }: Condition): number => (paperNearEnd ? 0x03 : 0x00);
