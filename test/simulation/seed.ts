// One seed: days of a shop in which everything misbehaves, a calm at the end, and a judgement.
import { createHash } from "node:crypto";
import { parseUuid, type Uuid } from "../../agent/core/ids.ts";
import { checkedHere } from "../../agent/keys/signature-checks.ts";
import type { MachineSeen } from "../../agent/ports/machine.ts";
import type { World } from "../../agent/wire.ts";
import { keyId } from "../faults/checker/vault-keys.ts";
import { type Random, randomOf } from "../faults/random.ts";
import { BROKEN } from "./broken.ts";
import { createGateway } from "./gateway.ts";
import { type AlarmHeard, judgeSeed } from "./judge.ts";
import { FIRST_ENDS, simulatedVault, VALID_FROM } from "./keys.ts";
import { useMachine } from "./machine.ts";
import { createOperator } from "./operator.ts";
import { createPower, type Power, type PowerOptions } from "./power.ts";
import { createPrinter } from "./printer.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import { FIRST_KEY, type Stage } from "./stage.ts";
import { createTills } from "./tills.ts";
import { createTrace } from "./trace.ts";
import { DAY, endTrouble, HOUR, LAZY, MINUTE, offMs, planTrouble, SECOND, type TroubledWorld } from "./trouble.ts";
import { createWallClock } from "./wall-clock.ts";

export interface SeedResult {
  readonly seed: number;
  readonly documents: number;
  readonly accepted: number;
  readonly papers: number;
  readonly cuts: number;
  readonly hours: number;
  readonly steps: number;
  /** SHA-256 of everything that happened. */
  readonly trace: string;
  readonly findings: readonly string[];
  /** What happened last. */
  readonly last: readonly string[];
}

export interface SeedOptions {
  readonly seed: number;
  readonly broken: string;
  /** Told everything that happens. */
  readonly tell?: (line: string) => void;
}

/** What a doctor finds: nothing of it moves in a simulation. */
const MACHINE: MachineSeen = {
  batteryClock: "none",
  watchdog: "none",
  isWatched: false,
  isFallback: false,
  root: "writable",
  ledgerMedium: "durable",
  secondMedium: "none",
  lines: [],
};

/** When all trouble has ended, everything must be done within so much virtual time. */
const CALM_MS = 6 * HOUR;
const BATTERY_ONE_IN = 3;
/** So many units begin without a CSID. */
const NEW_ONE_IN = 8;
/** What of a unit's log is told. */
const TOLD: readonly string[] = ["alarm", "reopening", "printer-alarm", "enrolment"];
/** A poll of a unit in an empty shop comes so late at the most. */
const LATEST_MS = 2 * HOUR;

export async function runSeed(stage: Stage, { seed, broken, tell }: SeedOptions): Promise<SeedResult> {
  const random = randomOf("simulation", seed);
  const scheduler = createScheduler(startOf(random), randomOf("simulation", seed, "order"));
  const trace = createTrace(scheduler, tell);
  const clock = createWallClock(scheduler, random.oneIn(BATTERY_ONE_IN));
  const alarms: AlarmHeard[] = [];
  let power: Power | undefined;
  const life = (): number => power?.life() ?? -1;
  const shared = { scheduler, trace: trace.add, life };
  const gateway = createGateway({ ...shared, ...stage, random: randomOf("simulation", seed, "gateway") });
  const printer = createPrinter({ ...shared, random: randomOf("simulation", seed, "printer") });
  const isNew = random.oneIn(NEW_ONE_IN);
  const vault = simulatedVault(stage.csids, isNew ? undefined : FIRST_KEY);
  const world: World = {
    vault,
    checks: checkedHere,
    gateway: gateway.port,
    printers: new Map([["main", { printer: printer.port, drawer: true }]]),
    uuid: uuids(seed),
    jitter: jitterOf(randomOf("simulation", seed, "jitter")),
    freeBytes: () => power?.freeBytes() ?? 0,
    machine: { look: () => MACHINE },
  };
  const log: PowerOptions["log"] = (event, facts) => {
    if (!TOLD.includes(event)) return;
    const what = facts["alarm"] ?? facts["because"] ?? facts["en"] ?? "";
    trace.add(`${event} ${String(what)} ${String(facts["subject"] ?? "")}`);
    const { alarm, subject } = facts;
    if (alarm === "outbox-waiting") alarms.push({ at: scheduler.now(), level: String(subject) });
  };
  const own = createPower({
    config: stage.config,
    template: isNew ? stage.newTemplate : stage.template,
    scheduler,
    random: randomOf("simulation", seed, "power"),
    clock,
    world,
    broken: BROKEN[broken] ?? unknownBreakage(broken),
    log,
    trace: trace.add,
    onLazyCommit: () => trace.hint(LAZY),
    onCut: () => {
      printer.powerGoes();
      scheduler.after(offMs(random), "world", own.on);
    },
  });
  power = own;
  useMachine({
    scheduler,
    lateness: latenessOf(scheduler, randomOf("simulation", seed, "lateness")),
    wallMs: clock.wallMs,
    beginFlush: own.beginFlush,
  });
  const tills = createTills({ scheduler, random: randomOf("simulation", seed, "tills"), power: own, trace: trace.add });
  const operator = createOperator({ scheduler, random, power: own, gateway, tills, trace: trace.add });
  const troubled: TroubledWorld = {
    scheduler,
    random,
    clock,
    power: own,
    gateway,
    printer,
    tills,
    operator,
    trace: trace.add,
    when: trace.when,
    isOver: false,
  };

  const beganAt = scheduler.now();
  const days = 30 * HOUR + random.below(DAY);
  own.on();
  keepTime(troubled, beganAt + days);
  if (isNew) operator.look();
  planTrouble(troubled, days);
  await scheduler.run(beganAt + days);
  trace.forget();
  endTrouble(troubled);
  const left = await calm(troubled);
  const endedAt = scheduler.now();
  const closing = own.shutDown();
  await scheduler.run(endedAt + MINUTE);
  await closing;
  const { documents, findings } = judgeSeed({
    state: stage.config.state.folder,
    scratch: stage.scratch,
    acknowledged: tills.acknowledged,
    papers: printer.papers,
    accepted: gateway.accepted,
    sent: gateway.seen,
    refusedAt: gateway.refusedAt,
    complaints: gateway.complaints,
    closed: operator.closed,
    certificates: gateway.evidence,
    vault: vault.keys().map((name) => ({ name, scalar: "", key: keyId(vault.spkiOf(name)) })),
    alarms,
    endedAt,
  });
  useMachine(undefined);
  return {
    seed,
    documents,
    accepted: gateway.accepted.size,
    papers: printer.papers.length,
    cuts: own.cuts(),
    hours: (endedAt - beganAt) / HOUR,
    steps: scheduler.steps(),
    trace: trace.hash(),
    findings: [
      ...findings,
      ...tills.wrong.map((what) => `till: ${what}`),
      ...operator.wrong.map((what) => `operator: ${what}`),
      ...left,
    ],
    last: trace.last(),
  };
}

