// What every suite is told: how much to try, and the seed that repeats it.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

export type Size = "ci" | "session" | "release";

export interface SuiteOptions {
  readonly size: Size;
  readonly seed: number;
  /** The one part of the suite to run. */
  readonly only: string | undefined;
  /** How much to try instead of what the size says. */
  readonly tries: number | undefined;
  /** How many units or openers work side by side. */
  readonly lanes: number;
  /** The agent's entry: the sources, or a build of them. */
  readonly program: string;
}

const SIZES: readonly Size[] = ["ci", "session", "release"];

/** Reads `--size ci|session|release --seed N --only PART --tries N --lanes N --program FILE`. @throws TypeError on anything else. */
export function suiteOptions(argv: readonly string[] = process.argv.slice(2)): SuiteOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      size: { type: "string", default: "ci" },
      seed: { type: "string", default: "1" },
      only: { type: "string" },
      tries: { type: "string" },
      lanes: { type: "string", default: "1" },
      program: { type: "string", default: join(import.meta.dirname, "../../agent/main.ts") },
    },
  });
  const size = SIZES.find((name) => name === values.size);
  if (size === undefined) throw new TypeError(`--size is one of ${SIZES.join(", ")}, not "${values.size}"`);
  if (!/^\d{1,9}$/.test(values.seed)) throw new TypeError(`--seed is a whole number, not "${values.seed}"`);
  if (!/^\d{1,7}$/.test(values.tries ?? "1")) throw new TypeError(`--tries is a number, not "${values.tries}"`);
  if (!/^[1-9]\d?$/.test(values.lanes)) throw new TypeError(`--lanes is a number from 1 to 99, not "${values.lanes}"`);
  return {
    size,
    lanes: Number(values.lanes),
    seed: Number(values.seed),
    only: values.only,
    tries: values.tries === undefined ? undefined : Number(values.tries),
    program: resolve(values.program),
  };
}
