// Everything that is measured, in the order in which it is told.
import type { Figure } from "./figure.ts";
import type { Size } from "./size.ts";

export interface Measure {
  readonly name: string;
  readonly about: string;
  readonly load: () => Promise<(size: Size) => readonly Figure[] | Promise<readonly Figure[]>>;
  /** Part of the short run too. */
  readonly isShort: boolean;
}

export const MEASURES: readonly Measure[] = [
  {
    name: "stamp",
    about: "an approved document becomes stamped bytes, read back and verified",
    load: async () => (await import("./measures/stamp.ts")).stamp,
    isShort: true,
  },
  {
    name: "sign",
    about: "a till's JSON, every rule, the stamp; no disk",
    load: async () => (await import("./measures/sign.ts")).signing,
    isShort: true,
  },
  {
    name: "issue",
    about: "the same, durably committed",
    load: async () => (await import("./measures/issue.ts")).issue,
    isShort: true,
  },
  {
    name: "rules",
    about: "the rule book alone",
    load: async () => (await import("./measures/rules.ts")).rules,
    isShort: true,
  },
  {
    name: "raster",
    about: "a receipt drawn",
    load: async () => (await import("./measures/raster.ts")).raster,
    isShort: true,
  },
  {
    name: "cold-start",
    about: "processes: command line, agent, a sale through its socket; memory of an idle agent",
    load: async () => (await import("./measures/cold-start.ts")).coldStart,
    isShort: true,
  },
  {
    name: "http",
    about: "sales over HTTP at 20 a second, each printed and told to the gateway; again on a slow disk",
    load: async () => (await import("./measures/http.ts")).http,
    isShort: false,
  },
  {
    name: "memory",
    about: "thousands of sales in one life of the agent",
    load: async () => (await import("./measures/memory.ts")).memory,
    isShort: false,
  },
  {
    name: "flush",
    about: "a backlog told to a gateway that answers after 50 ms",
    load: async () => (await import("./measures/flush.ts")).flush,
    isShort: false,
  },
  {
    name: "ledger",
    about: "a ledger of many documents beside one of a first day; --documents N",
    load: async () => (await import("./measures/ledger.ts")).ledger,
    isShort: false,
  },
  {
    name: "peers",
    about: "the same work by published libraries, where they are installed",
    load: async () => (await import("./measures/peers.ts")).peers,
    isShort: false,
  },
];
