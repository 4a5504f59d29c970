// The raster as the agent sees it: a promise of a picture, made in a worker thread that starts with the first paper.
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { Fault } from "../../agent/core/errors.ts";
import type { Printable } from "../../agent/core/receipt/model.ts";
import type { Paper } from "../../agent/core/receipt/paper.ts";
import type { ReceiptTexts } from "../../agent/core/receipt/texts.ts";
import { type Design, PLAIN } from "./design.ts";
import type { Picture } from "./render.ts";
import type { RenderAnswer, RenderOrder, RenderSetting } from "./worker.ts";

export interface Renderer extends AsyncDisposable {
  /**
   * Renders a paper.
   * @throws Fault `paper-failed` when it cannot be drawn, or its QR code does not read back from its dots: it is not printed.
   */
  render(model: Printable, paper: Paper): Promise<Picture>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (picture: Picture) => void;
  readonly reject: (reason: Error) => void;
}

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
  return { render: (model, paper) => renderer.render(model, paper), close, [Symbol.asyncDispose]: close };
}

class WorkerRenderer implements Renderer {
  readonly #setting: RenderSetting;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(setting: RenderSetting) {
    this.#setting = setting;
  }

  render(model: Printable, paper: Paper): Promise<Picture> {
    const order: RenderOrder = { id: ++this.#lastId, model, paper };
    const picture = new Promise<Picture>((resolve, reject) => this.#waiting.set(order.id, { resolve, reject }));
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(order);
    return picture;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#fail(worker, new Error("the raster was closed"));
    await worker?.terminate();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
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
    if ("picture" in answer) waiting?.resolve(answer.picture);
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
