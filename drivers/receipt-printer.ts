// The printer port: a receipt's meaning → commands, in a worker → over a cable, and back what the printer says of it.
// One job after the other; a cable that breaks, and a printer that says no, are told with how far the paper had come.
import { setTimeout as sleep } from "node:timers/promises";
import { isFault, messageOf, printerFailure, printerFailureOf } from "../agent/core/errors.ts";
import type { PrinterCondition } from "../agent/core/printing/condition.ts";
import type { Printable, SlipModel } from "../agent/core/receipt/model.ts";
import type { ReceiptTexts } from "../agent/core/receipt/texts.ts";
import type { ReceiptPrinter } from "../agent/ports/printing.ts";
import { type PrinterMemory, unknownPrinter } from "./escpos/memory.ts";
import { conditionOf, type Press, printPaper, pulseDrawer } from "./escpos/press.ts";
import { cableOf, type PrinterSettings, profileOf, pulseOf } from "./printer-settings.ts";
import { type Design, PLAIN } from "./raster/design.ts";
import type { EncodedPaper } from "./raster/make.ts";
import { openRenderer, type Renderer } from "./raster/renderer.ts";
import { type Link, LinkLost, LinkStalled, PATIENCE, type Patience, type Transport } from "./transport/link.ts";
import { createTurns } from "./transport/turns.ts";

/** What a paper that broke off ends with, so that nobody takes it for a receipt. */
const CANCELLED: SlipModel = {
  form: "slip",
  marks: [],
  notice: { ar: "لم تكتمل هذه الورقة", en: "This paper was not finished" },
  title: { ar: "ملغاة", en: "CANCELLED" },
  rows: [],
};

/** How long a paper under way may still take when the agent ends. */
const LAST_PAPER_MS = 5_000;

/** Opens the printer of a configuration. @throws Fault `configuration` when profile and paper do not fit. */
export const openReceiptPrinter = (
  settings: PrinterSettings,
  texts: ReceiptTexts,
  patience: Patience = PATIENCE,
  design: Design = PLAIN,
): ReceiptPrinter => printerWith(openRenderer(texts, design), settings, patience);

/** The same over a raster that is open already, and that it closes. @throws Fault `configuration`. */
export function printerWith(renderer: Renderer, settings: PrinterSettings, patience: Patience): ReceiptPrinter {
  const profile = profileOf(settings);
  const { transport, unheldSpeed } = cableOf(settings, profile, patience);
  const memory = unknownPrinter();
  const turns = createTurns();
  const encoded = (receipt: Printable): Promise<EncodedPaper> => renderer.commands(receipt, settings.dots, profile);
  /** Opens the cable for one piece of work; `started` tells whether dots had left when it broke. */
  const session = <T>(work: (press: Press) => Promise<T>, started: () => boolean): Promise<T> =>
    turns.take(async () => {
      try {
        return await overLink(transport, (link) => work({ link, profile, patience, memory, unheldSpeed }));
      } catch (thrown) {
        throw failureOf(thrown, started(), memory);
      }
    });

  return {
    print: async (receipt, onStart) => {
      const { commands: paper, sha256: dots } = await encoded(receipt);
      let hasStarted = false;
      const start = async (): Promise<void> => {
        await onStart?.();
        hasStarted = true;
      };
      const work = async (press: Press) => {
        const stub = memory.isTorn ? { stub: (await encoded(CANCELLED)).commands } : {};
        return await printPaper(press, { paper, ...stub }, start);
      };
      return { state: await session(work, () => hasStarted), dots };
    },
    openDrawer: () =>
      session(
        (press) => pulseDrawer(press, pulseOf(settings, profile)),
        () => false,
      ),
    // Nobody waits for a paper to hear how the printer is: what it said last is fresh enough.
    condition: async () => {
      if (!turns.isTaken()) memory.condition = await session(conditionOf, () => false).catch(conditionBehind);
      return memory.condition;
    },
    picture: (receipt) => renderer.png(receipt, settings.dots),
    bytes: (receipt) => renderer.job(receipt, settings.dots, profile),
    close: async () => {
      await Promise.race([turns.idle(), sleep(LAST_PAPER_MS, undefined, { ref: false })]);
      await Promise.all([renderer.close(), transport.close()]);
    },
  };
}

async function overLink<T>(transport: Transport, work: (link: Link) => Promise<T>): Promise<T> {
  const link = await transport.open();
  try {
    return await work(link);
  } catch (thrown) {
    await link.abandon();
    throw thrown;
  }
}

/** What went wrong with a job, for the port; a bug stays what it is. */
function failureOf(thrown: unknown, started: boolean, memory: PrinterMemory): unknown {
  memory.state = "unknown";
  const isLost = thrown instanceof LinkLost;
  // Another printer may hang on the cable when it comes back.
  if (isLost) memory.isMute = false;
  if (isLost || isFault(thrown, "printer-failed")) memory.condition = conditionBehind(thrown);
  return isLost ? printerFailure({ started, condition: memory.condition }, messageOf(thrown), thrown) : thrown;
}

function conditionBehind(thrown: unknown): PrinterCondition {
  if (thrown instanceof LinkStalled) return "offline";
  if (thrown instanceof LinkLost) return "away";
  return printerFailureOf(thrown)?.condition ?? "unknown";
}
