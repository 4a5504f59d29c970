// npm run test:pm2: the agent under pm2 by systemd/ecosystem.config.cjs: started, killed, its configuration spoilt, stopped.
// pm2 is AGPL and no part of the product: it is fetched for the run into a folder of its own. Says so in one line and
// succeeds where it cannot be had.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeConfig } from "../../config/write.ts";
import { khatm, root } from "../support/khatm.ts";
import { openTestUnit, testAnswers, testSale } from "../support/unit.ts";

const PM2 = "pm2@7.0.4";
const ECOSYSTEM = join(root, "systemd/ecosystem.config.cjs");
const TRIES = 300;
const PAUSE_MS = 200;
const LONGER_THAN_A_RESTART_MS = 4_000;

/** What pm2 says of our one program. */
interface Seen {
  readonly pid: number;
  readonly status: string;
  readonly restarts: number;
}

interface Pm2 {
  run(...args: readonly string[]): string;
  seen(): Seen | undefined;
}

interface Listed {
  readonly pid: number;
  readonly pm2_env: { readonly status: string; readonly restart_time: number };
}

/** @returns undefined where there is no registry. */
function fetched(folder: string): string | undefined {
  mkdirSync(folder);
  try {
    const args = [
      "install",
      "--prefix",
      folder,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      PM2,
    ];
    execFileSync("npm", args, { stdio: "ignore", timeout: 180_000 });
    return join(folder, "node_modules/pm2/bin/pm2");
  } catch {
    return undefined;
  }
}

/** pm2 with a home of its own, in the folder of a unit. */
function pm2In(program: string, home: string, unit: string): Pm2 {
  const env = { ...process.env, PM2_HOME: home, PM2_DISCRETE_MODE: "true", HOME: unit };
  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, [program, ...args], {
      cwd: unit,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  return {
    run,
    seen: () => {
      const listed = run("jlist");
      const [one] = JSON.parse(listed.slice(listed.indexOf("["))) as readonly Listed[];
      return one === undefined
        ? undefined
        : { pid: one.pid, status: one.pm2_env.status, restarts: one.pm2_env.restart_time };
    },
  };
}

/** Waits until pm2 says so. @throws Error with what it said last. */
async function until(pm2: Pm2, what: string, is: (seen: Seen) => boolean): Promise<Seen> {
  for (let tries = 0; tries < TRIES; tries++) {
    const seen = pm2.seen();
    if (seen !== undefined && is(seen)) return seen;
    await sleep(PAUSE_MS);
  }
  throw new Error(`${what}: ${JSON.stringify(pm2.seen())}\n${pm2.run("logs", "--nostream", "--lines", "40")}`);
}

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

function want(what: string, holds: boolean): void {
  if (!holds) throw new Error(`it does not hold that ${what}`);
}

async function underPm2(program: string, home: string): Promise<void> {
  await using own = await openTestUnit();
  own.unit.terminal.issue(testSale("pm2/before"));
  await own.unit.close();
  const config = join(own.folder, "khatm.toml");
  writeFileSync(config, writeConfig(testAnswers(own.simulator.url)));
  const sell = async (reference: string): Promise<void> => {
    const input = JSON.stringify(testSale(reference));
    const { code, notes } = await khatm(["--config", config, "issue", "-", "--no-print"], { input });
    if (code !== 0) throw new Error(`${reference} was answered ${code}: ${notes}`);
  };
  const pm2 = pm2In(program, home, own.folder);
  try {
    pm2.run("start", ECOSYSTEM);
    const started = await until(pm2, "it starts", ({ status }) => status === "online");
    await sell("pm2/started");
    process.kill(started.pid, "SIGKILL");
    const again = await until(
      pm2,
      "it comes back",
      ({ status, pid }) => status === "online" && pid > 0 && pid !== started.pid,
    );
    want("pm2 counts the crash", again.restarts === 1);
    await sell("pm2/again");
    const good = readFileSync(config, "utf8");
    writeFileSync(config, `${good}\nnonsense = 1\n`);
    process.kill(again.pid, "SIGKILL");
    // Of a program it leaves alone it says «waiting restart», but without a process.
    const left = await until(pm2, "it ends", ({ pid, status }) => pid === 0 && status !== "online");
    await sleep(LONGER_THAN_A_RESTART_MS);
    const later = pm2.seen();
    want(`a wrong configuration is left alone: ${JSON.stringify([left, later])}`, later?.restarts === left.restarts);
    writeFileSync(config, good);
    pm2.run("restart", "khatm");
    await until(pm2, "it starts again", ({ status }) => status === "online");
    await sell("pm2/mended");
    pm2.run("stop", "khatm");
    await until(pm2, "it stops", ({ status }) => status === "stopped");
    want("it stopped because it was asked to", pm2.run("logs", "--nostream", "--lines", "40").includes('"stopping"'));
  } finally {
    pm2.run("kill");
  }
  const verdict = await khatm(["--config", config, "verify"]);
  want(`the chain is whole: ${verdict.out}`, verdict.code === 0 && verdict.out.includes("intact: 4 documents"));
}

const work = mkdtempSync(join(tmpdir(), "khatm-pm2-"));
try {
  const program = fetched(join(work, "pm2"));
  if (program === undefined) tell(`skipped: ${PM2} cannot be fetched from the npm registry`);
  else {
    await underPm2(program, join(work, "home"));
    tell(`${PM2}: started, killed and back, left alone with a wrong configuration, stopped; 4 sales, chain whole`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