/** Some day in the life of the first certificate; in one seed of six its last days. */
function startOf(random: Random): number {
  const morning = 4 * HOUR;
  if (random.oneIn(6)) return FIRST_ENDS - (1 + random.below(4)) * DAY + morning;
  return VALID_FROM + (30 + random.below(60)) * DAY + morning + random.below(HOUR);
}

/** A time server answers now and then while there is a network and power. */
function keepTime({ scheduler, random, clock, power, gateway }: TroubledWorld, until: number): void {
  const ask = (): void => {
    if (power.isOn() && gateway.mood !== "away" && !clock.isSynchronised()) clock.synchronise();
    if (scheduler.now() < until) scheduler.after(10 * MINUTE + random.below(6 * HOUR), "world", ask);
  };
  scheduler.after(random.below(HOUR), "world", ask);
}

/** Lets the unit finish, with an operator who looks in. @returns what is not done in time. */
async function calm({ scheduler, power, tills, operator }: TroubledWorld): Promise<readonly string[]> {
  const until = scheduler.now() + CALM_MS;
  const open = (): readonly string[] => {
    const terminal = power.terminal();
    if (terminal === undefined) return ["no power"];
    const { csid, outbox, printer } = terminal.status();
    if (csid.stage !== "ready") return [`the unit is ${csid.stage}`];
    const waits = {
      "documents wait": outbox.pending,
      "documents rejected": outbox.rejected,
      "held sales wait": outbox.held.waiting,
      "papers wait": printer.pending,
      "sales without an answer": tills.open.size,
    };
    return Object.entries(waits).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
  };
  while (scheduler.now() < until) {
    await scheduler.run(scheduler.now() + 5 * MINUTE);
    scheduler.after(5 * MINUTE, "world", () => undefined);
    if (safely(open).length === 0) return [];
    safely(() => [operator.look()]);
  }
  return safely(open).map((what) => `liveness: ${what} ${CALM_MS / HOUR} h after all trouble`);
}

/** A unit that is just being opened anew answers nothing. */
function safely<T>(ask: () => readonly T[]): readonly (T | string)[] {
  try {
    return ask();
  } catch (thrown) {
    return [thrown instanceof Error ? thrown.message : String(thrown)];
  }
}

/** Polls come late: by milliseconds where much happens, by minutes where nothing does. */
function latenessOf(scheduler: Scheduler, random: Random): (milliseconds: number) => number {
  return () => {
    const quiet = scheduler.quietMs();
    if (quiet < 5 * SECOND) return random.below(random.oneIn(2) ? 50 : 2_000);
    const longest = Math.min(quiet, LATEST_MS);
    return longest * 0.8 + random.below(longest * 0.2);
  };
}

function uuids(seed: number): () => Uuid {
  let made = 0;
  return () => {
    made += 1;
    const hex = createHash("sha256").update(`uuid ${seed} ${made}`).digest("hex");
    const text = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ];
    const uuid = parseUuid(text.join("-"));
    if (uuid === undefined) throw new Error("no UUID");
    return uuid;
  };
}

const jitterOf = (random: Random) => (): number => random.below(1_000) / 1_000;

function unknownBreakage(name: string): never {
  throw new TypeError(`nothing is broken by the name "${name}"; there are: ${Object.keys(BROKEN).join(", ")}`);
}
