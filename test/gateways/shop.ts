// A shop for the gateway suites: a whole unit with its real ledger, keys and HTTP, the simulator at the other end of a
// cable, and a time that only the test moves.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeWrappingKey } from "../../agent/keys/wrapping-key.ts";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import type { ClearOutcome, Terminal } from "../../agent/terminal.ts";
import { openUnit, type Unit, wrappingKeyOf } from "../../agent/wire.ts";
import type { Config } from "../../config/config.ts";
import { parseConfig } from "../../config/load.ts";
import { writeConfig } from "../../config/write.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/server.ts";
import { type Cable, layCable } from "../support/cable.ts";
import { assertSealed } from "../support/sealed.ts";
import { TEST_VAT, testAnswers } from "../support/unit.ts";
import { type VirtualClock, virtualClock } from "./virtual-clock.ts";

export interface Shop extends AsyncDisposable {
  readonly folder: string;
  readonly config: Config;
  readonly clock: VirtualClock;
  readonly simulator: Simulator;
  readonly cable: Cable;
  /** Every line the unit and the simulator logged. */
  readonly logged: readonly string[];
  /** One-time passwords used so far. */
  readonly otps: readonly string[];
  readonly terminal: () => Terminal;
  /** A standard or simplified sale to its end. */
  sell(sale: unknown): Promise<ClearOutcome>;
  /** Lets the outbox work as it would by itself until nothing waits or so many virtual hours have passed. */
  settle(hours: number): Promise<void>;
  onboard(): Promise<void>;
  /** The program ends and starts again, perhaps with another configuration. */
  restart(changes?: (config: Config) => Config): Promise<void>;
  documents(): readonly StoredDocument[];
}

export interface ShopOptions {
  readonly map?: "0100" | "1000" | "1100";
  readonly seed?: number;
  readonly simulator?: SimulatorOptions;
  /** Answers by section, over those of the plain test unit. */
  readonly changes?: Readonly<Record<string, object>>;
  readonly isOnboarded?: boolean;
  /** Milliseconds the unit waits for an answer. */
  readonly answerMs?: number;
  /** Secrets are planted in it on purpose. */
  readonly hasPlanted?: true;
}

const ANSWER_MS = 5_000;
const HOUR_MS = 3_600_000;

export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), "khatm-shop-"));
  const clock = virtualClock(Math.floor(Date.now() / 1000) * 1000);
  const logged: string[] = [];
  const otps: string[] = [];
  const simulator = await startSimulator({
    clock: clock.wallMs,
    seed: options.seed ?? 1,
    log: (line) => void logged.push(line),
    ...options.simulator,
  });
  const cable = await layCable();
  cable.lead(simulator.origin);
  let config = configIn(folder, cable, simulator, options);
  mkdirSync(dirname(config.key.path), { recursive: true });
  makeWrappingKey(wrappingKeyOf(config, undefined));
  const open = (): Unit =>
    openUnit(config, {
      log: (event, facts) => void logged.push(JSON.stringify({ event, ...facts })),
      credentials: undefined,
      clock,
    });
  let unit = open();
  const terminal = (): Terminal => unit.terminal;
  const shop: Shop = {
    folder,
    get config() {
      return config;
    },
    clock,
    simulator,
    cable,
    logged,
    otps,
    terminal,
    sell: async (sale) => {
      const outcome = terminal().issue(sale);
      return outcome.kind === "clearing" ? await outcome.outcome : outcome;
    },
    settle: (hours) => settle(() => unit, clock, hours),
    onboard: async () => {
      const otp = simulator.admin.otp(TEST_VAT);
      otps.push(otp);
      const done = await terminal().onboard(otp, () => undefined);
      if (!done.ok) throw new Error(`onboarding failed: ${JSON.stringify(done.error)}`);
    },
    restart: async (changes) => {
      await unit.close();
      config = changes?.(config) ?? config;
      unit = open();
    },
    documents: () => terminal().list({ limit: 100_000 }).toReversed(),
    [Symbol.asyncDispose]: async () => {
      await unit.close();
      await cable[Symbol.asyncDispose]();
      await simulator.close();
      if (options.hasPlanted !== true) assertSealed(config, folder, logged);
      rmSync(folder, { recursive: true });
    },
  };
  if (options.isOnboarded !== false) await shop.onboard();
  return shop;
}

function configIn(folder: string, cable: Cable, simulator: Simulator, options: ShopOptions): Config {
  const url = cable.origin + new URL(simulator.url).pathname;
  const answers = testAnswers(url, {
    unit: { functionalityMap: options.map ?? "0100" },
    ...options.changes,
    gateway: { url },
  });
  const config = parseConfig(writeConfig(answers), { file: join(folder, "khatm.toml") });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const answerMs = options.answerMs ?? ANSWER_MS;
  return withPatience(config.value, answerMs);
}

/** The same configuration with so many milliseconds to wait for an answer. */
export const withPatience = (config: Config, answerMs: number): Config => ({
  ...config,
  gateway: {
    ...config.gateway,
    timeouts: { connectMs: 1_000, answerMs, bodyMs: answerMs, totalMs: 2 * answerMs },
  },
});

async function settle(unit: () => Unit, clock: VirtualClock, hours: number): Promise<void> {
  const until = clock.monotonicMs() + hours * HOUR_MS;
  for (;;) {
    const rest = await unit().turn();
    const { outbox } = unit().terminal.status();
    if (outbox.pending + outbox.held.waiting === 0 || clock.monotonicMs() >= until) return;
    clock.pass(Math.max(1, rest));
  }
}
