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
    mechanism.burn(Uint8Array.from(open.row));
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

/** GS v 0 m xL xH yL yH: bytes per row and number of rows; an empty image is no image. */
function openRaster(header: readonly number[]): Raster | undefined {
  const [, , , , widthLow = 0, widthHigh = 0, heightLow = 0, heightHigh = 0] = header;
  const stride = widthLow + widthHigh * 256;
  const rowsLeft = heightLow + heightHigh * 256;
  return stride * rowsLeft === 0 ? undefined : { stride, rowsLeft, row: [] };
}
