// Agreement in figures, over many documents.
import { type Difference, differences } from "./compare.ts";
import type { OfficialJudge, Verdicts } from "./schematrons.ts";

export interface Disagreement {
  readonly xml: string;
  readonly differences: readonly Difference[];
}

export interface Tally {
  readonly documents: number;
  /** Documents with the same error ids (and the same stops), and with the same warning ids. */
  readonly sameErrors: number;
  readonly sameWarnings: number;
  /** Documents in which the authority finds an error. */
  readonly rejected: number;
  /** Documents that stopped at least one of the authority's stylesheets. */
  readonly stopped: number;
  /** Official ids that were found at least once. */
  readonly ids: ReadonlySet<string>;
  readonly disagreements: readonly Disagreement[];
}

/** In flight at once: enough that the Java process never waits. */
const BATCH = 32;

/** Has both judges look at each document. */
export async function tally(official: OfficialJudge, documents: readonly string[]): Promise<Tally> {
  const judged: Judged[] = [];
  for (let start = 0; start < documents.length; start += BATCH) {
    const batch = documents.slice(start, start + BATCH);
    judged.push(...(await Promise.all(batch.map((xml) => judgeBoth(official, xml)))));
  }
  const disagreements = judged.filter((one) => one.differences.length > 0);
  const without = (kinds: readonly string[]): number =>
    documents.length - disagreements.filter((one) => one.differences.some(({ kind }) => kinds.includes(kind))).length;
  return {
    documents: documents.length,
    sameErrors: without(["error", "stop"]),
    sameWarnings: without(["warning", "stop"]),
    rejected: judged.filter(({ verdicts }) => isRejected(verdicts)).length,
    stopped: judged.filter(({ verdicts }) => isStopped(verdicts)).length,
    ids: new Set(judged.flatMap(({ verdicts }) => foundBy(verdicts))),
    disagreements: disagreements.map(({ xml, differences: found }) => ({ xml, differences: found })),
  };
}

interface Judged extends Disagreement {
  readonly verdicts: Verdicts;
}

async function judgeBoth(official: OfficialJudge, xml: string): Promise<Judged> {
  const verdicts = await official.judge(xml);
  return { xml, verdicts, differences: differences(xml, verdicts) };
}

const isStopped = (verdicts: Verdicts): boolean =>
  "en" in verdicts && (verdicts.en.crash ?? verdicts.ksa.crash) !== null;

const isRejected = (verdicts: Verdicts): boolean =>
  "en" in verdicts && [...verdicts.en.found, ...verdicts.ksa.found].some(([, flag]) => flag === "error");

const foundBy = (verdicts: Verdicts): readonly string[] =>
  "en" in verdicts ? [...verdicts.en.found, ...verdicts.ksa.found].map(([id]) => id) : [];

/** The figures, and each kind of disagreement with how often it occurs. */
export function summary(
  name: string,
  { documents, sameErrors, sameWarnings, rejected, stopped, ids, disagreements }: Tally,
): string {
  const kinds = new Map<string, number>();
  for (const { differences: found } of disagreements) {
    const kind = found.map(({ book, missing, extra }) => `${book}: missing [${missing}] extra [${extra}]`).join("; ");
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const lines = [...kinds].map(([kind, count]) => `  ${count} × ${kind}`);
  const figures = `errors ${sameErrors}/${documents}, warnings ${sameWarnings}/${documents}`;
  return [
    `${name}: same ${figures}; ${rejected} rejected, ${stopped} stopped the validator; ${ids.size} ids seen`,
    ...lines,
  ].join("\n");
}
