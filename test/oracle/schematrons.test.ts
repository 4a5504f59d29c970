// The rule book beside the authority's own schematrons: the same findings on samples, on our documents, on broken ones.
// npm run test:oracle -- --documents 500 --mutants 5000 --seed 7, with ZATCA_SDK_HOME set.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonical } from "../../agent/core/xml/write.ts";
import { cases } from "../core/rules/cases/all.ts";
import { BASES, NOW } from "../core/rules/support/bases.ts";
import { documents, samples, treeOf } from "./support/documents.ts";
import { mutant } from "./support/mutate.ts";
import { randomOf } from "./support/random.ts";
import { type OfficialJudge, officialJudge, whyNot } from "./support/schematrons.ts";
import { summary, type Tally, tally } from "./support/tally.ts";

const DOCUMENTS = Number(process.env["KHATM_DOCUMENTS"] ?? 300);
const MUTANTS = Number(process.env["KHATM_MUTANTS"] ?? 3000);
const SEED = Number(process.env["KHATM_SEED"] ?? 1);

/** A folder for the documents the two judges disagree on. */
const KEEP = process.env["KHATM_KEEP"];

function keep(name: string, { disagreements }: Tally): void {
  if (KEEP === undefined) return;
  mkdirSync(KEEP, { recursive: true });
  for (const [index, { xml }] of disagreements.entries()) writeFileSync(join(KEEP, `${name} ${index}.xml`), xml);
}

const reason = whyNot();
if (reason !== undefined) console.info(reason);

describe.skipIf(reason !== undefined)(`judge() and the schematrons, seed ${SEED}`, () => {
  let official: OfficialJudge;
  beforeAll(() => {
    official = officialJudge(NOW);
  });
  afterAll(async () => {
    await official[Symbol.asyncDispose]();
  });

  const compared = async (name: string, xmls: readonly string[]): Promise<Tally> => {
    const result = await tally(official, xmls);
    console.info(summary(name, result));
    keep(name, result);
    return result;
  };

  it("agree on the authority's samples", async () => {
    const { disagreements, documents: count } = await compared(
      "samples",
      samples().map(([, xml]) => xml),
    );
    expect(disagreements).toEqual([]);
    expect(count).toBe(19);
  });

  it("agree on every breaking change of the book's own tests", async () => {
    const broken = cases.map(({ base, change }) => canonical(change(BASES[base])));
    expect((await compared("breaking changes", broken)).disagreements).toEqual([]);
  });

  it(`agree on ${DOCUMENTS} documents of ours, and the authority rejects none`, async () => {
    const result = await compared("documents", documents(DOCUMENTS, SEED));
    expect(result.disagreements).toEqual([]);
    expect([result.rejected, result.stopped]).toEqual([0, 0]);
  });

  it(`agree on ${MUTANTS} broken documents`, async () => {
    const random = randomOf(SEED);
    const seeds = [
      ...samples().map(([, xml]) => xml),
      ...documents(40, SEED),
      ...Object.values(BASES).map((root) => canonical(root)),
    ];
    const trees = seeds.map(treeOf);
    const mutants = Array.from({ length: MUTANTS }, () => canonical(mutant(random.pick(trees), random)));
    const result = await compared("mutants", mutants);
    expect(result.sameErrors).toBe(result.documents);
    expect(result.sameWarnings / result.documents).toBeGreaterThanOrEqual(0.99);
  });
});
