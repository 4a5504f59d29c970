// The simulated middleware as a program: the command `khatm simulate --stackcue`.
import { parseArgs } from "node:util";
import { startStackcue } from "./server.ts";

const USAGE = `Simulates the Stackcue middleware on this machine.

  --port N         port to listen on (default 7393; 0: any free one)
  --host ADDRESS   address to listen on (default 127.0.0.1)
  --json           one JSON line on stdout when ready; the log goes to stderr
  --help           this text
`;

const OPTIONS = {
  port: { type: "string", default: "7393" },
  host: { type: "string", default: "127.0.0.1" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const USAGE_ERROR = 2;

type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };

/** Runs the middleware until the signal is aborted; answers the exit code. */
export const run = async (argv: readonly string[], signal: AbortSignal, { out, err }: Output): Promise<number> => {
  const parsed = parse(argv);
  if (typeof parsed === "string") {
    err(`${parsed}\n\n${USAGE}`);
    return USAGE_ERROR;
  }
  if (parsed.help) {
    out(USAGE);
    return 0;
  }
  const log = (line: string): void => (parsed.json ? err : out)(`${line}\n`);
  const simulator = await startStackcue({ port: Number(parsed.port), host: parsed.host, log });
  const { url, token } = simulator;
  out(parsed.json ? `${JSON.stringify({ url, token })}\n` : `middleware ${url}\ntoken      ${token}\n`);
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
  await simulator.close();
  return 0;
};

const parse = (argv: readonly string[]) => {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS });
    return /^\d{1,5}$/.test(values.port) ? values : `--port takes a number, not "${values.port}"`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
