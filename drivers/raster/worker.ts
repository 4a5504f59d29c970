// The raster's worker thread: makes one paper after the other, up to the last byte, so that the agent's own thread waits
// neither for dots nor for what a printer gets of them.
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../../agent/core/errors.ts";
import type { ReceiptTexts } from "../../agent/core/receipt/texts.ts";
import type { Design } from "./design.ts";
import { type Made, make, type Wanted } from "./make.ts";

export interface RenderOrder {
  readonly id: number;
  readonly wanted: Wanted;
}

export type RenderAnswer =
  | { readonly id: number; readonly made: Made }
  | { readonly id: number; readonly problem: string; readonly stack: string | undefined };

/** What the worker is started with. */
export interface RenderSetting {
  readonly texts: ReceiptTexts;
  readonly design: Design;
}

const { texts, design }: RenderSetting = workerData;

/** Without a paper for so long, what the last ones took goes back to the machine, as in agent/machine/memory.ts. */
const REST_MS = 10_000;
let rest: NodeJS.Timeout | undefined;
const giveBack = (): void => void globalThis.gc?.({ type: "major", flavor: "last-resort", execution: "sync" });

parentPort?.on("message", (order: RenderOrder) => {
  clearTimeout(rest);
  rest = setTimeout(giveBack, REST_MS).unref();
  const answered = answer(order);
  parentPort?.postMessage(answered, "made" in answered ? buffersOf(answered.made) : []);
});

function answer({ id, wanted }: RenderOrder): RenderAnswer {
  try {
    return { id, made: make(wanted, texts, design) };
  } catch (thrown) {
    return { id, problem: messageOf(thrown), stack: thrown instanceof Error ? thrown.stack : undefined };
  }
}

/** What changes hands instead of being copied. */
function buffersOf(made: Made): readonly ArrayBuffer[] {
  const parts = made instanceof Uint8Array ? [made] : made.commands.map(({ bytes }) => bytes);
  return [...new Set(parts.map(({ buffer }) => buffer as ArrayBuffer))];
}
