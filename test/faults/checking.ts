// A unit's evidence and the checker that judges its folder against it: what grows over many lives of one unit.
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Evidence } from "./checker/evidence.ts";
import type { Finding } from "./checker/finding.ts";
import type { CheckRequest, Verdict } from "./checker/main.ts";
import type { LineChild } from "./child.ts";
import type { UnitFiles } from "./places.ts";

/** The checker as a program. */
export const CHECKER = join(import.meta.dirname, "checker", "main.ts");

export interface Docket {
  add(evidence: readonly Evidence[]): void;
  /** How many pieces of evidence there are. */
  lines(): number;
  /** Judges the folder as it lies there. */
  judge(more?: Omit<CheckRequest, "state" | "evidence">): Promise<readonly Finding[]>;
}

/** Opens a docket for a unit. */
export function openDocket(checker: LineChild, { folder, state }: Pick<UnitFiles, "folder" | "state">): Docket {
  const path = join(folder, "evidence.jsonl");
  let lines = 0;
  writeFileSync(path, "");
  return {
    add: (evidence) => {
      appendFileSync(path, evidence.map((one) => `${JSON.stringify(one)}\n`).join(""));
      lines += evidence.length;
    },
    lines: () => lines,
    judge: async (more = {}) => {
      const request: CheckRequest = { state, evidence: { path, lines }, ...more };
      return (await checker.ask<Verdict>(request)).findings;
    },
  };
}
