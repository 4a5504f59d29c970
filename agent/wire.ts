// The composition root: which adapter serves which port. Nothing else knows them all.
import { type KeyObject, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config/config.ts";
import { RECEIPT_TEXTS } from "../config/receipt-texts.ts";
import { openRenderer, sharedRenderer } from "../drivers/raster/renderer.ts";
import { printerWith } from "../drivers/receipt-printer.ts";
import { PATIENCE, type Patience } from "../drivers/transport/link.ts";
import { Fault } from "./core/errors.ts";
import { parseUuid, type Uuid } from "./core/ids.ts";
import type { Terms } from "./core/invoice/price.ts";
import { ok } from "./core/result.ts";
import { openFatoora } from "./gateway/fatoora.ts";
import { openStackcue } from "./gateway/stackcue.ts";
import { readToken } from "./gateway/token-file.ts";
import { openSignatureChecks } from "./keys/signature-checks.ts";
import { openVault } from "./keys/vault.ts";
import { readWrappingKey, type WrappingKeySource } from "./keys/wrapping-key.ts";
import type { Log } from "./log.ts";
import { linuxMachine } from "./machine/machine.ts";
import { memoryAtRest } from "./machine/memory.ts";
import type { Clock } from "./ports/clock.ts";
import type { Gateway } from "./ports/gateway.ts";
import { diskRoom } from "./store/ballast.ts";
import type { Database } from "./store/database.ts";
import { createRemoteStore } from "./store/remote-store.ts";
import { withStorageFaults } from "./store/storage-faults.ts";
import { receiptDesign } from "./wire-design.ts";
import { openStore, type Store } from "./wire-store.ts";
import type { EnrolmentPorts } from "./work/enrolment-run.ts";
import type { Enrolment } from "./work/enrolment-turns.ts";
import { hearingGateway } from "./work/hearing-gateway.ts";
import { knownAdvances } from "./work/known-advances.ts";
import { makeComplianceDocument } from "./work/make-compliance-document.ts";
import { onboardUnit } from "./work/onboard-unit.ts";
import { provenLedger } from "./work/proven-ledger.ts";
import { onboardRemote } from "./work/remote-onboard.ts";
import { renewCsid } from "./work/renew-csid.ts";
import { createTerminal, type RunningTerminal, type TerminalPorts } from "./work/terminal.ts";
import { unitRequest } from "./work/unit-request.ts";

export interface Unit extends Omit<RunningTerminal, "stop"> {
  /** Stops the loops, closes everything, lets the ledger go. */
  close(): Promise<void>;
}

export interface Surroundings {
  readonly log: Log;
  /** Where systemd put the unit's credentials. */
  readonly credentials: string | undefined;
  /** Another time than the machine's, for who keeps time himself. */
  readonly clock?: Clock;
  /** Whether somebody ends this process when it hangs; unknown for one that soon ends by itself. */
  readonly isWatched?: boolean;
  /** Other waiting times for printers than the usual ones. */
  readonly patience?: Patience;
}

/**
 * Opens the unit of a configuration and holds its ledger until it is closed.
 * @throws Fault `storage-locked` when another process holds it, `key-unavailable`, `storage-failed`, `schema-newer`.
 */
export const openUnit = (config: Config, surroundings: Surroundings): Unit => unitOpener(config, surroundings)();

/** Opens the same unit again and again: the wrapping key is read the first time, as a pipe gives it only once. */
export function unitOpener(config: Config, surroundings: Surroundings): () => Unit {
  let key: KeyObject | undefined;
  const wrappingKey = (): KeyObject => {
    key ??= readWrappingKey(wrappingKeyOf(config, surroundings.credentials));
    return key;
  };
  return () => open(config, surroundings, wrappingKey);
}

function open(config: Config, surroundings: Surroundings, wrappingKey: () => KeyObject): Unit {
  const store = openStore(config, surroundings.clock);
  store.whenIdle(memoryAtRest());
  try {
    return unitOver(store, config, worldOf(config, surroundings, wrappingKey()), surroundings.log);
  } catch (thrown) {
    void store.close();
    throw thrown;
  }
}

/** What is around a unit and its ledger: keys, authority, printers, chance, the machine and the room on its disk. */
export interface World
  extends Pick<TerminalPorts, "vault" | "checks" | "printers" | "uuid" | "jitter" | "freeBytes" | "machine"> {
  readonly gateway: Gateway & { close(): Promise<void> };
}

function worldOf(config: Config, { log, patience, isWatched }: Surroundings, wrappingKey: KeyObject): World {
  return {
    vault: openVault(join(config.state.folder, "keys"), wrappingKey),
    checks: openSignatureChecks(),
    gateway: gatewayOf(config, log),
    printers: printersOf(config, patience),
    uuid: randomUuid,
    jitter: Math.random,
    freeBytes: diskRoom(config.state.folder),
    machine: machineOf(config, isWatched),
  };
}

/** The unit over an open store, in a world. */
export function unitOver(opened: Store, config: Config, world: World, log: Log): Unit {
  const { ledger, rest } = provenLedger({ ...opened, vault: world.vault, log });
  opened.whenIdle(rest);
  const store: Store = { ...opened, ledger };
  const gateway = hearingGateway(world.gateway, store.clock);
  const { printers } = world;
  const remote = remoteOf(config, store.database, log);
  const ports: TerminalPorts = {
    ...store,
    ...world,
    gateway,
    slipMarks: marksOf(config),
    reporting: config.outbox,
    callLimitMs: config.gateway.timeouts.totalMs,
    log,
    ...given({ remote }),
  };
  const enrolment = remote === undefined ? enrolmentOf(config, ports) : remoteEnrolment(config, ports, remote);
  const running = createTerminal(ports, settingsOf(config, ports), enrolment);
  return {
    ...running,
    terminal: withStorageFaults(running.terminal),
    close: async () => {
      try {
        await running.stop();
        const papers = [...printers.values()].map(({ printer }) => printer.close());
        await Promise.all([world.checks.close(), gateway.close(), remote?.middleware.close(), ...papers]);
      } finally {
        await store.close();
      }
    },
  };
}

/** Every printer of a configuration by name; the plain section is "main". */
export function printersOf(config: Config, patience: Patience = PATIENCE): TerminalPorts["printers"] {
  const named = Object.entries({ main: config.printer, ...config.printers });
  const renderer = sharedRenderer(openRenderer(RECEIPT_TEXTS, receiptDesign(config)), named.length);
  return new Map(
    named.map(([name, settings]) => [
      name,
      { printer: printerWith(renderer, settings, patience), drawer: settings.drawer },
    ]),
  );
}

const gatewayOf = ({ gateway, outbox }: Config, log: Log) =>
  openFatoora({
    base: new URL(gateway.url),
    timeouts: gateway.timeouts,
    language: gateway.language,
    // One more than the outbox uses: a clearance never waits behind a report.
    connections: outbox.inFlight + 1,
    observe: (attempt) => log("call", { ...attempt }),
  });

const machineOf = ({ state, printer, printers }: Config, isWatched: boolean | undefined) =>
  linuxMachine({
    stateFolder: state.folder,
    secondCopy: state.secondCopy,
    wired: Object.entries({ main: printer, ...printers }).flatMap(([name, { transport, address }]) =>
      address !== undefined && (transport === "usb-lp" || transport === "serial") ? [{ printer: name, address }] : [],
    ),
    isWatched,
    program: import.meta.dirname,
  });

/** A fresh identifier. */
export function randomUuid(): Uuid {
  const uuid = parseUuid(randomUUID());
  if (uuid === undefined) throw new Error("randomUUID made no UUID");
  return uuid;
}

function termsOf({ seller, receipt, sales }: Config, ports: Pick<TerminalPorts, "ledger">): Terms {
  const terms = { seller, arabicNames: receipt.arabicNames, strictVat: sales.strictVat };
  return { ...terms, findAdvance: knownAdvances(ports.ledger, terms) };
}

/** What stands on every paper outside production. */
const marksOf = ({ unit }: Config) => (unit.environment === "production" ? [] : (["test"] as const));

/** What the use cases must know of a configuration. */
export const settingsOf = (config: Config, ports: Pick<TerminalPorts, "ledger">) => ({
  environment: config.unit.environment,
  terms: termsOf(config, ports),
  functionalityMap: config.unit.request.functionalityMap,
  irnPattern: config.numbering.irn,
  receipt: {
    marks: marksOf(config),
    header: config.receipt.header,
    footer: config.receipt.footer,
  },
  closing: {
    seller: config.seller.name,
    vatNumber: config.seller.vat,
    unit: config.unit.request.name,
    words: RECEIPT_TEXTS,
    marks: marksOf(config),
  },
});

/** Onboarding and renewal over the same ports, with compliance documents made as any other document is. */
function enrolmentOf(config: Config, ports: TerminalPorts): Enrolment {
  const terms = termsOf(config, ports);
  const enrolment: EnrolmentPorts = {
    ...ports,
    makeDocument: (sale, csid, link) => makeComplianceDocument(ports, terms, sale, csid, link),
    now: () => ports.clock.wallMs(),
    wait: async (seconds) => void (await sleep(seconds * 1000)),
  };
  return {
    onboard: async (otp, progress) => {
      const outcome = await onboardUnit(enrolment, config.unit, otp, progress);
      return outcome.ok ? ok(undefined) : outcome;
    },
    renew: async (otp, progress) => {
      const outcome = await renewCsid(enrolment, config.unit, otp, progress);
      return outcome.ok ? ok(undefined) : outcome;
    },
    csr: () => unitRequest(enrolment, config.unit),
  };
}

type Remote = NonNullable<TerminalPorts["remote"]>;

/** The middleware of a configuration that names one. */
function remoteOf({ stackcue, gateway }: Config, database: Database, log: Log): Remote | undefined {
  if (stackcue === undefined) return undefined;
  const middleware = openStackcue({
    base: new URL(stackcue.url),
    timeouts: gateway.timeouts,
    token: () => readToken(stackcue.tokenFile),
    observe: (attempt) => log("middleware", { ...attempt }),
  });
  return { middleware, store: createRemoteStore(database) };
}

/** Registration with a middleware; key and certificate request are its own. */
function remoteEnrolment(config: Config, ports: TerminalPorts, { middleware, store }: Remote): Enrolment {
  const unit = { request: config.unit.request, email: config.stackcue?.email ?? "" };
  const onboarding = { ...ports, middleware, remote: store };
  return {
    onboard: (otp, progress) => onboardRemote(onboarding, settingsOf(config, ports), unit, otp, progress),
    renew: () =>
      Promise.resolve({ ok: false, error: { code: "refused", detail: "the middleware renews its own CSID" } }),
    csr: () => Promise.reject(new Fault("not-onboarded", "the middleware makes the certificate request")),
  };
}

const given = <T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** The wrapping key's source as the vault's provider wants it. */
export function wrappingKeyOf({ key, state }: Config, credentials: string | undefined): WrappingKeySource {
  switch (key.provider) {
    case "key-file":
      return { provider: "key-file", path: key.path };
    case "systemd-credential":
      return { provider: "systemd-credential", folder: credentials };
    case "passphrase":
      return {
        provider: "passphrase",
        from: key.descriptor ?? key.path,
        saltPath: join(state.folder, "wrapping.salt"),
      };
    case "pi-otp":
      return { provider: "pi-otp", command: key.command };
  }
}
