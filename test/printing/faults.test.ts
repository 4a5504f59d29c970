// Printers that fail, every way × every seed, under a whole unit: no receipt lost, no second unmarked original, and the
// till answered before the printer is free. Judged by the ledger's file and the dots that were burnt, by nothing else.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { pagePng } from "../../simulator/printer/page-png.ts";
import { qrTextOf } from "../../simulator/printer/read-qr.ts";
import { chanceOf } from "./support/chance.ts";
import { documentsOf, type Verdict } from "./support/checker.ts";
import { FAULTS, type FaultCase, mendEverything, type Scene } from "./support/fault-cases.ts";
import { killEverywhere } from "./support/kills.ts";
import { openRig, type Rig, saleOf } from "./support/rig.ts";
import { SITUATIONS } from "./support/situations.ts";

const FIRST_SEED = Number(process.env["KHATM_SEED"] ?? 1);
const SEEDS = Number(process.env["KHATM_SEEDS"] ?? 1);
const seeds = Array.from({ length: SEEDS }, (_, i) => FIRST_SEED + i);

const sums = {
  faults: new Set<string>(),
  runs: 0,
  kills: 0,
  documents: 0,
  originals: 0,
  copies: 0,
  /** Papers nobody could vouch for, told to the operator, who printed a copy. */
  alarms: 0,
  lost: 0,
  duplicates: 0,
};

/** Counts a verdict, tells it, and holds it to the promise. */
function held(name: string, seed: number, verdict: Verdict): void {
  const { documents, originals, copies, lost, duplicates } = verdict;
  sums.faults.add(name);
  sums.runs += 1;
  sums.documents += documents;
  sums.originals += originals;
  sums.copies += copies;
  sums.lost += lost.length;
  sums.duplicates += duplicates.length;
  const counts = `${documents} documents, ${originals} originals, ${copies} copies, ${lost.length} lost, ${duplicates.length} duplicates`;
  process.stdout.write(`  ${name.padEnd(52)} seed ${seed}: ${counts}\n`);
  expect(verdict).toMatchObject({ lost: [], duplicates: [] });
}

afterAll(() => {
  const { faults, runs, kills, documents, originals, copies, alarms, lost, duplicates } = sums;
  process.stdout.write(
    `printer faults: ${faults.size} faults × ${SEEDS} seeds = ${runs} runs, ${kills} kills, ${documents} documents, ` +
      `${originals} originals, ${copies} copies, ${alarms} of them asked for by an alarm; ${lost} lost, ${duplicates} unmarked duplicates\n`,
  );
});

describe.each(seeds)("seed %i", (seed) => {
  let rig: Rig;
  let scene: Scene;
  let kills: ReturnType<typeof killEverywhere>;
  let sale = 0;
  const sell = async (means: "card" | "cash" = "card"): Promise<string> => {
    sale += 1;
    const { status, body } = await rig.call("POST", "/v1/invoices", saleOf(sale, means));
    expect(status).toBe(201);
    return (body as { irn: string }).irn;
  };

  beforeAll(async () => {
    kills = killEverywhere(seed);
    kills.catch(() => undefined);
    rig = await openRig();
    await sell();
    await rig.settle();
    const rows = rig.main.printer.pages.at(-1)?.height ?? 0;
    scene = { rig, chance: chanceOf(seed), bands: rig.main.line.bands(), rows };
  });
  afterEach(() => mendEverything(scene));
  afterAll(async () => {
    await rig[Symbol.asyncDispose]();
  });

  test.each(FAULTS)("$name", async (fault) => {
    const since = rig.now();
    const pulses = rig.main.printer.counters().drawerPulses;
    await fault.strike(scene);
    for (let i = 1; i < (fault.sales ?? 1); i++) await sell(fault.means);
    const irn = await sell(fault.means);
    await underTheFault(fault);
    if (fault.again !== undefined) await strikeAgain(fault.again, irn);
    await fault.mend?.(scene);
    await rig.settle();
    sums.alarms += await rig.answerAlarms();
    const verdict = rig.verdict(since);
    held(fault.name, seed, verdict);
    if (fault.again === undefined) expect(verdict.disordered).toEqual([]);
    expect(rig.main.printer.counters().drawerPulses - pulses).toBe(fault.means === "cash" ? 1 : 0);
  });

  /** The printer has its turn; where the fault holds it, a till is answered before it is free again. */
  async function underTheFault({ holdsPrinter }: FaultCase): Promise<void> {
    let isFree = false;
    const turn = rig.turn().then(() => {
      isFree = true;
    });
    if (holdsPrinter === true) {
      await sell();
      expect(isFree).toBe(false);
    }
    await turn;
  }

  /** The copy breaks off too: then it is the operator's, who prints one more. */
  async function strikeAgain(again: (scene: Scene) => unknown, irn: string): Promise<void> {
    await rig.main.line.heal();
    await again(scene);
    // The printer may still hold on to the connection that broke.
    const printed = async (): Promise<unknown> => {
      await rig.turn();
      return (await rig.call("GET", `/v1/invoices/${irn}`)).body;
    };
    await expect.poll(printed).toMatchObject({ printed: "unconfirmed" });
    expect((await rig.call("POST", `/v1/invoices/${irn}/print`)).status).toBe(202);
  }

  test.each(SITUATIONS)("$name", async ({ name, play }) => {
    const since = rig.now();
    await play(scene, sell);
    await rig.settle();
    sums.alarms += await rig.answerAlarms();
    held(name, seed, rig.verdict(since));
  });

  test("kill -9 at every band of a receipt", { timeout: 600_000 }, async () => {
    const { bands, kills: made, verdict } = await kills;
    held("kill -9 at every band of a receipt", seed, verdict);
    sums.kills += made;
    expect(made).toBeGreaterThan(bands / 2);
  });

  test("over all of it nothing is lost, nothing is doubled, and a second reader finds the QR codes", async () => {
    expect(rig.verdict()).toMatchObject({ lost: [], duplicates: [] });
    const documents = documentsOf(`${rig.folder}/state/ledger.db`);
    for (let i = 0; i < QR_CODES; i++) {
      const { irn, qr, original, copy } =
        documents[scene.chance.between(0, documents.length - 1)] ?? raise("no documents");
      const page = rig.main.printer.pages.find(({ rows }) =>
        [original, copy].some((dots) => Buffer.from(rows).includes(dots)),
      );
      expect(await qrTextOf(pagePng(page ?? raise(`no page of ${irn}`)))).toBe(qr);
    }
  });
});

/** How many papers are read back by the other decoder, of those a seed made. */
const QR_CODES = 8;

function raise(message: string): never {
  throw new Error(message);
}
