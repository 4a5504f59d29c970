// The raster as the agent sees it: a promise of a paper, made in a worker thread that starts with the first one. All that
// takes time happens there: a sale that comes meanwhile does not wait for somebody else's paper.
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { Fault } from "../../agent/core/errors.ts";
import type { Printable } from "../../agent/core/receipt/model.ts";
import type { Paper } from "../../agent/core/receipt/paper.ts";
import type { ReceiptTexts } from "../../agent/core/receipt/texts.ts";
import type { PrinterProfile } from "../escpos/profile.ts";
import { type Design, PLAIN } from "./design.ts";
import type { EncodedPaper, Form, Made, Wanted } from "./make.ts";
import type { RenderAnswer, RenderOrder, RenderSetting } from "./worker.ts";

/**
 * Makes papers. Each promise rejects with the Fault `paper-failed` when the paper cannot be drawn, does not fit the printer,
 * or its QR code does not read back from its dots: it is not printed.
 */
export interface Renderer extends AsyncDisposable {
  /** Its dots as a PNG file. */
  png(model: Printable, paper: Paper): Promise<Uint8Array>;
  /** What a printer is told to bring it out. */
  commands(model: Printable, paper: Paper, profile: PrinterProfile): Promise<EncodedPaper>;
  /** All bytes for a printer nobody talks with. */
  job(model: Printable, paper: Paper, profile: PrinterProfile): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (made: Made) => void;
  readonly reject: (reason: Error) => void;
}

type WantedAs<As extends Form["as"]> = Wanted & { readonly form: { readonly as: As } };

const ENTRY = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url);
/** Memory of the worker's own heap: measured flat at a fraction of it over a thousand receipts. */
const LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 2 };

/** Opens the raster; costs nothing until something is rendered. */
export const openRenderer = (texts: ReceiptTexts, design: Design = PLAIN): Renderer =>
  new WorkerRenderer({ texts, design });

/** One raster for several printers, as each costs a thread with its memory: it closes with the last of its users. */
export function sharedRenderer(renderer: Renderer, users: number): Renderer {
  let left = users;
  const close = async (): Promise<void> => {
    left--;
    if (left === 0) await renderer.close();
  };
  return {
    png: (model, paper) => renderer.png(model, paper),
    commands: (model, paper, profile) => renderer.commands(model, paper, profile),
    job: (model, paper, profile) => renderer.job(model, paper, profile),
    close,
    [Symbol.asyncDispose]: close,
  };
}

class WorkerRenderer implements Renderer {
  readonly #setting: RenderSetting;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(setting: RenderSetting) {
    this.#setting = setting;
  }

  png(model: Printable, paper: Paper): Promise<Uint8Array> {
    return this.#make({ model, paper, form: { as: "png" } });
  }

  commands(model: Printable, paper: Paper, profile: PrinterProfile): Promise<EncodedPaper> {
    return this.#make({ model, paper, form: { as: "commands", profile } });
  }

  job(model: Printable, paper: Paper, profile: PrinterProfile): Promise<Uint8Array> {
    return this.#make({ model, paper, form: { as: "job", profile } });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#fail(worker, new Error("the raster was closed"));
    await worker?.terminate();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #make(wanted: WantedAs<"commands">): Promise<EncodedPaper>;
  #make(wanted: WantedAs<"png" | "job">): Promise<Uint8Array>;
  #make(wanted: Wanted): Promise<Made> {
    const order: RenderOrder = { id: ++this.#lastId, wanted };
    const made = new Promise<Made>((resolve, reject) => this.#waiting.set(order.id, { resolve, reject }));
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(order);
    return made;
  }

  #start(): Worker {
    const worker = new Worker(ENTRY, { workerData: this.#setting, resourceLimits: LIMITS });
    worker.on("message", (answer: RenderAnswer) => this.#settle(worker, answer));
    worker.on("error", (cause) => this.#fail(worker, new Error("the raster's worker broke down", { cause })));
    worker.on("exit", (code) => this.#fail(worker, new Error(`the raster's worker ended with code ${code}`)));
    return worker;
  }

  #settle(worker: Worker, answer: RenderAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    // An idle worker does not keep the process alive.
    if (this.#waiting.size === 0) worker.unref();
    if ("made" in answer) waiting?.resolve(answer.made);
    else waiting?.reject(notDrawn(answer));
  }

  /** Everything that waits for this worker fails; the next paper starts a new one. */
  #fail(worker: Worker | undefined, reason: Error): void {
    if (worker === undefined || worker !== this.#worker) return;
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(reason);
  }
}

/** The worker's own stack goes along as the cause. */
function notDrawn({ problem, stack }: { readonly problem: string; readonly stack: string | undefined }): Fault {
  const cause = new Error(problem);
  if (stack !== undefined) cause.stack = stack;
  return new Fault("paper-failed", `this paper cannot be drawn: ${problem}`, { cause });
}
