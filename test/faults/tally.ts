// Counts of a suite: what was tried, and how often something was lost, missing, double or not verifiable.
import type { Damage, Finding } from "./checker/finding.ts";

export interface Tally {
  /** Counts one case; its findings are told, the first of each kind in full. */
  count(where: string, findings: readonly Finding[]): void;
  /** Adds findings about cases that were counted. */
  add(where: string, findings: readonly Finding[]): void;
  tried(): number;
  /** The line of counts. */
  line(): string;
  isGood(): boolean;
}

const DAMAGES: Readonly<Record<Damage, string>> = {
  lost: "lost",
  gap: "gaps",
  duplicate: "duplicates",
  unverified: "unverified",
};
const TOLD_IN_FULL = 10;

/** Starts counting; `tell` takes the findings, a line each. */
export function createTally(tell: (line: string) => void): Tally {
  let tried = 0;
  const counts: Record<Damage, number> = { lost: 0, gap: 0, duplicate: 0, unverified: 0 };
  const told = new Map<string, number>();
  const tellOnce = (where: string, { invariant, damage, what }: Finding): void => {
    const times = (told.get(`${invariant} ${damage}`) ?? 0) + 1;
    told.set(`${invariant} ${damage}`, times);
    if (times <= TOLD_IN_FULL) tell(`${invariant} ${damage}: ${what} [${where}]`);
  };
  const add = (where: string, findings: readonly Finding[]): void => {
    for (const damage of new Set(findings.map((finding) => finding.damage))) counts[damage] += 1;
    for (const one of findings) tellOnce(where, one);
  };
  return {
    count: (where, findings) => {
      tried += 1;
      add(where, findings);
    },
    add,
    tried: () => tried,
    line: () =>
      [
        `tried ${tried}`,
        ...Object.entries(DAMAGES).map(([damage, word]) => `${word} ${counts[damage as Damage]}`),
      ].join(", "),
    isGood: () => Object.values(counts).every((count) => count === 0),
  };
}
