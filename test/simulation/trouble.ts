// What goes wrong in a seed, and when: gateway, printer, power, clock and disk each have a plan of their own, and all of
// them run at once.
import type { Random } from "../faults/random.ts";
import type { SimulatedGateway } from "./gateway.ts";
import { GATEWAY_MOODS } from "./moods.ts";
import type { Operator } from "./operator.ts";
import type { Power } from "./power.ts";
import { PRINTER_MOODS, type SimulatedPrinter } from "./printer.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Tills } from "./tills.ts";
import type { Trace } from "./trace.ts";
import type { WallClock } from "./wall-clock.ts";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface TroubledWorld {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly clock: WallClock;
  readonly power: Power;
  readonly gateway: SimulatedGateway;
  readonly printer: SimulatedPrinter;
  readonly tills: Tills;
  readonly operator: Operator;
  readonly trace: (event: string) => void;
  readonly when: Trace["when"];
  /** Whether all trouble has ended: what was planned for later does not come. */
  isOver: boolean;
}

type At = (time: number, run: () => void) => void;
/** @returns the moments at which something begins: where other trouble hurts most. */
type Plan = (world: TroubledWorld, at: At, endMs: number, moments: readonly number[]) => readonly number[];

/** Spells of one mood after another, with good ones between. */
function spells<M>(
  { random }: TroubledWorld,
  endMs: number,
  moods: readonly M[],
  good: M,
  begin: (at: number, mood: M) => void,
): readonly number[] {
  const moments: number[] = [];
  for (let at = random.below(6 * HOUR); at < endMs; ) {
    moments.push(at);
    begin(at, random.pick(moods));
    at += random.oneIn(4) ? 2 * HOUR + random.below(8 * HOUR) : MINUTE + random.below(40 * MINUTE);
    begin(at, good);
    at += HOUR + random.below(14 * HOUR);
  }
  return moments;
}

const gatewayTrouble: Plan = (world, at, endMs) => {
  const { random, gateway, trace } = world;
  const set = (time: number, mood: SimulatedGateway["mood"]): void =>
    at(time, () => {
      gateway.mood = mood;
      trace(`gateway is ${mood}`);
    });
  const moments = spells(world, endMs, GATEWAY_MOODS, "good", set);
  if (!random.oneIn(4)) return moments;
  const long = random.below(endMs / 2);
  const mood = random.pick(["away", "silent", "failing", "unauthorized", "proxy-page", "too-many"] as const);
  // Over and over, because the spells above go on meanwhile.
  for (let time = long; time < long + 30 * HOUR; time += 4 * HOUR) set(time, mood);
  set(long + 30 * HOUR, "good");
  return [...moments, long];
};

const printerTrouble: Plan = (world, at, endMs) => {
  const { printer, trace } = world;
  return spells(world, endMs, PRINTER_MOODS, "good", (time, mood) =>
    at(time, () => {
      printer.mood = mood;
      trace(`printer is ${mood}`);
    }),
  );
};

const OFF: readonly (readonly [least: number, most: number])[] = [
  [5 * SECOND, MINUTE],
  [MINUTE, 20 * MINUTE],
  [20 * MINUTE, 10 * HOUR],
];

/** What is worth a power cut right behind it. */
const DELICATE = [
  "paper begins",
  "paper begins original",
  "gateway",
  "till hears",
  "operator",
  "reopening",
  "enrolment",
];

/** What the gateway gave, and the unit has not heard yet. */
const ON_ITS_WAY = ["gateway production", "gateway renewal", "gateway compliance"];
/** An answer is on its way for so long. */
const ANSWER_MS = 900;

/** A commit that waits for its flush. */
export const LAZY = "lazy commit";
/** How long such a commit is in danger. */
const LAZY_MS = 250;

