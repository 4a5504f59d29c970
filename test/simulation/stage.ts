// What every seed of a process begins with: CSIDs, the gateway's seal, a configuration, the ledger of an onboarded unit.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storedCsid } from "../../agent/core/onboarding/csid.ts";
import type { IssuedCsid } from "../../agent/core/reporting/answer.ts";
import { openDatabase } from "../../agent/store/database.ts";
import { createUnitStore } from "../../agent/store/unit-record.ts";
import type { Config } from "../../config/config.ts";
import { parseConfig } from "../../config/load.ts";
import { writeConfig } from "../../config/write.ts";
import type { Seal } from "../../simulator/fatoora/clearance.ts";
import { testAnswers } from "../support/unit.ts";
import { type Credential, makeCsids, makeSeal, type SimulatedCsid } from "./keys.ts";

export interface Stage {
  readonly csids: readonly SimulatedCsid[];
  readonly seal: Seal;
  readonly config: Config;
  /** The ledger of an onboarded unit, and that of one that is new. */
  readonly template: string;
  readonly newTemplate: string;
  readonly scratch: string;
  close(): void;
}

/** The name of the key a unit begins with. */
export const FIRST_KEY = "egs-first";

/** Sets the stage in memory, where the machine has a disk there. */
export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(memoryOr(tmpdir()), "khatm-simulation-"));
  const scratch = join(folder, "scratch");
  mkdirSync(scratch);
  const csids = await makeCsids();
  const template = join(folder, "template.db");
  makeTemplate(template, csids);
  const newTemplate = join(folder, "new.db");
  openDatabase(newTemplate).close();
  const answers = testAnswers("http://127.0.0.1:9/e-invoicing/core", { unit: { functionalityMap: "1100" } });
  const config = parseConfig(writeConfig(answers), { file: join(folder, "khatm.toml") });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  return {
    csids,
    seal: await makeSeal(),
    config: config.value,
    template,
    newTemplate,
    scratch,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const memoryOr = (otherwise: string): string => {
  try {
    rmSync(mkdtempSync("/dev/shm/khatm-probe-"), { recursive: true });
    return "/dev/shm";
  } catch {
    return otherwise;
  }
};

function makeTemplate(path: string, csids: readonly SimulatedCsid[]): void {
  const [first] = csids;
  if (first === undefined) throw new RangeError("no CSID");
  const [production] = first.productions;
  if (production === undefined) throw new RangeError("no production CSID");
  const seal = (secret: string): string => `sealed ${secret}`;
  const database = openDatabase(path);
  createUnitStore(database, () => 0).save({
    stage: "ready",
    active: {
      environment: "local",
      production: storedCsid("production", issuedOf(production), FIRST_KEY, seal),
      compliance: storedCsid("compliance", issuedOf(first.compliance), FIRST_KEY, seal),
    },
    retired: [],
  });
  database.close();
}

const issuedOf = ({ requestId, token, secret }: Credential): IssuedCsid => ({
  requestId: String(requestId),
  token,
  secret: () => secret,
});
