// A unit under power: the real composition over a simulated world, opened by the real supervisor. A power cut drops it
// between any two things that happen, or between any two calls of its ports; what its disk had is opened again.
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../agent/clock/system-clock.ts";
import { type Fault, messageOf } from "../../agent/core/errors.ts";
import type { Log } from "../../agent/log.ts";
import { type Supervised, superviseUnit } from "../../agent/supervise.ts";
import type { Terminal } from "../../agent/terminal.ts";
import { unitOver, type World } from "../../agent/wire.ts";
import { openStore, type Store } from "../../agent/wire-store.ts";
import { notBeforeSource } from "../../agent/work/active-csid.ts";
import type { Config } from "../../config/config.ts";
import type { Random } from "../faults/random.ts";
import type { Broken } from "./broken.ts";
import { createDisk } from "./disk.ts";
import { answerFlushes, inAfterlife } from "./machine.ts";
import type { Scheduler } from "./scheduler.ts";
import type { WallClock } from "./wall-clock.ts";

/** Thrown at a unit whose power is gone, by everything it calls. */
export class PowerCut extends Error {}

export interface PowerOptions {
  readonly config: Config;
  /** The ledger to begin with. */
  readonly template: string;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly clock: WallClock;
  readonly world: World;
  readonly broken: Broken;
  readonly log: Log;
  readonly trace: (event: string) => void;
  /** Something is in the ledger that a power cut may take. */
  readonly onLazyCommit: () => void;
  /** The moment it goes, for what is outside the unit. */
  readonly onCut: () => void;
}

export interface Power {
  /** The terminal, while there is power and it is open. */
  terminal(): Terminal | undefined;
  isOn(): boolean;
  /** Which life this is; -1 without power. */
  life(): number;
  /** Why there is no progress, as the supervisor sees it. */
  stuck(): string | undefined;
  /** Boots; a program that cannot start is started again. */
  on(): void;
  /** The plug is pulled now. */
  cut(): void;
  /** It will be pulled at a call of a port, so many calls from now. */
  cutAfterCalls(calls: number): void;
  /** A fault a caller met. */
  onFault(fault: Fault): void;
  /** The flush of the log fails, or no longer. */
  failFlushes(fails: boolean): void;
  /** The disk takes no page more, or does again. */
  fill(isFull: boolean): void;
  beginFlush(): { readonly takesMs: number; end(): Error | null };
  freeBytes(): number;
  shutDown(): Promise<void>;
  readonly cuts: () => number;
}

const RESTART_MS = 5_000;
const MB = 1_048_576;
const PORTS = [
  "ledger",
  "units",
  "outbox",
  "held",
  "journal",
  "drawers",
  "activity",
  "days",
  "closings",
  "mark",
] as const;

/** A life: from power on to power off. */
interface Life {
  isDead: boolean;
  readonly stores: Store[];
  supervised: Supervised | undefined;
}

