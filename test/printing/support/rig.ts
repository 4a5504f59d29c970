// A whole unit with two real ways to paper: the receipt printer and the kitchen's, each a virtual printer behind a line
// on which everything can go wrong.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createApp } from "../../../agent/api/app.ts";
import { makeWrappingKey } from "../../../agent/keys/wrapping-key.ts";
import { openUnit, type Unit, wrappingKeyOf } from "../../../agent/wire.ts";
import type { Config } from "../../../config/config.ts";
import { parseConfig } from "../../../config/load.ts";
import { writeConfig } from "../../../config/write.ts";
import type { Patience } from "../../../drivers/transport/link.ts";
import { type Printer, startPrinter } from "../../../simulator/printer/server.ts";
import { type Simulator, startSimulator } from "../../../simulator/server.ts";
import { assertSealed } from "../../support/sealed.ts";
import { TEST_VAT, testAnswers, testSale } from "../../support/unit.ts";
import { documentsOf, judge, type Verdict } from "./checker.ts";
import { type FaultyLine, layLine } from "./faulty-line.ts";
import { type SerialStation, serialStation } from "./serial-station.ts";

/** A printer of this machine answers at once: nobody needs to wait as long as for a real one. */
const PATIENCE: Patience = { connectMs: 500, answerMs: 400, busyMs: 700, stallMs: 900, proofMs: 500 };

export interface Station {
  readonly printer: Printer;
  readonly line: FaultyLine;
}

/** How many documents there were, and how long the receipt printer's tape was. */
export interface Moment {
  readonly documents: number;
  readonly bytes: number;
}

export interface Rig extends AsyncDisposable {
  readonly folder: string;
  readonly configPath: string;
  readonly main: Station;
  readonly kitchen: Station;
  /** A third printer on a serial line, where the machine has pseudo-terminals. */
  readonly bar: SerialStation | undefined;
  unit(): Unit;
  /** Calls the unit's own API as the local operator. */
  call(
    method: "GET" | "POST",
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: never }>;
  /** Closes the unit and opens it again. */
  reopen(): Promise<void>;
  /** One turn of every printer. */
  turn(): Promise<void>;
  /** Turns until no paper waits for itself. */
  settle(): Promise<void>;
  /**
   * What an operator does about the alarm "a paper may not have come out": prints a copy of each such document, and waits
   * for it. @returns how many there were.
   */
  answerAlarms(): Promise<number>;
  /** Judges what came out since a moment; without one, everything. */
  verdict(since?: Moment): Verdict;
  now(): Moment;
  /** What came out at the bar, judged by all documents. */
  barVerdict(): Verdict;
}

/** Opens the rig with an onboarded unit. */
export async function openRig(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), "khatm-faults-"));
  const simulator = await startSimulator();
  const main = await station(folder, "main");
  // The kitchen's is a slow one.
  const kitchen = await station(folder, "kitchen", { speed: 600 });
  const configPath = join(folder, "khatm.toml");
  const ledger = join(folder, "state", "ledger.db");
  const bar = await serialStation(folder);
  const config = configAt(configPath, simulator, { main, kitchen, bar });
  mkdirSync(dirname(config.key.path), { recursive: true });
  makeWrappingKey(wrappingKeyOf(config, undefined));
  const logged: string[] = [];
  const open = (): Unit =>
    openUnit(config, {
      log: (event, facts) => void logged.push(JSON.stringify({ event, ...facts })),
      credentials: undefined,
      patience: PATIENCE,
    });
  let unit = open();
  const onboarded = await unit.terminal.onboard(simulator.admin.otp(TEST_VAT), () => undefined);
  if (!onboarded.ok) throw new Error(`onboarding failed: ${JSON.stringify(onboarded.error)}`);
  const pending = (): number =>
    unit.terminal.status().printer.printers.reduce((sum, { pending: waits, asking }) => sum + waits - asking, 0);
  const settle = async (): Promise<void> => {
    for (let turns = 0; pending() > 0; turns++) {
      if (turns > 20) throw new Error(`papers still wait: ${unit.terminal.status().printer.condition}`);
      await unit.terminal.drainPrinter();
      if (pending() > 0) await sleep(50);
    }
  };
  const unconfirmed = () => unit.terminal.list({ limit: 500 }).filter(({ printed }) => printed === "unconfirmed");
  return {
    folder,
    configPath,
    main,
    kitchen,
    bar,
    unit: () => unit,
    settle,
    answerAlarms: async () => {
      const doubtful = unconfirmed();
      for (const document of doubtful) unit.terminal.reprint(document);
      await settle();
      return doubtful.length;
    },
    call: async (method, path, body) => await answerOf(unit, method, path, body),
    reopen: async () => {
      await unit.close();
      unit = open();
    },
    turn: () => unit.terminal.drainPrinter(),
    verdict: ({ documents, bytes } = { documents: 0, bytes: 0 }) =>
      judge(ledger, tapeOf(main.printer).subarray(bytes), documents),
    barVerdict: () => judge(ledger, Buffer.concat(bar?.printers().map(tapeOf) ?? [])),
    now: () => ({ documents: documentsOf(ledger).length, bytes: tapeOf(main.printer).length }),
    [Symbol.asyncDispose]: async () => {
      await unit.close();
      await Promise.all([closed(main), closed(kitchen), bar?.close(), simulator.close()]);
      assertSealed(config, folder, logged);
      rmSync(folder, { recursive: true });
    },
  };
}

async function station(folder: string, name: string, how: { readonly speed?: number } = {}): Promise<Station> {
  const printer = await startPrinter({ ...how, port: 0, width: 576, out: join(folder, name) });
  return { printer, line: await layLine(printer.port) };
}

async function closed({ line, printer }: Station): Promise<void> {
  await line[Symbol.asyncDispose]();
  await printer.close();
}

interface Stations {
  readonly main: Station;
  readonly kitchen: Station;
  readonly bar: SerialStation | undefined;
}

function configAt(file: string, simulator: Simulator, { main, kitchen, bar }: Stations): Config {
  const at = ({ line }: Station) => ({ transport: "tcp", address: `127.0.0.1:${line.port}` });
  const answers = testAnswers(simulator.url, {
    printer: { ...at(main), drawer: true },
    printers: {
      kitchen: at(kitchen),
      ...(bar === undefined ? {} : { bar: { transport: "serial", address: bar.address } }),
    },
  });
  const toml = writeConfig(answers);
  writeFileSync(file, toml);
  const config = parseConfig(toml, { file });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  return config.value;
}

async function answerOf(unit: Unit, method: "GET" | "POST", path: string, body: unknown) {
  const app = createApp({
    terminal: unit.terminal,
    port: () => 0,
    onBug: (thrown) => {
      throw thrown;
    },
    onFault: () => undefined,
    stuck: () => undefined,
  });
  const request = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const headers = { "content-type": "application/json" };
  const answer = await app.request(`http://localhost${path}`, { ...request, headers }, { local: true });
  return { status: answer.status, body: (await answer.json()) as never };
}

/** Everything a printer burnt, row by row, in order. */
export const tapeOf = (printer: Printer): Buffer =>
  Buffer.concat([...printer.pages.map(({ rows }) => rows), printer.hanging().rows]);

/** The n-th sale of a rig: paid by card, or in cash. */
export const saleOf = (n: number, means: "card" | "cash" = "card") =>
  testSale(`till/${n}`, { payments: [{ means, amount: "32.00" }] });
