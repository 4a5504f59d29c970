// What can go wrong between a unit and the gateway: forty cases, one row each (reference: simulator E4, reliability F9).
import type { FaultRule } from "../../simulator/fatoora/faults.ts";
import type { Shop } from "./shop.ts";

/** Chance in [0, 1), by the case's seed. */
export type Chance = () => number;

export interface FaultCase {
  readonly name: string;
  /** The unit waits only so many milliseconds for an answer: cases in which none comes would cost real time. */
  readonly patienceMs?: number;
  /** Sets the trouble up before the sales. */
  readonly begin: (shop: Shop, chance: Chance) => Promise<void> | void;
  /** Happens after each sale. */
  readonly between?: (shop: Shop, chance: Chance) => Promise<void> | void;
  /** Ends trouble that does not end by itself, before everything must get through. */
  readonly end?: (shop: Shop) => Promise<void> | void;
}

const DOCUMENT_CALLS = ["reporting", "clearance"] as const;
const times = (chance: Chance, most: number): number => 1 + Math.floor(chance() * most);

/** The fault strikes the next one to four calls that carry a document. */
const strikes = (fault: string, most = 4): FaultCase => ({
  name: fault,
  begin: ({ simulator }, chance) =>
    simulator.admin.inject({ fault, calls: DOCUMENT_CALLS, times: times(chance, most) }),
});

const injected = (name: string, rules: (chance: Chance) => readonly FaultRule[]): FaultCase => ({
  name,
  begin: ({ simulator }, chance) => {
    for (const rule of rules(chance)) simulator.admin.inject({ calls: DOCUMENT_CALLS, ...rule });
  },
  end: ({ simulator }) => simulator.admin.clearFaults(),
});

const SINGLE = [
  ...["reset-before", "reset-after", "cut", "drip", "500", "502", "503", "503-empty", "504", "504-after"],
  ...["429", "429-retry-after", "400-html", "403-html", "401", "401-empty", "200-not-reported", "200-empty"],
  ...["erro-messages", "info-object", "lists-outside"],
].map((fault) => strikes(fault));

/** As many as make both halves alike: the silent ones wait in real time. */
const ANSWERS_HERE = 14;

const SILENT = ["timeout-before", "timeout-after"].map((fault) => ({ ...strikes(fault, 2), patienceMs: 250 }));
/** More of these in a row and the document waits for a person, as it must. */
const BOUNDED = [strikes("413", 1), strikes("400-null", 3)];

const MIXED: readonly FaultCase[] = [
  injected("storm of 5xx", () => ["500", "502", "503", "504"].map((fault) => ({ fault, probability: 0.3 }))),
  injected("half of all answers are lost", () => [{ fault: "reset-after", probability: 0.5 }]),
  injected("answers cut and calls reset", () => [
    { fault: "cut", probability: 0.3 },
    { fault: "reset-before", probability: 0.3 },
  ]),
  injected("stored behind a 504, then too many calls", (chance) => [
    { fault: "504-after", times: times(chance, 2) },
    { fault: "429", times: times(chance, 3) },
  ]),
  injected("only clearance is ill", (chance) => [{ fault: "503", calls: ["clearance"], times: times(chance, 5) }]),
  injected("only reporting is ill", (chance) => [{ fault: "502", calls: ["reporting"], times: times(chance, 5) }]),
  injected("credentials refused for a while", (chance) => [{ fault: "401", times: times(chance, 6) }]),
  injected("a filter comes and goes", (chance) => [
    { fault: "400-html", times: times(chance, 2) },
    { fault: "403-html", times: times(chance, 2) },
  ]),
];

const NETWORK: readonly FaultCase[] = [
  { name: "cable pulled", begin: ({ cable }) => cable.pull(), end: ({ cable }) => cable.plug() },
  {
    name: "cable pulled and plugged between sales",
    begin: () => undefined,
    between: async ({ cable }, chance) => {
      cable.pull();
      if (chance() < 0.5) await cable.plug();
    },
    end: async ({ cable }) => {
      cable.pull();
      await cable.plug();
    },
  },
  {
    name: "every connection destroyed",
    begin: ({ simulator }) => void simulator.admin.turn({ gateway: "down" }),
    end: ({ simulator }) => void simulator.admin.turn({ gateway: "up" }),
  },
  {
    name: "the front server refuses all",
    begin: ({ simulator }) => void simulator.admin.turn({ gateway: "refuse" }),
    end: ({ simulator }) => void simulator.admin.turn({ gateway: "up" }),
  },
];

const GATEWAY: readonly FaultCase[] = [
  {
    name: "clearance switched off and on",
    begin: () => undefined,
    between: ({ simulator }, chance) => void simulator.admin.turn({ clearance: chance() < 0.5 }),
  },
  {
    name: "two calls in ten seconds",
    begin: ({ simulator }) => void simulator.admin.turn({ rateLimit: { calls: 2, seconds: 10 } }),
    end: ({ simulator }) => void simulator.admin.turn({ rateLimit: null }),
  },
];

const PROGRAM: readonly FaultCase[] = [
  {
    name: "the program restarts between sales while the gateway is ill",
    begin: ({ simulator }) => simulator.admin.inject({ fault: "504-after", calls: DOCUMENT_CALLS, times: 3 }),
    between: (shop) => shop.restart(),
  },
];

/** The first half: one kind of answer, or of silence, a few times. */
export const ANSWER_CASES: readonly FaultCase[] = [...SINGLE.slice(0, ANSWERS_HERE), ...SILENT];

/** The second half: about as much work, for another process. */
export const PLACE_CASES: readonly FaultCase[] = [
  ...SINGLE.slice(ANSWERS_HERE),
  ...BOUNDED,
  ...MIXED,
  ...NETWORK,
  ...GATEWAY,
  ...PROGRAM,
];

export const FAULT_CASES: readonly FaultCase[] = [...ANSWER_CASES, ...PLACE_CASES];
