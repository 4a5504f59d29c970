// The ESC/POS commands we use, each as its bytes under a name that says what it does. Nothing else in the agent may emit
// ESC or GS (printing.md section 0): no text of a till ever stands in a command stream, only dots do.

/** One step of a print job: tests and logs read the name, the printer gets the bytes. */
export interface Command {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Rows the paper moves by it. */
  readonly rows?: number;
  /** It sets the knife in motion, which takes a while. */
  readonly cuts?: true;
}

const NUL = 0x00;
const EOT = 0x04;
const ENQ = 0x05;
const DLE = 0x10;
const ESC = 0x1b;
const GS = 0x1d;

/** Most rows one feed command moves, and most rows or bytes a raster header counts with certainty on every make. */
const MOST = 255;

const command = (name: string, ...bytes: readonly number[]): Command => ({ name, bytes: Uint8Array.from(bytes) });

/** ESC @: back to the defaults. */
export const initialise = (): Command => command("initialise", ESC, 0x40);

/**
 * Ends whatever raster band a broken connection left open: its missing bytes become white, the rest is ignored.
 * @param bytes the largest band there can be
 */
export const fillUp = (bytes: number): Command => ({
  name: `fill-up ${bytes}`,
  bytes: new Uint8Array(bytes).fill(NUL),
});

/** GS P: one vertical unit is one dot; some makes count half dots otherwise. */
export const setDotUnits = (dotsPerInch: number): Command =>
  command(`dot-units ${dotsPerInch}`, GS, 0x50, dotsPerInch, dotsPerInch);

/** GS ( D: the printer stops obeying drawer and power-off commands that appear inside image data. */
export const disableRealTimeCommands = (): Command =>
  command("real-time-off", GS, 0x28, 0x44, 0x05, 0x00, 0x14, 0x01, 0x00, 0x02, 0x00);

/** ESC J: moves the paper by `rows` vertical units. @throws RangeError outside 1 to 255. */
export function feed(rows: number): Command {
  if (rows < 1 || rows > MOST) throw new RangeError(`cannot feed ${rows} rows by one command`);
  return { ...command(`feed ${rows}`, ESC, 0x4a, rows), rows };
}

/** GS L: how far from the left edge of the paper every band begins. */
export const leftMargin = (dots: number): Command => command(`margin ${dots}`, GS, 0x4c, dots % 256, dots >> 8);

/** How a band is blown up by the printer: every dot as it is, two high, or two by two. */
export type Scale = "as-it-is" | "two-high" | "two-by-two";

const SCALES: { readonly [scale in Scale]: { readonly mode: number; readonly across: number; readonly down: number } } =
  {
    "as-it-is": { mode: 0, across: 1, down: 1 },
    "two-high": { mode: 2, across: 1, down: 2 },
    "two-by-two": { mode: 3, across: 2, down: 2 },
  };

/**
 * GS v 0: a band of dots, `stride` bytes per row.
 * @throws RangeError when the band is empty, too wide or too high for the smallest printers.
 */
export function rasterBand(stride: number, data: Uint8Array, scale: Scale = "as-it-is"): Command {
  const rows = data.length / stride;
  if (!Number.isInteger(rows) || stride < 1 || stride > MOST || rows < 1 || rows > MOST) {
    throw new RangeError(`a band of ${data.length} bytes in rows of ${stride} cannot be sent`);
  }
  const { mode, across, down } = SCALES[scale];
  const header = Uint8Array.of(GS, 0x76, 0x30, mode, stride, 0x00, rows, 0x00);
  return {
    name: `raster ${stride * 8 * across}x${rows * down}`,
    bytes: new Uint8Array(Buffer.concat([header, data])),
    rows: rows * down,
  };
}

/** GS V 66/65: feeds to the knife and cuts; a partial cut leaves one point holding. */
export const cut = (kind: "partial" | "full"): Command => ({
  ...command(`cut ${kind}`, GS, 0x56, kind === "partial" ? 0x42 : 0x41, 0x00),
  cuts: true,
});

/** GS r 1: answered with one byte only after everything before it is on paper, hence the proof that a job is done. */
export const askWhenDone = (): Command => command("ask-when-done", GS, 0x72, 0x01);

/** GS ( H 48: answered with the same number when everything before it is on paper. @param job 0 to 9999 */
export const askProcess = (job: number): Command =>
  command(`ask-process ${job}`, GS, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(String(job).padStart(4, "0")));

/** DLE EOT n: asks for one status byte at once, ahead of everything waiting. */
export const askStatus = (kind: 1 | 2 | 3 | 4): Command => command(`ask-status ${kind}`, DLE, EOT, kind);

/** DLE ENQ 2: comes back from a cutter jam or a similar fault, throwing away what waits. */
export const recover = (): Command => command("recover", DLE, ENQ, 0x02);

/** The pulse is counted in steps of 2 ms. */
const PULSE_STEP_MS = 2;

/** What opens a cash drawer: the pin of its connector, how long it is under current, and how long it rests. */
export interface DrawerPulse {
  readonly pin: 2 | 5;
  readonly onMs: number;
  readonly offMs: number;
}

/**
 * ESC p: opens the cash drawer. A job of its own, never part of a receipt: a receipt that is sent again must not open the
 * drawer again.
 */
export const openDrawer = ({ pin, onMs, offMs }: DrawerPulse): Command =>
  command(`drawer ${pin}`, ESC, 0x70, pin === 2 ? 0 : 1, onMs / PULSE_STEP_MS, offMs / PULSE_STEP_MS);

/** All bytes of a list of commands, in order, in a buffer of their own: Node's pool could not be handed to a thread. */
export const toBytes = (commands: readonly Command[]): Uint8Array =>
  new Uint8Array(Buffer.concat(commands.map(({ bytes }) => bytes)));

/** The same commands with their bytes side by side in one buffer: another thread is handed one, not a hundred. */
export function inOneBuffer(commands: readonly Command[]): readonly Command[] {
  const all = toBytes(commands);
  let end = 0;
  return commands.map((command) => {
    const start = end;
    end += command.bytes.length;
    return { ...command, bytes: all.subarray(start, end) };
  });
}
