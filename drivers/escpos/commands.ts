// The ESC/POS commands we use, each as its bytes under a name that says what it does. Nothing else in the agent may emit
// ESC or GS (printing.md section 0): no text of a till ever stands in a command stream, only dots do.

/** One step of a print job: tests and logs read the name, the printer gets the bytes. */
export interface Command {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const NUL = 0x00;
const EOT = 0x04;
const ENQ = 0x05;
const DLE = 0x10;
const DC4 = 0x14;
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
  return command(`feed ${rows}`, ESC, 0x4a, rows);
}

/**
 * GS v 0: a band of dots, `stride` bytes per row.
 * @throws RangeError when the band is empty, too wide or too high for the smallest printers.
 */
export function rasterBand(stride: number, data: Uint8Array): Command {
  const rows = data.length / stride;
  if (!Number.isInteger(rows) || stride < 1 || stride > MOST || rows < 1 || rows > MOST) {
    throw new RangeError(`a band of ${data.length} bytes in rows of ${stride} cannot be sent`);
  }
  const header = [GS, 0x76, 0x30, 0x00, stride, 0x00, rows, 0x00];
  return { name: `raster ${stride * 8}x${rows}`, bytes: Uint8Array.from([...header, ...data]) };
}

/** GS V 66/65: feeds to the knife and cuts; a partial cut leaves one point holding. */
export const cut = (kind: "partial" | "full"): Command =>
  command(`cut ${kind}`, GS, 0x56, kind === "partial" ? 0x42 : 0x41, 0x00);

/** GS r 1: answered with one byte only after everything before it is on paper, hence the proof that a job is done. */
export const askWhenDone = (): Command => command("ask-when-done", GS, 0x72, 0x01);

/** DLE EOT n: asks for one status byte at once, ahead of everything waiting. */
export const askStatus = (kind: 1 | 2 | 3 | 4): Command => command(`ask-status ${kind}`, DLE, EOT, kind);

/** GS a: the printer reports every change of its state by itself, four bytes each. */
export const reportChanges = (): Command => command("report-changes", GS, 0x61, 0xff);

/** DLE ENQ 2: goes on after a cutter or similar fault, throwing away what waits. */
export const recover = (): Command => command("recover", DLE, ENQ, 0x02);

/** DLE DC4 8: throws away everything received and not yet printed. */
export const clearBuffers = (): Command =>
  command("clear-buffers", DLE, DC4, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08);

/** Half milliseconds are not known to drawers: the pulse is counted in steps of 2 ms. */
const PULSE_STEP_MS = 2;
const PULSE_ON_MS = 50;
const PULSE_OFF_MS = 500;

/**
 * ESC p: opens the cash drawer on connector pin 2 or 5. A job of its own, never part of a receipt: a receipt that is sent
 * again must not open the drawer again.
 */
export const openDrawer = (pin: 2 | 5): Command =>
  command(`drawer ${pin}`, ESC, 0x70, pin === 2 ? 0 : 1, PULSE_ON_MS / PULSE_STEP_MS, PULSE_OFF_MS / PULSE_STEP_MS);

/** All bytes of a list of commands, in order. */
export const toBytes = (commands: readonly Command[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(commands.map(({ bytes }) => bytes)));
