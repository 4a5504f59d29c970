// The virtual printer as a program of its own: `node simulator/printer/main.ts`, or `khatm simulate --printer`.
// Its keyboard is stdin, one command a line, so that a paper-out can be played in the middle of a receipt.
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { Voice } from "./machine.ts";
import { type Page, type Printer, type PrinterOptions, startPrinter } from "./server.ts";

const USAGE = `Simulates an ESC/POS receipt printer on this machine.

  --port N       port to listen on (default 9100, none with --device; 0: any free one)
  --host ADDRESS address to listen on (default 127.0.0.1)
  --device PATH  a character device instead of a port, such as one end of
                 socat pty,raw,echo=0,link=/tmp/printer pty,raw,echo=0,link=/tmp/agent
  --width DOTS   dots of the print head: 576, 512 or 384 (default 576)
  --out DIR      where each cut receipt becomes a PNG file (default receipts)
  --rows N       rows on the paper roll
  --speed MM     millimetres of paper a second (default: all at once)
  --buffer BYTES receive buffer; a full one holds the sender back (default: no limit)
  --lossy        no flow control: what does not fit the buffer is lost
  --mute         never answer, like a cheap printer
  --garbage      answer with noise, like a wrong baud rate
  --no-knife     never cut; a page is torn off when the sender hangs up
  --json         one JSON line on stdout when ready, and one for each receipt
  --help         this text

Commands on stdin, one a line, while it runs:
  paper out, paper in, paper ROWS    cover open, cover close    cutter jam, cutter free
  head hot, head cool                power off, power on        hang up
  voice answers, voice mute, voice garbage                      counters
`;

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string", default: "127.0.0.1" },
  device: { type: "string" },
  width: { type: "string", default: "576" },
  out: { type: "string", default: "receipts" },
  rows: { type: "string" },
  speed: { type: "string" },
  buffer: { type: "string" },
  lossy: { type: "boolean", default: false },
  mute: { type: "boolean", default: false },
  garbage: { type: "boolean", default: false },
  "no-knife": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const DEFAULT_PORT = "9100";
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
  const port = values.port ?? (values.device === undefined ? DEFAULT_PORT : undefined);
  return {
    host: values.host,
    width: widthOf(values.width),
    out: values.out,
    voice: voiceOf(values),
    hasKnife: !values["no-knife"],
    losesOverflow: values.lossy,
    onPage: tell,
    ...(values.device === undefined ? {} : { device: values.device }),
    ...given("port", "port", port),
    ...given("paperRows", "rows", values.rows),
    ...given("speed", "speed", values.speed),
    ...given("bufferBytes", "buffer", values.buffer),
  };
}

/** A whole number where one was given. */
const given = <K extends string>(key: K, flag: string, text: string | undefined): { readonly [key in K]?: number } =>
  text === undefined ? {} : ({ [key]: wholeNumber(flag, text) } as { readonly [key in K]: number });

function voiceOf({ mute, garbage }: Values): Voice {
  if (mute) return "mute";
  return garbage ? "garbage" : "answers";
}

async function serve(options: PrinterOptions, isJson: boolean, signal: AbortSignal, output: Output): Promise<void> {
  const printer = await startPrinter(options);
  const { port } = printer;
  const place = options.device ?? `${options.host ?? "127.0.0.1"}:${port}`;
  output.out(isJson ? `${JSON.stringify({ port })}\n` : `printer   ${place}\n`);
  const keyboard = createInterface({ input: process.stdin });
  keyboard.on("line", (line) => obey(line.trim(), printer, output));
  await untilAborted(signal);
  keyboard.close();
  await printer.close();
}

const KEYS: Readonly<Record<string, (printer: Printer) => void>> = {
  "paper out": (printer) => printer.setPaper(0),
  "paper in": (printer) => printer.setPaper(FULL_ROLL),
  "cover open": (printer) => printer.setCover(true),
  "cover close": (printer) => printer.setCover(false),
  "cutter jam": (printer) => printer.setCutter(true),
  "cutter free": (printer) => printer.setCutter(false),
  "head hot": (printer) => printer.setHead(true),
  "head cool": (printer) => printer.setHead(false),
  "power off": (printer) => printer.setPower(false),
  "power on": (printer) => printer.setPower(true),
  "hang up": (printer) => printer.hangUp(),
  "voice answers": (printer) => printer.setVoice("answers"),
  "voice mute": (printer) => printer.setVoice("mute"),
  "voice garbage": (printer) => printer.setVoice("garbage"),
};

function obey(line: string, printer: Printer, { out, err }: Output): void {
  const roll = /^paper (\d{1,9})$/.exec(line)?.[1];
  const key = Object.hasOwn(KEYS, line) ? KEYS[line] : undefined;
  if (line === "counters") out(`${JSON.stringify(printer.counters())}\n`);
  else if (roll !== undefined) printer.setPaper(Number(roll));
  else if (key !== undefined) key(printer);
  else err(`unknown command "${line}"; there are: ${Object.keys(KEYS).join(", ")}, paper ROWS, counters\n`);
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
