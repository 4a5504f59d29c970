// A ledger of many documents beside an empty one: bench/ledger.ts, whose own table stands above, figure by figure.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Figure, timesOf } from "../figure.ts";
import type { Size } from "../size.ts";

/** Within so many times of an empty ledger. */
const BARS: Readonly<Record<string, number>> = {
  "start to status, stop": 1.2,
  "a sale": 1.2,
  "search of a number": 1.2,
};
/** `  name   empty   full  × ratio` */
const ROW = /^ {2}(\S.*?) +(\d+\.\d+) +(\d+\.\d+) {2}×/;

export function ledger({ documents }: Size): readonly Figure[] {
  const program = join(import.meta.dirname, "../ledger.ts");
  const told = execFileSync(process.execPath, [program, "--documents", String(documents)], { encoding: "utf8" });
  console.error(told);
  return told.split("\n").flatMap((line) => {
    const [, name = "", empty, full] = ROW.exec(line) ?? [];
    return name === "" || name.startsWith("RSS") ? [] : [figureOf(name, Number(empty), Number(full), documents)];
  });
}

const figureOf = (name: string, empty: number, full: number, documents: number): Figure =>
  timesOf(
    { what: "the same with an empty ledger, CPU time", took: empty },
    { name: `${name}, ${documents} documents`, took: full, unit: "ms" },
    BARS[name],
  );
