// The gateway simulator as a program of its own: `node simulator/main.ts`, or the command `khatm simulate`.
import { parseArgs } from "node:util";
import { FAULT_NAMES, type FaultRule } from "./fatoora/faults.ts";
import { PROFILE_NAMES, type ProfileName } from "./fatoora/profiles.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "./server.ts";

const USAGE = `Simulates the ZATCA gateway on this machine.

  --port N         port to listen on (default 7390; 0: any free one)
  --host ADDRESS   address to listen on (default 127.0.0.1)
  --profile NAME   ${PROFILE_NAMES.join(" | ")} (default simulation)
  --schemas DIR    UBL 2.1 schemas (maindoc, common); without them element order is checked by a table
  --state FILE     keeps credentials and documents over a restart
  --vat NUMBER     makes a one-time password for this VAT number at once
  --fault NAME=P   lets a fault strike with probability P (repeatable): ${FAULT_NAMES.join(", ")}
  --seed N         makes the faults repeatable (default 1)
  --json           one JSON line on stdout when ready; the log goes to stderr
  --help           this text
`;

const OPTIONS = {
  port: { type: "string", default: "7390" },
  host: { type: "string", default: "127.0.0.1" },
  profile: { type: "string", default: "simulation" },
  schemas: { type: "string" },
  state: { type: "string" },
  vat: { type: "string" },
  fault: { type: "string", multiple: true },
  seed: { type: "string", default: "1" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const OK = 0;
const FAILED = 1;
const USAGE_ERROR = 2;

/** Where the program writes: results, and remarks. */
export type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options: OPTIONS }).values;
type Values = ReturnType<typeof parse>;

const wholeNumber = (name: string, text: string): number => {
  if (!/^\d{1,10}$/.test(text)) throw new TypeError(`--${name} takes a whole number, not "${text}"`);
  return Number(text);
};

const profileOf = (text: string): ProfileName => {
  const profile = PROFILE_NAMES.find((name) => name === text);
  if (profile === undefined) throw new TypeError(`--profile is one of ${PROFILE_NAMES.join(", ")}, not "${text}"`);
  return profile;
};

const faultOf = (text: string): FaultRule => {
  const [, fault = "", probability = ""] = /^([\w-]+)=(0|1|0?\.\d+)$/.exec(text) ?? [];
  if (!FAULT_NAMES.includes(fault)) throw new TypeError(`--fault takes NAME=PROBABILITY, not "${text}"`);
  return { fault, probability: Number(probability) };
};

type Plan = {
  readonly options: SimulatorOptions;
  readonly faults: readonly FaultRule[];
  readonly vat: string | undefined;
};

const planOf = (values: Values): Plan => ({
  options: {
    port: wholeNumber("port", values.port),
    host: values.host,
    profile: profileOf(values.profile),
    seed: wholeNumber("seed", values.seed),
    ...(values.schemas === undefined ? {} : { schemas: values.schemas }),
    ...(values.state === undefined ? {} : { state: values.state }),
  },
  faults: (values.fault ?? []).map(faultOf),
  vat: values.vat,
});

const greet = ({ url, origin }: Simulator, otp: string | undefined): string =>
  [
    `gateway   ${url}`,
    `admin     ${origin}/admin`,
    otp === undefined
      ? `password  curl -d '{"vat":"399999999900003"}' ${origin}/admin/otp`
      : `password  ${otp} (one use, one hour)`,
    "",
  ].join("\n");

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const simulate = async (plan: Plan, isJson: boolean, signal: AbortSignal, { out, err }: Output): Promise<void> => {
  const log = (line: string): void => (isJson ? err : out)(`${line}\n`);
  const simulator = await startSimulator({ ...plan.options, log });
  for (const rule of plan.faults) simulator.admin.inject(rule);
  const otp = plan.vat === undefined ? undefined : simulator.admin.otp(plan.vat);
  const { url, urls, origin } = simulator;
  out(
    isJson ? `${JSON.stringify({ url, urls, admin: `${origin}/admin`, otp: otp ?? null })}\n` : greet(simulator, otp),
  );
  await untilAborted(signal);
  await simulator.close();
};

/**
 * Runs the simulator until the signal is aborted; answers the exit code: 0 done, 1 failed to start, 2 bad usage.
 */
export const run = async (argv: readonly string[], signal: AbortSignal, output: Output): Promise<number> => {
  let plan: Plan;
  let values: Values;
  try {
    values = parse(argv);
    plan = planOf(values);
  } catch (error) {
    output.err(`${messageOf(error)}\n\n${USAGE}`);
    return USAGE_ERROR;
  }
  if (values.help) {
    output.out(USAGE);
    return OK;
  }
  try {
    await simulate(plan, values.json, signal, output);
    return OK;
  } catch (error) {
    output.err(`the simulator could not start: ${messageOf(error)}\n`);
    return FAILED;
  }
};

const isProgram = process.argv[1] !== undefined && import.meta.filename === process.argv[1];
if (isProgram) {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  process.exitCode = await run(process.argv.slice(2), stop.signal, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}