/** A machine that is switched off, with a unit on its disk. */
export function createPower(options: PowerOptions): Power {
  const { config, scheduler, random, clock, trace } = options;
  const path = join(config.state.folder, "ledger.db");
  rmSync(config.state.folder, { recursive: true, force: true });
  mkdirSync(config.state.folder, { recursive: true });
  copyFileSync(options.template, path);
  const disk = createDisk(path, random, options.onLazyCommit);
  const state = { cuts: 0, cutIn: Number.POSITIVE_INFINITY, flushFails: false, isFull: false };
  let life: Life | undefined;

  const open = (own: Life) => () => {
    // A supervisor that was opening its unit anew goes on a moment longer than its power.
    if (own.isDead) throw new PowerCut();
    const store = openStore(
      config,
      lazyClock(clock, () => store),
    );
    own.stores.push(store);
    disk.attach(store.database);
    limit(store, state.isFull);
    const whenIdle: Store["whenIdle"] = (work) => store.whenIdle(() => untilDead(own, work));
    const made = options.broken({ ...store, ...watchedPorts(store, own), whenIdle }, options.world);
    return unitOver(made.store, config, made.world, options.log);
  };

  const watchedPorts = (store: Store, own: Life): Pick<Store, (typeof PORTS)[number]> => ({
    ...store,
    ...Object.fromEntries(PORTS.map((name) => [name, watched<object>(store[name], () => called(own))])),
  });

  const called = (own: Life): void => {
    if (own.isDead) throw new PowerCut();
    state.cutIn -= 1;
    if (state.cutIn > 0) return;
    power.cut();
    throw new PowerCut();
  };

  /** A unit without power does nothing more, not even while its files are let go. */
  const untilDead = (own: Life, work: () => boolean): boolean => {
    try {
      return !own.isDead && work();
    } catch (thrown) {
      if (thrown instanceof PowerCut) return false;
      throw thrown;
    }
  };

  const clearAway = (own: Life, restore: () => void): Promise<void> =>
    inAfterlife(async () => {
      answerFlushes();
      for (const store of own.stores) await store.close().catch(() => undefined);
      restore();
    });

  const boot = (): void => {
    if (life !== undefined) return;
    const own: Life = { isDead: false, stores: [], supervised: undefined };
    life = own;
    clock.boot();
    try {
      own.supervised = superviseUnit(open(own), options.log);
      own.supervised.start();
      trace("boots");
    } catch (thrown) {
      if (own.isDead) return;
      trace(`does not boot: ${messageOf(thrown)}`);
      life = undefined;
      void inAfterlife(async () => {
        for (const store of own.stores) await store.close().catch(() => undefined);
      });
      scheduler.after(RESTART_MS, "world", boot);
    }
  };

  const power: Power = {
    terminal: () => life?.supervised?.terminal,
    isOn: () => life !== undefined,
    life: () => (life === undefined ? -1 : state.cuts),
    stuck: () => life?.supervised?.stuck(),
    on: boot,
    cut: () => {
      const own = life;
      if (own === undefined) return;
      life = undefined;
      own.isDead = true;
      state.cuts += 1;
      state.cutIn = Number.POSITIVE_INFINITY;
      const { lostFrames, restore } = disk.cut();
      trace(`POWER CUT, ${lostFrames} frames lost`);
      clock.powerGoes();
      scheduler.dropUnit();
      options.onCut();
      queueMicrotask(() => void clearAway(own, restore));
    },
    cutAfterCalls: (calls) => {
      state.cutIn = calls;
    },
    onFault: (fault) => life?.supervised?.onFault(fault),
    failFlushes: (fails) => {
      state.flushFails = fails;
    },
    fill: (isFull) => {
      state.isFull = isFull;
      const store = life?.stores.at(-1);
      if (store?.database.open === true) limit(store, isFull);
    },
    beginFlush: () => {
      const end = disk.beginFlush();
      const fails = state.flushFails;
      return {
        takesMs: 2 + random.below(120),
        end: () => {
          if (fails) return new Error("EIO: i/o error, fdatasync");
          end();
          return null;
        },
      };
    },
    freeBytes: () => (state.isFull ? 40 * MB : 4_000 * MB),
    shutDown: async () => {
      await life?.supervised?.close();
      life = undefined;
    },
    cuts: () => state.cuts,
  };
  return power;
}

/** So many pages hold every seed. */
const ROOMY_PAGES = 1_000_000;

/** A full disk: SQLite itself refuses the page after the last one. */
function limit({ database }: Store, isFull: boolean): void {
  const pages = Number(database.pragma("page_count", { simple: true }));
  database.pragma(`max_page_count = ${isFull ? pages : ROOMY_PAGES}`);
}

type Call = (...given: readonly unknown[]) => unknown;

/** The same port, whose calls may be where the power goes: before them, or right behind. */
function watched<T extends object>(port: T, onCall: () => void): T {
  return new Proxy(port, {
    get: (target, member) => {
      const value: unknown = Reflect.get(target, member);
      if (typeof value !== "function") return value;
      return (...given: readonly unknown[]) => {
        onCall();
        const answer = (value as Call)(...given);
        try {
          onCall();
        } catch (cut) {
          // Who asked is gone: nobody hears how it ends.
          if (answer instanceof Promise) answer.catch(() => undefined);
          throw cut;
        }
        return answer;
      };
    },
  });
}

/** The agent's clock over a wall clock that may be wrong; it asks a ledger that is opened with it. */
function lazyClock(clock: WallClock, store: () => Store) {
  const bootedAt = clock.trueMs();
  let notBefore: (() => number) | undefined;
  return systemClock({
    lastIssuedAt: () => store().ledger.lastIssuedAt(),
    notBefore: () => {
      notBefore ??= notBeforeSource(store().units);
      return notBefore();
    },
    unverified: "refuse",
    sources: { isSynchronised: clock.isSynchronised, batteryClock: clock.battery },
    wallClock: clock.wallMs,
    monotonicClock: () => clock.trueMs() - bootedAt,
  });
}
