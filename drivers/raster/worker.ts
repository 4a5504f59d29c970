// The raster's worker thread: renders one paper after the other, so that the agent's own thread never waits for dots.
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../../agent/core/errors.ts";
import type { Printable } from "../../agent/core/receipt/model.ts";
import type { Paper } from "../../agent/core/receipt/paper.ts";
import type { ReceiptTexts } from "../../agent/core/receipt/texts.ts";
import type { Design } from "./design.ts";
import { type Picture, render } from "./render.ts";

export interface RenderOrder {
  readonly id: number;
  readonly model: Printable;
  readonly paper: Paper;
}

export type RenderAnswer =
  | { readonly id: number; readonly picture: Picture }
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
  // The dots change hands instead of being copied.
  parentPort?.postMessage(answered, "picture" in answered ? [answered.picture.rows.buffer as ArrayBuffer] : []);
});

function answer({ id, model, paper }: RenderOrder): RenderAnswer {
  try {
    return { id, picture: render(model, paper, texts, design) };
  } catch (thrown) {
    return { id, problem: messageOf(thrown), stack: thrown instanceof Error ? thrown.stack : undefined };
  }
}
