// What an operator must know, gathered from the record, the ledger and the outbox (contract.md, GET /v1/status).
import { isFault, messageOf } from "../core/errors.ts";
import type { Cover } from "../core/onboarding/cover.ts";
import { enrolmentOf, type JourneyState } from "../core/onboarding/journey.ts";
import { deadlineOf, lateness } from "../core/reporting/lateness.ts";
import type { AlarmHours } from "../core/reporting/outbox-settings.ts";
import { localText, riyadhTime } from "../core/riyadh-time.ts";
import type { Backups } from "../ports/backups.ts";
import type { Clock } from "../ports/clock.ts";
import type { Ledger, UnitStore } from "../ports/ledger.ts";
import type { RemoteStore } from "../ports/middleware.ts";
import type { HeldSales, Outbox } from "../ports/outbox.ts";
import type { SecondCopy } from "../ports/second-copy.ts";
import type { TerminalStatus } from "../terminal.ts";
import { factsOf, stoppers } from "./active-csid.ts";
import { backupStatus } from "./backup-desk.ts";
import { remoteChain } from "./remote-chain.ts";

export interface StatusPorts {
  readonly clock: Clock;
  readonly units: UnitStore;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly held: HeldSales;
  readonly reporting: { readonly alarmHours: AlarmHours };
  readonly freeBytes: () => number;
  readonly copy: Pick<SecondCopy, "state">;
  readonly backups: Pick<Backups, "seen">;
}

/** What the loops know and nobody stores. */
export interface LoopState {
  readonly paused?: TerminalStatus["outbox"]["paused"];
  readonly printer: TerminalStatus["printer"];
}

const DAY_MS = 86_400_000;
/** Below this the terminal warns; below the other it accepts no sale, so that reports and reads go on. */
export const FREE_LOW_BYTES = 256 * 1_048_576;
export const FREE_STOP_BYTES = 64 * 1_048_576;

/** The status now. */
export function terminalStatus(ports: StatusPorts, configured: Cover, loops: LoopState): TerminalStatus {
  const now = ports.clock.wallMs();
  const clock = clockStatus(ports.clock);
  const csid = csidStatus(ports.units.load() ?? { stage: "new" }, configured, now);
  const storage = storageStatus(ports, now);
  const chain = chainStatus(ports);
  const isValid = csid.stage === "ready" && (csid.daysLeft ?? 0) > 0 && csid.misfit === undefined;
  return {
    environment: configured.environment,
    ready: clock.trusted && isValid && chain.closed === undefined && mayStore(storage),
    clock,
    csid,
    chain,
    outbox: { ...outboxStatus(ports, now), ...(loops.paused === undefined ? {} : { paused: loops.paused }) },
    printer: loops.printer,
    storage,
  };
}

/** The status of a unit whose key a middleware keeps: its registration stands for the CSID. */
export function remoteStatus(own: TerminalStatus, ledger: Pick<Ledger, "head">, store: RemoteStore): TerminalStatus {
  const state = store.load();
  const head = state.stage === "ready" ? ledger.head(remoteChain(state.productionId)) : undefined;
  const open = store.open();
  return {
    ...own,
    ready: own.clock.trusted && mayStore(own.storage) && state.stage === "ready" && open === undefined,
    csid: { stage: `middleware-${state.stage}`, ...(state.stage === "ready" ? { notAfter: state.expires } : {}) },
    chain: head === undefined ? { icv: 0 } : { icv: head.icv, hash: head.hash },
    outbox: open === undefined ? own.outbox : { ...own.outbox, pending: 1, paused: UNCLEAR },
  };
}

const UNCLEAR = {
  ar: "رد الوسيط على آخر عملية غير واضح: لا بيع قبل أن يتضح، نفّذ khatm flush",
  en: "the middleware's answer to the last sale is unclear: nothing is sold before it is clear; run khatm flush",
};

function clockStatus(clock: Clock): TerminalStatus["clock"] {
  try {
    return { trusted: true, now: `${localText(clock.now())}+03:00` };
  } catch (thrown) {
    if (!isFault(thrown, "clock-untrusted")) throw thrown;
    return { trusted: false, because: messageOf(thrown) };
  }
}

function csidStatus(state: JourneyState, configured: Cover, now: number): TerminalStatus["csid"] {
  const trouble = enrolmentOf(state)?.trouble;
  const shown = { stage: state.stage, ...(trouble === undefined ? {} : { trouble }) };
  if (state.stage !== "ready" && state.stage !== "closing") return shown;
  const { serialNumber, notAfter } = factsOf(state.active.production);
  const daysLeft = Math.floor((notAfter - now) / DAY_MS);
  const [misfit] = stoppers(state.active, configured);
  return {
    ...shown,
    ...(misfit === undefined ? {} : { misfit: { message: misfit.found, remedy: misfit.remedy } }),
    serialNumber,
    notAfter: new Date(notAfter).toISOString(),
    daysLeft,
  };
}

function chainStatus({ units, ledger }: StatusPorts): TerminalStatus["chain"] {
  const state = units.load();
  if (state?.stage !== "ready") return { icv: 0 };
  const { id } = state.active.production;
  const [head, closed] = [ledger.head(id), ledger.closedBecause(id)];
  const place = head === undefined ? { icv: 0 } : { icv: head.icv, hash: head.hash };
  return closed === undefined ? place : { ...place, closed };
}

function outboxStatus({ outbox, held, reporting }: StatusPorts, now: number): Omit<TerminalStatus["outbox"], "paused"> {
  const { pending, rejected, oldestIssuedAt } = outbox.counts();
  const late = outbox.lateAt(now);
  const counted = { pending, late, rejected, held: held.counts() };
  if (oldestIssuedAt === undefined) return { ...counted, lateness: "none" };
  const text = (at: number): string => `${localText(riyadhTime(at))}+03:00`;
  return {
    ...counted,
    lateness: lateness(oldestIssuedAt, now, reporting.alarmHours),
    oldestIssuedAt: text(oldestIssuedAt),
    deadlineAt: text(deadlineOf(oldestIssuedAt)),
  };
}

const mayStore = ({ state, secondCopy }: TerminalStatus["storage"]): boolean =>
  state !== "stopped" && secondCopy.state !== "ahead";

function storageStatus({ freeBytes, copy, backups }: StatusPorts, now: number): TerminalStatus["storage"] {
  const free = freeBytes();
  return {
    freeBytes: free,
    state: free < FREE_STOP_BYTES ? "stopped" : free < FREE_LOW_BYTES ? "low" : "good",
    secondCopy: copy.state(),
    backup: backupStatus(backups.seen(), now),
  };
}
