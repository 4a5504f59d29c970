// How far a print head is behind what it was sent: on a serial line without flow control nobody else knows, and what does
// not fit the receive buffer is lost (printing.md section 4).
import type { Command } from "./commands.ts";
import type { PrinterProfile } from "./profile.ts";

export interface HeadModel {
  /** Milliseconds to wait from `now` before the command is sent; it counts as sent then. */
  waitFor(command: Command, now: number): number;
  /** An answer came at `now`: what was sent before it has arrived, and not before the line could bring it. */
  heard(now: number): void;
  /** When the head will have done all that was sent. */
  doneAt(): number;
}

const MM_PER_INCH = 25.4;
const CUT_MS = 1_000;
/** The share of the buffer that is filled: the head may be slower than its maker says. */
const FILLED = 0.5;

/** How long a command keeps the head busy, milliseconds. */
export const headTime = ({ rows = 0, cuts }: Command, { dotsPerInch, headSpeed }: PrinterProfile): number =>
  (rows / dotsPerInch) * (MM_PER_INCH / headSpeed) * 1000 + (cuts === true ? CUT_MS : 0);

/** A head at rest with an empty buffer, at the end of a line of so many bytes a millisecond. */
export function createHeadModel(profile: PrinterProfile, bytesPerMs: number): HeadModel {
  let queue: readonly { readonly bytes: number; readonly doneAt: number }[] = [];
  let arrivedAt = 0;
  let lastDoneAt = 0;
  const room = profile.bufferBytes * FILLED;
  const waiting = (at: number): number =>
    queue.filter(({ doneAt }) => doneAt > at).reduce((sum, one) => sum + one.bytes, 0);
  return {
    waitFor: (command, now) => {
      const bytes = command.bytes.length;
      const fits = (at: number): boolean => waiting(at) === 0 || waiting(at) + bytes <= room;
      const from = [now, ...queue.map(({ doneAt }) => doneAt).filter((at) => at > now)].find(fits) ?? lastDoneAt;
      arrivedAt = Math.max(from, arrivedAt) + bytes / bytesPerMs;
      lastDoneAt = Math.max(arrivedAt, lastDoneAt) + headTime(command, profile);
      queue = [...queue.filter(({ doneAt }) => doneAt > from), { bytes, doneAt: lastDoneAt }];
      return from - now;
    },
    heard: (now) => {
      const late = Math.max(0, now - arrivedAt);
      arrivedAt += late;
      lastDoneAt += late;
      queue = queue.map(({ bytes, doneAt }) => ({ bytes, doneAt: doneAt + late }));
    },
    doneAt: () => lastDoneAt,
  };
}
