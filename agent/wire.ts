// The composition root: which adapter serves which port. Nothing else knows them all.
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config/config.ts";
import { RECEIPT_TEXTS } from "../config/receipt-texts.ts";
import { openReceiptPrinter } from "../drivers/receipt-printer.ts";
import { systemClock } from "./clock/system-clock.ts";
import { guardedLedger } from "./copy/guarded-ledger.ts";
import { noSecondCopy, openSecondCopy } from "./copy/second-copy.ts";
import { Fault } from "./core/errors.ts";
import { parseUuid, type Uuid } from "./core/ids.ts";
import type { Terms } from "./core/invoice/price.ts";
import { ok } from "./core/result.ts";
import { openFatoora } from "./gateway/fatoora.ts";
import { openStackcue } from "./gateway/stackcue.ts";
import { readToken } from "./gateway/token-file.ts";
import { openVault } from "./keys/vault.ts";
import { readWrappingKey, type WrappingKeySource } from "./keys/wrapping-key.ts";
import type { Log } from "./log.ts";
import type { Clock } from "./ports.ts";
import { createActivityLog } from "./store/activity-log.ts";
import { diskRoom } from "./store/ballast.ts";
import { createClients } from "./store/clients.ts";
import { type Database, openDatabase } from "./store/database.ts";
import { createHeldSales } from "./store/held-sales.ts";
import { createLedger } from "./store/ledger.ts";
import { createOutbox } from "./store/outbox.ts";
import { createPrintJournal } from "./store/print-journal.ts";
import { createRemoteStore } from "./store/remote-store.ts";
import { createUnitStore } from "./store/unit-record.ts";
import { lockLedger } from "./store/writer-lock.ts";
import { notBeforeSource } from "./work/active-csid.ts";
import type { EnrolmentPorts } from "./work/enrolment-run.ts";
import type { Enrolment } from "./work/enrolment-turns.ts";
import { hearingGateway } from "./work/hearing-gateway.ts";
import { knownAdvances } from "./work/known-advances.ts";
import { makeComplianceDocument } from "./work/make-compliance-document.ts";
import { onboardUnit } from "./work/onboard-unit.ts";
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
}

/**
 * Opens the unit of a configuration and holds its ledger until it is closed.
 * @throws Fault `storage-locked` when another process holds it, `key-unavailable`, `storage-failed`, `schema-newer`.
 */
export function openUnit(config: Config, { log, credentials, clock }: Surroundings): Unit {
  mkdirSync(config.state.folder, { recursive: true, mode: 0o700 });
  const lock = lockLedger(config.state.folder);
  try {
    const vault = openVault(join(config.state.folder, "keys"), readWrappingKey(wrappingKeyOf(config, credentials)));
    const database = openDatabase(join(config.state.folder, "ledger.db"));
    const store = storePorts(config, database, clock);
    // A paper that was under way when the last process ended may be out: it is not printed again as an original.
    store.journal.recover(store.clock.wallMs());
    const gateway = hearingGateway(gatewayOf(config, log), store.clock);
    const printer = openReceiptPrinter(config.printer, RECEIPT_TEXTS);
    const remote = remoteOf(config, database, log);
    const ports: TerminalPorts = {
      ...store,
      vault,
      gateway,
      printer,
      ...worldPorts(config, log),
      ...given({ remote }),
    };
    const enrolment = remote === undefined ? enrolmentOf(config, ports) : remoteEnrolment(config, ports, remote);
    const running = createTerminal(ports, settingsOf(config, ports), enrolment);
    return {
      ...running,
      close: async () => {
        try {
          await running.stop();
          await Promise.all([gateway.close(), remote?.middleware.close(), printer.close(), store.copy.close()]);
        } finally {
          database.close();
          lock.release();
        }
      },
    };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

const gatewayOf = ({ gateway }: Config, log: Log) =>
  openFatoora({
    base: new URL(gateway.url),
    timeouts: gateway.timeouts,
    language: gateway.language,
    // One more than the outbox uses: a clearance never waits behind a report.
    connections: gateway.inFlight + 1,
    observe: (attempt) => log("call", { ...attempt }),
  });

function storePorts({ state, clock: { unverified } }: Config, database: Database, ownClock: Clock | undefined) {
  const plain = createLedger(database);
  const copy =
    state.secondCopy === undefined
      ? noSecondCopy
      : openSecondCopy({ copy: state.secondCopy, ledger: database.name }, plain);
  const ledger = guardedLedger(plain, copy);
  const units = createUnitStore(database, Date.now);
  const clock =
    ownClock ?? systemClock({ lastIssuedAt: ledger.lastIssuedAt, notBefore: notBeforeSource(units), unverified });
  return {
    clock,
    copy,
    ledger,
    units,
    outbox: createOutbox(database),
    held: createHeldSales(database),
    journal: createPrintJournal(database),
    clients: createClients(database),
    activity: createActivityLog(database, clock.wallMs),
  };
}

const worldPorts = (config: Config, log: Log) => ({
  uuid: randomUuid,
  inFlight: config.gateway.inFlight,
  jitter: Math.random,
  freeBytes: diskRoom(config.state.folder),
  log,
});

function randomUuid(): Uuid {
  const uuid = parseUuid(randomUUID());
  if (uuid === undefined) throw new Error("randomUUID made no UUID");
  return uuid;
}

function termsOf({ seller, receipt, sales }: Config, ports: Pick<TerminalPorts, "ledger">): Terms {
  const terms = { seller, arabicNames: receipt.arabicNames, strictVat: sales.strictVat };
  return { ...terms, findAdvance: knownAdvances(ports.ledger, terms) };
}

const settingsOf = (config: Config, ports: TerminalPorts) => ({
  environment: config.unit.environment,
  terms: termsOf(config, ports),
  functionalityMap: config.unit.request.functionalityMap,
  irnPattern: config.numbering.irn,
  receipt: {
    marks: config.unit.environment === "production" ? [] : (["test"] as const),
    header: config.receipt.header,
    footer: config.receipt.footer,
  },
});

/** Onboarding and renewal over the same ports, with compliance documents made as any other document is. */
function enrolmentOf(config: Config, ports: TerminalPorts): Enrolment {
  const terms = termsOf(config, ports);
  const enrolment: EnrolmentPorts = {
    ...ports,
    makeDocument: (sale, csid, link) => makeComplianceDocument(ports, terms, sale, csid, link),
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