const powerTrouble: Plan = ({ random, power, when }, at, endMs, moments) => {
  if (random.oneIn(3)) {
    const after = random.below(LAZY_MS);
    when(LAZY, 1 + random.below(30), () => at(after, power.cut));
  }
  if (random.oneIn(2)) {
    const after = random.below(ANSWER_MS);
    when(random.pick(ON_ITS_WAY), 1, () => at(after, power.cut));
  }
  if (!random.oneIn(4)) {
    const after = random.below(random.pick([20, 150, 3 * SECOND]));
    when(random.pick(DELICATE), 1 + random.below(4), () => at(after, power.cut));
  }
  const cuts = random.below(3);
  for (let cut = 0; cut < cuts; cut++) {
    const calls = 1 + random.below(random.pick([20, 100, 300]));
    at(near(moments, random, endMs), () => (random.oneIn(4) ? power.cut() : power.cutAfterCalls(calls)));
  }
  return [];
};

/** Some time, mostly within seconds of a moment that counts. */
function near(moments: readonly number[], random: Random, endMs: number): number {
  if (moments.length === 0 || random.oneIn(4)) return random.below(endMs);
  return Math.max(0, random.pick(moments) + random.below(12 * SECOND) - 4 * SECOND);
}

/** How long the power is away when it goes. */
export const offMs = (random: Random): number => {
  const [least, most] = random.pick(OFF);
  return least + random.below(most - least);
};

const STEPS = [-26 * HOUR, -3 * HOUR, -20 * MINUTE, -MINUTE, MINUTE, 20 * MINUTE, 3 * HOUR, 26 * HOUR];

const clockTrouble: Plan = ({ random, clock, trace }, at, endMs) => {
  const times = random.pick([[], [0], [0, 0]]).map(() => random.below(endMs));
  for (const time of times) {
    const by = random.pick(STEPS);
    at(time, () => {
      clock.step(by);
      trace(`clock moved by ${by / MINUTE} minutes`);
    });
    at(time + random.below(12 * HOUR), () => {
      clock.synchronise();
      trace("clock set by a time server");
    });
  }
  return times;
};

const diskTrouble: Plan = ({ random, power, trace }, at, endMs) => {
  const full = random.below(endMs);
  const failing = random.below(endMs);
  const moments: number[] = [];
  if (random.oneIn(4)) {
    at(full, () => {
      power.fill(true);
      trace("disk full");
    });
    at(full + random.below(3 * HOUR), () => {
      power.fill(false);
      trace("disk has room");
    });
    moments.push(full);
  }
  if (random.oneIn(5)) {
    at(failing, () => {
      power.failFlushes(true);
      trace("flushes fail");
    });
    at(failing + random.below(20 * MINUTE), () => power.failFlushes(false));
    moments.push(failing);
  }
  return moments;
};

const trade: Plan = ({ random, tills }, at, endMs, moments) => {
  const rushes = Array.from({ length: 2 + random.below(3) }, () => near(moments, random, endMs));
  for (const rush of rushes) {
    const sales = 1 + random.below(3);
    for (let sale = 0; sale < sales; sale++) at(rush + random.below(3 * SECOND), tills.sell);
  }
  return rushes;
};

const care: Plan = ({ random, operator }, at, endMs) => {
  for (let time = random.below(3 * HOUR); time < endMs; time += HOUR + random.below(8 * HOUR)) {
    at(time, operator.look);
    if (random.oneIn(2)) at(time + random.below(HOUR), operator.fiddle);
  }
  return [];
};

/** Each may follow those before it. */
const PLANS: readonly Plan[] = [gatewayTrouble, printerTrouble, clockTrouble, diskTrouble, trade, powerTrouble, care];

/** Plans everything that will happen from now on until `endMs` have passed. */
export function planTrouble(world: TroubledWorld, endMs: number): void {
  const unlessOver = (run: () => void) => (): void => {
    if (!world.isOver) run();
  };
  const at: At = (time, run) => void world.scheduler.after(time, "world", unlessOver(run));
  let moments: readonly number[] = [];
  for (const plan of PLANS) moments = [...moments, ...plan(world, at, endMs, moments)];
}

/** All trouble ends. */
export function endTrouble(world: TroubledWorld): void {
  const { gateway, printer, power, clock, trace } = world;
  world.isOver = true;
  gateway.mood = "good";
  printer.mood = "good";
  power.cutAfterCalls(Number.POSITIVE_INFINITY);
  power.fill(false);
  power.failFlushes(false);
  power.on();
  clock.synchronise();
  trace("all trouble ends");
}
