// The bench's measures of one thread, on ARM: under an emulator only how they stand to their limits means anything.
import { join } from "node:path";
import type { Figure } from "../../bench/figure.ts";
import { SHORT } from "../../bench/size.ts";
import { tableOf } from "../../bench/table.ts";
import { ROOT, runOnArm } from "./emulator.ts";

const MEASURES = ["stamp", "sign", "issue", "rules"];

/** Measures them; answers a table. @throws Error when one fails. */
export function ratios(): string {
  const one = (name: string): readonly Figure[] =>
    JSON.parse(runOnArm(join(ROOT, "bench/one.ts"), name, JSON.stringify(SHORT)));
  return `ratios, times of an emulator say nothing\n${tableOf(MEASURES.flatMap(one).map(withoutBar), {})}`;
}

/** The bars are for processors, not for an emulator. */
function withoutBar({ score: { bar: _, ...score }, ...figure }: Figure): Figure {
  return { ...figure, score };
}
