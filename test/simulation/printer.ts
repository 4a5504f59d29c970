// A printer in the same process: it says what it is, fails in the middle of a paper, and keeps what came out.
import { createHash } from "node:crypto";
import { printerFailure } from "../../agent/core/errors.ts";
import { mayPrint, type PrinterCondition } from "../../agent/core/printing/condition.ts";
import type { Printable } from "../../agent/core/receipt/model.ts";
import type { ReceiptPrinter } from "../../agent/ports/printing.ts";
import type { Random } from "../faults/random.ts";
import type { Scheduler } from "./scheduler.ts";

/** How a printer behaves; `mute` prints and never answers. */
export const PRINTER_MOODS = ["good", "paper-out", "cover-open", "away", "mute", "fails-midway"] as const;
export type PrinterMood = (typeof PRINTER_MOODS)[number];

/** What is on a paper. */
export interface PaperSeen {
  readonly at: number;
  /** The text of its QR code; undefined on a paper that is no tax document. */
  readonly qr: string | undefined;
  readonly dots: string;
  readonly isCopy: boolean;
  isWhole: boolean;
}

export interface SimulatedPrinter {
  readonly port: ReceiptPrinter;
  mood: PrinterMood;
  readonly papers: readonly PaperSeen[];
  /** The power goes: a paper under way may be whole or not. */
  powerGoes(): void;
}

export interface PrinterWorld {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly trace: (event: string) => void;
  readonly life: () => number;
}

const CONDITIONS: Readonly<Record<PrinterMood, PrinterCondition>> = {
  good: "ready",
  "paper-out": "paper-out",
  "cover-open": "cover-open",
  away: "away",
  mute: "unknown",
  "fails-midway": "ready",
};

const qrOf = (paper: Printable): string | undefined => (paper.form === "receipt" ? paper.qr : undefined);
const dotsOf = (paper: Printable): string => createHash("sha256").update(JSON.stringify(paper)).digest("hex");

/** A printer with paper in it. */
export function createPrinter({ scheduler, random, trace, life }: PrinterWorld): SimulatedPrinter {
  const papers: PaperSeen[] = [];
  let underWay: PaperSeen | undefined;
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      scheduler.after(milliseconds, "unit", () => resolve());
    });
  const never = new Promise<never>(() => undefined);

  const begin = (paper: Printable, dots: string): PaperSeen => {
    const isCopy = paper.marks.includes("copy");
    const seen = { at: scheduler.now(), qr: qrOf(paper), dots, isCopy, isWhole: false };
    papers.push(seen);
    trace(`paper begins ${isCopy ? "copy" : "original"} ${"irn" in paper ? paper.irn : paper.form}`);
    return seen;
  };
  const end = (paper: PaperSeen): void => {
    paper.isWhole = true;
    underWay = undefined;
  };

  const print = async (paper: Printable, onStart: () => Promise<void>): Promise<"confirmed" | "unconfirmed"> => {
    await wait(5 + random.below(100));
    const condition = CONDITIONS[printer.mood];
    if (!mayPrint(condition)) throw printerFailure({ started: false, condition }, "the printer does not print");
    const asking = life();
    await onStart();
    if (life() !== asking) return await never;
    const seen = begin(paper, dotsOf(paper));
    underWay = seen;
    await wait(300 + random.below(2_000));
    const after = CONDITIONS[printer.mood];
    if (printer.mood === "fails-midway" || !mayPrint(after)) {
      seen.isWhole = random.oneIn(2);
      underWay = undefined;
      throw printerFailure({ started: true, condition: after }, "the printer failed in the middle");
    }
    end(seen);
    await wait(10);
    return printer.mood === "mute" ? "unconfirmed" : "confirmed";
  };

  const printer: SimulatedPrinter = {
    mood: "good",
    papers,
    powerGoes: () => {
      if (underWay !== undefined) underWay.isWhole = random.oneIn(2);
      underWay = undefined;
    },
    port: {
      print: async (paper, onStart = () => Promise.resolve()) => ({
        state: await print(paper, onStart),
        dots: dotsOf(paper),
      }),
      openDrawer: () => wait(20),
      condition: async () => {
        await wait(5 + random.below(50));
        return CONDITIONS[printer.mood];
      },
      picture: () => Promise.resolve(new Uint8Array()),
      bytes: () => Promise.resolve(new Uint8Array()),
      close: () => Promise.resolve(),
    },
  };
  return printer;
}
