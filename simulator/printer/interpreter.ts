// The command interpreter: takes bytes one by one, recognises commands by their shape, and lets the mechanism do them.
import { type CommandName, recognise } from "./command-table.ts";

/** What a command does to the machine. */
export interface Mechanism {
  burn(row: Uint8Array): void;
  obey(name: Exclude<CommandName, "raster">, bytes: readonly number[]): void;
}

export interface Interpreter {
  take(byte: number): void;
  /** Forgets a half-received command (buffer clear). */
  reset(): void;
  /** Bytes of no command that a printer prints as letters. */
  junk(): number;
}

const FIRST_LETTER = 0x20;

interface Raster {
  readonly stride: number;
  readonly isDoubleWide: boolean;
  readonly isDoubleHigh: boolean;
  rowsLeft: number;
  row: number[];
}

/** An interpreter over a mechanism. Rows of a raster are burnt one by one as they arrive, as a line head does. */
export const createInterpreter = (mechanism: Mechanism): Interpreter => {
  let pending: number[] = [];
  let raster: Raster | undefined;
  let junk = 0;

  const takeDot = (open: Raster, byte: number): void => {
    open.row.push(byte);
    if (open.row.length < open.stride) return;
    const row = open.isDoubleWide ? open.row.flatMap(doubleWide) : open.row;
    for (let times = open.isDoubleHigh ? 2 : 1; times > 0; times--) mechanism.burn(Uint8Array.from(row));
    open.row = [];
    open.rowsLeft--;
    if (open.rowsLeft === 0) raster = undefined;
  };

  const takeCommand = (byte: number): void => {
    pending.push(byte);
    const shape = recognise(pending);
    if (shape === "beginning") return;
    if (shape === "unknown") {
      junk += pending.filter((unknown) => unknown >= FIRST_LETTER).length;
      pending = [];
      return;
    }
    const length = shape.length(pending);
    if (length === undefined || pending.length < length) return;
    const command = pending;
    pending = [];
    if (shape.name === "raster") raster = openRaster(command);
    else mechanism.obey(shape.name, command);
  };

  return {
    take: (byte) => (raster === undefined ? takeCommand(byte) : takeDot(raster, byte)),
    reset: () => {
      pending = [];
      raster = undefined;
    },
    junk: () => junk,
  };
};

const NORMAL = { isDoubleWide: false, isDoubleHigh: false };
/** m of GS v 0, as a number or as its digit. */
const SIZES: Readonly<Record<number, typeof NORMAL>> = {
  1: { isDoubleWide: true, isDoubleHigh: false },
  2: { isDoubleWide: false, isDoubleHigh: true },
  3: { isDoubleWide: true, isDoubleHigh: true },
};

/** Every dot of a byte twice: two bytes. */
function doubleWide(byte: number): readonly number[] {
  const bits = Array.from({ length: 8 }, (_, bit) => (byte >> (7 - bit)) & 1);
  const wide = bits.reduce((sum, bit) => (sum << 2) | (bit * 3), 0);
  return [wide >> 8, wide & 0xff];
}

/** GS v 0 m xL xH yL yH: bytes per row and number of rows; an empty image is no image. */
function openRaster(header: readonly number[]): Raster | undefined {
  const [, , , mode = 0, widthLow = 0, widthHigh = 0, heightLow = 0, heightHigh = 0] = header;
  const stride = widthLow + widthHigh * 256;
  const rowsLeft = heightLow + heightHigh * 256;
  return stride * rowsLeft === 0 ? undefined : { stride, rowsLeft, row: [], ...(SIZES[mode % 48] ?? NORMAL) };
}
