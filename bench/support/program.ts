// The compiled program, laid out as it is installed, and a unit of it that is onboarded at a simulator of its own.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeWrappingKey } from "../../agent/keys/wrapping-key.ts";
import { wrappingKeyOf } from "../../agent/wire.ts";
import { parseConfig } from "../../config/load.ts";
import { writeConfig } from "../../config/write.ts";
import { runKhatm, type Started, startKhatm } from "../../test/faults/agent.ts";
import { TEST_VAT, testAnswers } from "../../test/support/unit.ts";

const ROOT = join(import.meta.dirname, "../..");

const UNIT = join(ROOT, "systemd/khatm.service");

/** What khatm.service puts into the environment, but for the compile cache, which is each program's own. */
function serviceEnvironment(): NodeJS.ProcessEnv {
  const lines = readFileSync(UNIT, "utf8").matchAll(/^Environment="?(.+?)"?$/gm);
  const pairs = [...lines].map(([, line = ""]) => line.split(/=(.*)/s).slice(0, 2));
  return Object.fromEntries(pairs.filter(([name]) => name !== "NODE_COMPILE_CACHE"));
}

export interface Program extends AsyncDisposable {
  readonly folder: string;
  readonly main: string;
  /** Its environment: a compile cache of its own, as the launcher and the service give it. */
  readonly env: NodeJS.ProcessEnv;
}

/** Builds the program into a folder of its own. */
export function buildProgram(): Program {
  const folder = mkdtempSync(join(tmpdir(), "khatm-bench-"));
  execFileSync(process.execPath, [join(ROOT, "build.mjs"), join(folder, "dist")], { stdio: "ignore" });
  cpSync(join(ROOT, "package.json"), join(folder, "package.json"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return {
    folder,
    main: join(folder, "dist/agent/main.js"),
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "cache") },
    [Symbol.asyncDispose]: () => Promise.resolve(rmSync(folder, { recursive: true })),
  };
}

export interface Shop extends AsyncDisposable {
  readonly config: string;
  /** A paired till's token. */
  readonly token: string;
  start(env?: NodeJS.ProcessEnv): Promise<Started>;
}

/** Onboards a unit; gateway and, where it is asked for, printer are processes of their own. */
export async function openShop(program: Program, world: { readonly hasPrinter: boolean }): Promise<Shop> {
  const folder = mkdtempSync(join(program.folder, "shop-"));
  const options = { program: program.main, env: program.env, log: join(folder, "log") };
  const gateway = await startKhatm(["simulate", "--json", "--port", "0", "--vat", TEST_VAT], options);
  const papers = ["simulate", "--printer", "--json", "--port", "0", "--out", join(folder, "papers")];
  const printer = world.hasPrinter ? await startKhatm(papers, options) : undefined;
  // In a shop they are other machines: here they must not take the agent's turn on a processor they share.
  for (const one of [gateway, printer]) if (one !== undefined) setPriority(one.pid, constants.priority.PRIORITY_LOW);
  const config = configIn(folder, gateway.ready?.["url"] ?? "", printer?.ready?.["port"]);
  const khatm = async (args: readonly string[], input = ""): Promise<string> => {
    const { code, out, notes } = await runKhatm(["--config", config, ...args], options, input);
    if (code !== 0) throw new Error(`khatm ${args[0]} ended with ${code}: ${notes}${out}`);
    return out;
  };
  await khatm(["onboard", "--otp-file", "-"], gateway.ready?.["otp"] ?? "");
  const { token } = JSON.parse(await khatm(["user", "pair", "till", "--json"])) as { token: string };
  return {
    config,
    token,
    start: (env = {}) =>
      startKhatm(["--config", config, "run", "--json"], {
        ...options,
        env: { ...program.env, ...serviceEnvironment(), ...env },
      }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([gateway.stop(), printer?.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

function configIn(folder: string, gateway: string, port: string | undefined): string {
  const printer = port === undefined ? {} : { printer: { transport: "tcp", address: `127.0.0.1:${port}` } };
  const text = writeConfig(testAnswers(gateway, printer));
  const file = join(folder, "khatm.toml");
  const config = parseConfig(text, { file });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  mkdirSync(dirname(config.value.key.path), { recursive: true });
  makeWrappingKey(wrappingKeyOf(config.value, undefined));
  writeFileSync(file, text);
  return file;
}
