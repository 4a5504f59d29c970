// Records a command on the folder of a unit that sold before: backup, restore.
import { join } from "node:path";
import { runKhatm, startKhatm } from "./agent.ts";
import { sha256 } from "./checker/document.ts";
import { legalXml, readLedger } from "./checker/ledger.ts";
import { filesBelow } from "./folders.ts";
import { createControl, watched } from "./recorder.ts";
import { readRecording } from "./recording.ts";
import { assertComplete, type Run } from "./replay.ts";
import { settled } from "./settled.ts";
import { openTill } from "./till.ts";
import { openShop, type Shop, type Unit } from "./unit.ts";
import { type Witnessed, witness } from "./witness.ts";
import type { Workshop } from "./workshop.ts";

export interface CommandRun {
  readonly name: "backup" | "restore";
  readonly seed: number;
  readonly documents: number;
}

/** The file's name below the state folder, so that it is recorded and judged with the rest. */
const FILE = "backup.db";

/** Runs the command once and reads back what it did. A restored backup is older than the ledger it replaces. */
export async function recordCommand({ folder, library }: Workshop, unit: Unit, run: CommandRun): Promise<Run> {
  const name = `${run.name} ${run.seed}`;
  const shop = await openShop(unit, join(folder, name.replace(" ", "-")));
  const file = join(shop.state, FILE);
  try {
    await sellSome(shop, "early", run.documents);
    if (run.name === "restore") {
      await runKhatm(["--config", shop.config, "backup", "--out", file], shop);
      await sellSome(shop, "late", run.documents);
    }
    const files = filesBelow(shop.state);
    const known = documentsOf(shop);
    const log = join(shop.folder, "recording");
    const control = createControl(join(shop.folder, "control"));
    const env = watched({ library, folder: shop.state, control, log });
    const args = run.name === "backup" ? ["backup", "--json", "--out", file] : ["restore", "--json", file];
    const { code, notes } = await runKhatm(["--config", shop.config, ...args], { ...shop, env });
    control.close();
    if (code !== 0) throw new Error(`khatm ${run.name} ended with ${code}: ${notes}`);
    const operations = readRecording(log);
    const witnessed = [...known, ...(await witness(operations))];
    const also = run.name === "backup" ? { also: { backup: { name: FILE, lines: known.length } } } : {};
    const recorded = { name, files, operations, witnessed, ...also };
    assertComplete(recorded, filesBelow(shop.state));
    return recorded;
  } finally {
    await shop.close();
  }
}

/** The agent sells and dies by its plug: some of it is still in the log. */
async function sellSome({ config, program, log, token }: Shop, prefix: string, documents: number): Promise<void> {
  const agent = await startKhatm(["--config", config, "run", "--json"], { program, log });
  const till = openTill(agent.ready?.["url"] ?? "", token);
  for (let n = 1; n <= documents; n++) await till.sell(`${prefix}/${n}`);
  await settled(till);
  await agent.stop("SIGKILL");
}

const documentsOf = ({ state, folder }: Shop): readonly Witnessed[] =>
  readLedger(state, folder).map((row) => ({
    operation: -1,
    evidence: { kind: "read", uuid: row.uuid, xml: sha256(legalXml(row)) },
  }));
