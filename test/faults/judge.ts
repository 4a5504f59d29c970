// Judges crash states in parallel: the real ledger code opens each in a process of its own, then the checker looks.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, finding } from "./checker/finding.ts";
import type { CheckRequest, Verdict } from "./checker/main.ts";
import { CHECKER } from "./checking.ts";
import { type LineChild, lineChild } from "./child.ts";
import { writeFolder } from "./folders.ts";
import type { Opened } from "./opener.ts";
import type { Also, CrashState, Run } from "./replay.ts";

const OPENER = join(import.meta.dirname, "opener.ts");

export interface Judge {
  /** Writes a run's evidence where the checker finds it. */
  begin(run: Run): void;
  /** Builds a state at once, then judges it; resolves when a place is free for the next. */
  submit(state: CrashState, verdict: (findings: readonly Finding[]) => void): Promise<void>;
  /** Waits for every verdict. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** While one state is opened another is checked and a third is built. */
const PLACES_PER_LANE = 3;

/** Whatever a power cut left opens, and has what the checker sees. */
function openingFindings(opened: Opened, documents: number): readonly Finding[] {
  if (opened.open && opened.documents === documents) return [];
  const why = opened.open ? `it has ${opened.documents} documents of ${documents}` : opened.why;
  return [finding("I1", "lost")(`the ledger code fails: ${why}`)];
}

/** A judge with some lanes, each with an opener and a checker of its own. */
export function createJudge(folder: string, lanes: number): Judge {
  const openers = Array.from({ length: lanes }, () => lineChild(OPENER));
  const checkers = Array.from({ length: lanes }, () => lineChild(CHECKER));
  const places = lanes * PLACES_PER_LANE;
  const busy = new Map<number, Promise<void>>();
  const slotOf = (place: number): string => join(folder, `slot-${place}`);
  const ask = async <T>(children: readonly LineChild[], place: number, question: unknown): Promise<T> => {
    const [child] = children.slice(place % lanes);
    if (child === undefined) throw new RangeError("a judge needs a lane");
    return await child.ask<T>(question);
  };
  let evidence = "";
  let also: Also = {};
  let runs = 0;
  const schemaBefore = async (slot: string, place: number): Promise<readonly Finding[]> => {
    if (also.isMigrating !== true) return [];
    return (await ask<Verdict>(checkers, place, { state: slot, isSchemaOnly: true })).findings;
  };
  const look = async (place: number, lines: number): Promise<readonly Finding[]> => {
    const slot = slotOf(place);
    const before = await schemaBefore(slot, place);
    const opened = await ask<Opened>(openers, place, slot);
    const { backup, wrappingKey } = also;
    const request: CheckRequest = {
      state: slot,
      evidence: { path: evidence, lines },
      ...(wrappingKey === undefined ? {} : { wrappingKey }),
      ...(backup === undefined ? {} : { backups: [{ path: join(slot, backup.name), lines: backup.lines }] }),
    };
    const verdict = await ask<Verdict>(checkers, place, request);
    return [...before, ...verdict.findings, ...openingFindings(opened, verdict.documents)];
  };
  const freePlace = async (): Promise<number> => {
    const free = Array.from({ length: places }, (_, place) => place).find((place) => !busy.has(place));
    if (free !== undefined) return free;
    await Promise.race(busy.values());
    return freePlace();
  };
  return {
    begin: (run) => {
      also = run.also ?? {};
      evidence = join(folder, `evidence-${++runs}.jsonl`);
      writeFileSync(evidence, run.witnessed.map((seen) => `${JSON.stringify(seen.evidence)}\n`).join(""));
    },
    submit: async (state, verdict) => {
      const place = await freePlace();
      writeFolder(slotOf(place), state.image());
      const { evidence: lines } = state;
      busy.set(
        place,
        look(place, lines)
          .then(verdict)
          .finally(() => busy.delete(place)),
      );
    },
    settle: async () => void (await Promise.all(busy.values())),
    stop: async () => {
      await Promise.all([...openers, ...checkers].map((child) => child.stop()));
    },
  };
}
