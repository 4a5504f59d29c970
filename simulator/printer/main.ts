// The virtual printer as a program of its own: `node simulator/printer/main.ts`, or `khatm simulate --printer`.
// Its keyboard is stdin, one command a line, so that a paper-out can be played in the middle of a receipt.
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { type Page, type Printer, type PrinterOptions, startPrinter } from "./server.ts";

const USAGE = `Simulates an ESC/POS receipt printer on this machine.

  --port N       port to listen on (default 9100; 0: any free one)
  --host ADDRESS address to listen on (default 127.0.0.1)
  --width DOTS   dots of the print head: 576, 512 or 384 (default 576)
  --out DIR      where each cut receipt becomes a PNG file (default receipts)
  --rows N       rows on the paper roll
  --mute         never answer, like a cheap printer
  --no-knife     never cut; a page is torn off when the sender hangs up
  --json         one JSON line on stdout when ready, and one for each receipt
  --help         this text

Commands on stdin: paper out, paper in, cover open, cover close, counters
`;

const OPTIONS = {
  port: { type: "string", default: "9100" },
  host: { type: "string", default: "127.0.0.1" },
  width: { type: "string", default: "576" },
  out: { type: "string", default: "receipts" },
  rows: { type: "string" },
  mute: { type: "boolean", default: false },
  "no-knife": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const OK = 0;
const FAILED = 1;
const USAGE_ERROR = 2;
const FULL_ROLL = 400_000;

/** Where the program writes: results, and remarks. */
export type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options: OPTIONS }).values;
type Values = ReturnType<typeof parse>;

/** Runs the printer until the signal is aborted; answers the exit code: 0 done, 1 failed to start, 2 bad usage. */
export async function run(argv: readonly string[], signal: AbortSignal, output: Output): Promise<number> {
  let values: Values;
  let options: PrinterOptions;
  try {
    values = parse(argv);
    options = optionsOf(values, output);
  } catch (error) {
    output.err(`${messageOf(error)}\n\n${USAGE}`);
    return USAGE_ERROR;
  }
  if (values.help) {
    output.out(USAGE);
    return OK;
  }
  try {
    await serve(options, values.json, signal, output);
    return OK;
  } catch (error) {
    output.err(`the virtual printer could not start: ${messageOf(error)}\n`);
    return FAILED;
  }
}

function optionsOf(values: Values, { out }: Output): PrinterOptions {
  const tell = ({ file, width, height }: Page): void =>
    out(
      values.json ? `${JSON.stringify({ file, width, height })}\n` : `receipt   ${file} (${width} x ${height} dots)\n`,
    );
  return {
    port: wholeNumber("port", values.port),
    host: values.host,
    width: widthOf(values.width),
    out: values.out,
    isMute: values.mute,
    hasKnife: !values["no-knife"],
    onPage: tell,
    ...(values.rows === undefined ? {} : { paperRows: wholeNumber("rows", values.rows) }),
  };
}

async function serve(options: PrinterOptions, isJson: boolean, signal: AbortSignal, output: Output): Promise<void> {
  const printer = await startPrinter(options);
  const { port } = printer;
  output.out(isJson ? `${JSON.stringify({ port })}\n` : `printer   ${options.host ?? "127.0.0.1"}:${port}\n`);
  const keyboard = createInterface({ input: process.stdin });
  keyboard.on("line", (line) => obey(line.trim(), printer, output));
  await untilAborted(signal);
  keyboard.close();
  await printer.close();
}

function obey(line: string, printer: Printer, { out, err }: Output): void {
  const keys: Readonly<Record<string, () => void>> = {
    "paper out": () => printer.setPaper(0),
    "paper in": () => printer.setPaper(FULL_ROLL),
    "cover open": () => printer.setCover(true),
    "cover close": () => printer.setCover(false),
    counters: () => out(`${JSON.stringify(printer.counters())}\n`),
  };
  const key = Object.hasOwn(keys, line) ? keys[line] : undefined;
  if (key === undefined) err(`unknown command "${line}"; there are: ${Object.keys(keys).join(", ")}\n`);
  else key();
}

const wholeNumber = (name: string, text: string): number => {
  if (!/^\d{1,10}$/.test(text)) throw new TypeError(`--${name} takes a whole number, not "${text}"`);
  return Number(text);
};

const widthOf = (text: string): number => {
  if (!["384", "512", "576"].includes(text)) throw new TypeError(`--width is 384, 512 or 576, not "${text}"`);
  return Number(text);
};

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  process.exitCode = await run(process.argv.slice(2), stop.signal, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}
