// A ledger that is not there, not whole, or not the newest: nothing is issued on it, least of all from ICV 1 again.
import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, finding } from "../checker/finding.ts";
import { LEDGER_FILE } from "../checker/ledger.ts";
import { type Desk, openDesk } from "../desk.ts";
import type { Scenario, Stage } from "./scenario.ts";

const wrong = finding("I2", "duplicate");
const unclear = finding("I1", "unverified");

/** What befalls the file while the agent is off; `older` is a copy from five documents before. */
const DAMAGES: Readonly<Record<string, (ledger: string, older: string) => void>> = {
  missing: (ledger) => rmSync(ledger),
  empty: (ledger) => truncateSync(ledger, 0),
  zeroed: (ledger) => writeFileSync(ledger, Buffer.alloc(statSync(ledger).size)),
  "cut in half": (ledger) => truncateSync(ledger, Math.floor(statSync(ledger).size / 2)),
  "its header gone": (ledger) => {
    const bytes = readFileSync(ledger);
    writeFileSync(ledger, bytes.fill(0, 0, 100));
  },
  "an older copy": (ledger, older) => cpSync(older, ledger),
};

export const ledgerFiles: Scenario = {
  name: "ledger-files",
  run: async (stage) => {
    for (const [name, damage] of Object.entries(DAMAGES)) {
      stage.tally.count(`ledger-files: ${name}`, await tryDamage(stage, name, damage));
    }
  },
};

async function tryDamage(
  stage: Stage,
  name: string,
  damage: (ledger: string, older: string) => void,
): Promise<readonly Finding[]> {
  const desk = await openDesk(stage, `ledger-files-${name.replaceAll(" ", "-")}`, { hasSecondCopy: true });
  try {
    const older = join(desk.shop.folder, "older.db");
    const ledger = join(desk.shop.state, LEDGER_FILE);
    await sellAndStop(desk, "early");
    cpSync(ledger, older);
    await sellAndStop(desk, "late");
    for (const file of readdirSync(desk.shop.state)) {
      if (file.startsWith(`${LEDGER_FILE}-`)) rmSync(join(desk.shop.state, file));
    }
    damage(ledger, older);
    return await refusalFindings(desk);
  } finally {
    await desk.close();
  }
}

async function sellAndStop(desk: Desk, prefix: string): Promise<void> {
  await desk.start();
  for (let n = 1; n <= 5; n++) await desk.sell(`${prefix} ${n}`);
  await desk.settled();
  await desk.stop();
}

/** It may end with a clear word, or stay up and refuse. */
async function refusalFindings(desk: Desk): Promise<readonly Finding[]> {
  const before = readFileSync(desk.shop.log, "utf8").length;
  if (!(await desk.start())) {
    const code = await desk.stop();
    const said = readFileSync(desk.shop.log, "utf8").slice(before);
    return code === 1 && /khatm: [a-z-]+: /.test(said) && !/\n\s+at /.test(said)
      ? []
      : [unclear(`it ended with ${code} and said: ${said.trim()}`)];
  }
  const { status, body } = await desk.sell("after");
  // 401: a ledger that is not there knows no till either.
  return status === 503 || status === 401
    ? []
    : [wrong(`a sale was answered ${status}, ICV ${body["icv"]}: ${JSON.stringify(body["code"])}`)];
}
