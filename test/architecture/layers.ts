// The layers as a table: who may import whom. What is not listed is forbidden.

export type Layer =
  | "core"
  | "ports"
  | "work"
  | "agent/store"
  | "agent/gateway"
  | "agent/keys"
  | "agent/clock"
  | "agent/api"
  | "agent/copy"
  | "agent/machine"
  | "drivers"
  | "config"
  | "root"
  | "commands"
  | "simulator"
  | "console"
  | "client"
  | "outside";

/** First match wins. */
const PLACES: readonly (readonly [RegExp, Layer])[] = [
  [/^agent\/core\//, "core"],
  [/^agent\/(ports\/|terminal\.ts$)/, "ports"],
  [/^agent\/work\//, "work"],
  [/^agent\/store\//, "agent/store"],
  [/^agent\/gateway\//, "agent/gateway"],
  [/^agent\/keys\//, "agent/keys"],
  [/^agent\/clock\//, "agent/clock"],
  [/^agent\/api\//, "agent/api"],
  [/^agent\/copy\//, "agent/copy"],
  [/^agent\/machine\//, "agent/machine"],
  [/^drivers\//, "drivers"],
  [/^config\//, "config"],
  [/^agent\/(main|log|supervise|service-manager|wire[\w-]*)\.ts$/, "root"],
  [/^agent\/commands\//, "commands"],
  [/^simulator\//, "simulator"],
  [/^console\//, "console"],
  [/^client\//, "client"],
  [/^(test|bench)\//, "outside"],
  [/^[\w.-]+$/, "outside"],
];

/** The layer of a file, by its path from the project's root; undefined for a room nobody planned. */
export const layerOf = (path: string): Layer | undefined => PLACES.find(([place]) => place.test(path))?.[1];

const ADAPTERS = [
  "agent/store",
  "agent/gateway",
  "agent/keys",
  "agent/clock",
  "agent/api",
  "agent/copy",
  "agent/machine",
  "drivers",
  "config",
] as const;
const BELOW_ROOT = ["core", "ports", "work", ...ADAPTERS] as const;

/** Beside its own layer. Tests and benches may look at everything. */
export const MAY_IMPORT: Readonly<Record<Exclude<Layer, "outside">, readonly Layer[]>> = {
  core: [],
  ports: ["core"],
  work: ["core", "ports"],
  "agent/store": ["core", "ports"],
  "agent/gateway": ["core", "ports"],
  "agent/keys": ["core", "ports"],
  "agent/clock": ["core", "ports"],
  "agent/copy": ["core", "ports"],
  "agent/machine": ["core", "ports"],
  "agent/api": ["core", "ports"],
  drivers: ["core", "ports"],
  config: ["core", "ports"],
  root: [...BELOW_ROOT, "commands"],
  commands: [...BELOW_ROOT, "root", "simulator"],
  simulator: [],
  console: [],
  client: [],
};

/** Layers a browser's page and the client library may take types from, and nothing that runs. */
export const CONSOLE_TYPES: readonly Layer[] = ["agent/api", "core", "ports"];

/** What the core may use beside itself. `undefined` allows the whole package, a list only these names of it. */
export const CORE_PACKAGES: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  // Digests and checking of signatures; signing and every kind of chance come in as arguments.
  [
    "node:crypto",
    ["createHash", "createPublicKey", "hash", "KeyObject", "timingSafeEqual", "verify", "X509Certificate"],
  ],
  // A pure function of bytes: the packed form of what the ledger keeps.
  ["node:zlib", ["deflateRawSync", "inflateRawSync"]],
  ["@peculiar/x509", undefined],
  ["reflect-metadata", undefined],
]);

/** Names no file of the core may read, and what each would bring in. */
export const CORE_MUST_NOT_READ: ReadonlyMap<string, string> = new Map([
  ...rows("the clock", ["Date.now", "new Date()", "Date()", "performance", "Temporal", ".hrtime"]),
  ...rows("dice", ["Math.random", "crypto", ".randomUUID", ".getRandomValues"]),
  ...rows("the environment", [
    "process",
    "globalThis",
    "global",
    "navigator",
    "import.meta",
    "Intl",
    ".getTimezoneOffset",
  ]),
  ...rows("the machine's time zone", [".getFullYear", ".getMonth", ".getDate", ".getDay", ".getHours", ".getMinutes"]),
  ...rows("the machine's language", [
    ".toLocaleString",
    ".toLocaleDateString",
    ".toLocaleTimeString",
    ".localeCompare",
  ]),
  ...rows("a timer", ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"]),
  ...rows("the outer world", ["console", "fetch", "WebSocket", "Worker", "require", "eval", "Function"]),
]);

function rows(what: string, names: readonly string[]): readonly (readonly [string, string])[] {
  return names.map((name) => [name, what]);
}

/** Only these read the environment or end the process. */
export const PROCESS_OWNERS: ReadonlySet<string> = new Set([
  "agent/main.ts",
  "simulator/main.ts",
  "simulator/printer/main.ts",
]);
export const PROCESS_POWERS: readonly string[] = ["process.env", "process.exit", "process.exitCode"];

export const MAX_LINES = 300;

/** Files that may be longer, because they are one list without any code between its rows. */
export const LONG_TABLES: ReadonlySet<string> = new Set([
  "agent/commands/demo/sales.ts",
  "agent/core/rules/families/categories.ts",
  "simulator/fatoora/rules/ksa-errors.ts",
]);
