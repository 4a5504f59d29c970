// Runs a named suite: its flags become environment, because vitest refuses options it does not know.
// `node test/run.ts gateways --seeds 50 --documents 5000`
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** Each suite's flags, and the environment each becomes. */
const SUITES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  oracle: {
    documents: "KHATM_DOCUMENTS",
    mutants: "KHATM_MUTANTS",
    sales: "KHATM_SALES",
    seed: "KHATM_SEED",
    keep: "KHATM_KEEP",
  },
  printing: { seeds: "KHATM_SEEDS", seed: "KHATM_SEED", texts: "KHATM_TEXTS" },
  e2e: { screenshots: "KHATM_SCREENSHOTS" },
  gateways: { seeds: "KHATM_SEEDS", documents: "KHATM_DOCUMENTS", report: "KHATM_GATEWAY_REPORT" },
};

const [name = "", ...argv] = process.argv.slice(2);
const flags = SUITES[name];
if (flags === undefined) {
  process.stderr.write(`usage: node test/run.ts ${Object.keys(SUITES).join(" | ")} [--flag value]\n`);
  process.exit(2);
}
const options = Object.fromEntries(Object.keys(flags).map((flag) => [flag, { type: "string" }] as const));
const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
const given = Object.entries(values).map(([flag, value]) => [flags[flag] ?? flag, String(value)] as const);
const vitest = join(import.meta.dirname, "../node_modules/vitest/vitest.mjs");
const child = spawn(process.execPath, [vitest, "run", "--project", name, ...positionals], {
  stdio: "inherit",
  env: { ...process.env, ...Object.fromEntries(given) },
});
const [code] = (await once(child, "close")) as [number | null];
process.exitCode = code ?? 1;
