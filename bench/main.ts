// npm run bench: every figure beside its limit, measured in the same run, since machines differ and are noisy.
// --check holds them to their bars; --short is what .ci/run does: it fails only at twice as bad as recorded.json says;
// --only NAME takes one measure, --json FILE keeps the figures, --record makes them the ones to compare with.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Figure, isMet } from "./figure.ts";
import { MEASURES, type Measure } from "./measures.ts";
import { FULL, SHORT, type Size } from "./size.ts";
import { decline, type Recorded, recordOf, TOLERATED, tableOf } from "./table.ts";

const RECORDED = join(import.meta.dirname, "recorded.json");
const FLAGS = {
  only: { type: "string" },
  json: { type: "string" },
  documents: { type: "string" },
  check: { type: "boolean", default: false },
  short: { type: "boolean", default: false },
  record: { type: "boolean", default: false },
  peers: { type: "boolean", default: false },
} as const;

const { values } = parseArgs({ options: FLAGS });
const measures = chosen();
if (measures.length === 0) {
  console.error(`khatm: --only is one of ${MEASURES.map(({ name }) => name).join(", ")}`);
  process.exitCode = 2;
} else {
  process.exitCode = told(measures.flatMap((measure) => figuresOf(measure, size())));
}

function chosen(): readonly Measure[] {
  const only = values.peers ? "peers" : values.only;
  if (only !== undefined) return MEASURES.filter(({ name }) => name === only);
  return MEASURES.filter(({ isShort }) => isShort || !values.short);
}

function size(): Size {
  const given = values.short ? SHORT : FULL;
  return values.documents === undefined ? given : { ...given, documents: Number(values.documents) };
}

function figuresOf({ name, about }: Measure, own: Size): readonly Figure[] {
  console.error(`khatm: ${name}: ${about} …`);
  const args = [join(import.meta.dirname, "one.ts"), name, JSON.stringify(own)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));
}

/** Tells the figures. @returns the exit code: 1 where a bar is missed, or a figure is twice as bad. */
function told(figures: readonly Figure[]): number {
  const recorded = recordedBefore();
  console.log(tableOf(figures, recorded));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (values.record)
    writeFileSync(RECORDED, `${JSON.stringify({ ...recorded, ...recordOf(figures) }, undefined, 2)}\n`);
  const missed = values.check ? figures.filter((figure) => !isMet(figure)) : [];
  const declined = values.short ? figures.filter((figure) => (decline(figure, recorded) ?? 0) >= TOLERATED) : [];
  for (const { name } of missed) console.log(`missed: ${name}`);
  for (const { name } of declined) console.log(`at least ${TOLERATED} times as bad as recorded: ${name}`);
  return missed.length + declined.length === 0 ? 0 : 1;
}

function recordedBefore(): Recorded {
  return existsSync(RECORDED) ? (JSON.parse(readFileSync(RECORDED, "utf8")) as Recorded) : {};
}
