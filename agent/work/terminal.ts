// The terminal: the use cases joined into what callers may ask of it.

import type { ClosingSetting } from "../core/day-report/paper.ts";
import { Fault } from "../core/errors.ts";
import type { Cover } from "../core/onboarding/cover.ts";
import type { Environment } from "../core/onboarding/environment.ts";
import type { Backups } from "../ports/backups.ts";
import type { MakeUuid } from "../ports/clock.ts";
import type { SignatureChecks } from "../ports/keys.ts";
import type { Heartbeat, Ledger, StoredDocument } from "../ports/ledger.ts";
import type { Machine } from "../ports/machine.ts";
import type { Middleware, RemoteStore } from "../ports/middleware.ts";
import type { HeldSales } from "../ports/outbox.ts";
import type { Clients } from "../ports/people.ts";
import type { ReceiptPrinter } from "../ports/printing.ts";
import type { SecondCopy } from "../ports/second-copy.ts";
import type { IssueOutcome, Terminal, TerminalStatus } from "../terminal.ts";
import { signerSource } from "./active-csid.ts";
import { type AuditDesk, createAuditDesk } from "./audit-desk.ts";
import { backUp, backupFolder } from "./backup-desk.ts";
import { decommission } from "./decommission.ts";
import { examine } from "./doctor.ts";
import { type Enrolment, enrolmentInTurns } from "./enrolment-turns.ts";
import { createEvents, type Events } from "./events.ts";
import { goLive } from "./go-live.ts";
import { type IssueSettings, quoteSale } from "./issue-invoice.ts";
import { LOCAL } from "./local-operator.ts";
import { everyReason } from "./loop.ts";
import { createLoops, type LoopPorts, type TerminalLoops } from "./loops.ts";
import { createPeopleDesk, type PeoplePorts } from "./people.ts";
import { asCopy } from "./print-paper.ts";
import { MAIN, noSuchPrinter } from "./print-requests.ts";
import { createReportDesk, type ReportPorts } from "./reports.ts";
import { createRemoteSelling, createSelling, type Selling, type SellPorts } from "./sell.ts";
import { FREE_STOP_BYTES, remoteStatus, terminalStatus } from "./status.ts";
import { taxPaper } from "./tax-paper.ts";
import { followed } from "./under-way.ts";

export interface TerminalPorts extends LoopPorts, Omit<PeoplePorts, "activity" | "clock">, ReportPorts {
  readonly copy: SecondCopy;
  readonly backups: Backups;
  readonly ledger: Ledger;
  readonly clients: Clients;
  readonly heartbeat: Heartbeat;
  readonly held: HeldSales;
  readonly uuid: MakeUuid;
  readonly checks: SignatureChecks;
  /** A middleware that keeps the key, where the unit is configured for one. */
  readonly remote?: { readonly middleware: Middleware; readonly store: RemoteStore };
  readonly freeBytes: () => number;
  readonly machine: Machine;
}

export interface TerminalSettings extends IssueSettings {
  readonly environment: Environment;
  /** How reports are dressed on paper. */
  readonly closing: Omit<ClosingSetting, "printed">;
}

/** Event ids start with the time of the start: they grow over restarts. */
const EVENTS_PER_MS = 1_000;

export interface RunningTerminal {
  readonly terminal: Terminal;
  /** Starts outbox and paper loops; without them only what is asked for happens. */
  start(): void;
  /** One turn of the outbox, for who keeps time himself. @returns milliseconds until the next is due. */
  turn(): Promise<number>;
  /** Why the terminal is stuck; undefined while its loops make progress. */
  stuck(): string | undefined;
  /** Why a turn under way counts as hung: nothing can be closed under it, but it must be seen. */
  hanging(): string | undefined;
  stop(): Promise<void>;
}

/** Joins the use cases over their ports. */
export function createTerminal(
  given: TerminalPorts,
  settings: TerminalSettings,
  enrolment: Enrolment,
): RunningTerminal {
  const events = createEvents(given.clock.wallMs() * EVENTS_PER_MS);
  const ports: TerminalPorts = {
    ...given,
    log: (event, facts) => {
      given.log(event, facts);
      events.tell(event, facts);
    },
  };
  const loops: TerminalLoops = createLoops(ports, () => selling.follow());
  const selling = followed(sellingOf(ports, settings, loops));
  const audit = createAuditDesk({ ...ports, tell: (state) => events.tell("audit", { ...state }) });
  return {
    terminal: {
      ...sales(ports, settings, selling, events),
      listen: events.listen,
      ...papers(ports, loops),
      ...callers(ports),
      reports: createReportDesk(ports, settings.closing, loops.paper),
      stateCounts: ports.ledger.stateCounts,
      beat: () => ports.heartbeat.beat(given.clock.wallMs()),
      ...enrolmentInTurns(enrolment, ports),
      flush: loops.flush,
      startAudit: (actor = LOCAL) => audit.start(actor),
      ...care(ports, settings, loops, audit.state),
    },
    start: () => {
      loops.paper.start();
      loops.reports.start();
    },
    turn: loops.turn,
    stuck: () => loops.paper.stuck() ?? loops.reports.stuck(),
    hanging: () => everyReason([loops.paper, loops.reports]),
    stop: async () => void (await Promise.all([loops.stop(), selling.ended(), audit.stop()])),
  };
}

function sellingOf(ports: TerminalPorts, settings: TerminalSettings, loops: TerminalLoops): Selling {
  const own = sellPorts(ports, settings, loops);
  if (ports.remote === undefined) return createSelling(own, settings);
  return createRemoteSelling({ ...own, middleware: ports.remote.middleware, remote: ports.remote.store }, settings);
}

const coverIn = ({ environment, functionalityMap, closing }: TerminalSettings): Cover => ({
  environment,
  functionalityMap,
  vat: closing.vatNumber,
});

/** What an operator asks. */
function care(
  ports: TerminalPorts,
  settings: TerminalSettings,
  loops: TerminalLoops,
  auditState: AuditDesk["state"],
): Pick<Terminal, "status" | "doctor" | "goLive" | "decommission" | "backUp" | "backups" | "auditState"> {
  const configured = coverIn(settings);
  const status = (): TerminalStatus => {
    const own = terminalStatus(ports, configured, loops.state());
    return ports.remote === undefined ? own : remoteStatus(own, ports.ledger, ports.remote.store);
  };
  return {
    status,
    doctor: async () => {
      await loops.paper.look();
      ports.backups.look();
      const own = { ...ports, gateway: ports.remote?.middleware ?? ports.gateway };
      return await examine(own, { configured, status: status(), audit: auditState() });
    },
    auditState,
    backUp: (actor = LOCAL) => backUp(ports, actor),
    backups: () => backupFolder(ports),
    goLive: () => goLive(ports, settings.functionalityMap, status()),
    decommission: (actor = LOCAL) => decommission({ ...ports, flush: loops.flush }, actor),
  };
}

function sellPorts(ports: TerminalPorts, settings: TerminalSettings, loops: TerminalLoops): SellPorts {
  return {
    ...ports,
    ...loops.queue,
    signer: signerSource(ports, coverIn(settings)),
    onPaper: loops.paper.wake,
    onQueued: loops.reports.wake,
    alarms: loops.alarms,
  };
}

type Sales = Pick<
  Terminal,
  | "quote"
  | "issue"
  | "issueBeside"
  | "durable"
  | "convert"
  | "correct"
  | "findByIrn"
  | "findByUuid"
  | "list"
  | "attempts"
  | "generations"
>;

function sales(ports: TerminalPorts, settings: TerminalSettings, selling: Selling, events: Events): Sales {
  const { ledger, outbox } = ports;
  const withRoom = <T>(act: () => T): T => {
    if (ports.freeBytes() < FREE_STOP_BYTES) throw new Fault("storage-full", "less than 64 MB are free: make room");
    return act();
  };
  const told = (outcome: IssueOutcome): IssueOutcome => {
    if (outcome.kind === "issued") events.tell("issued", issuedFacts(outcome.document));
    return outcome;
  };
  const noted = async <T extends { readonly kind: string }>(
    action: "convert" | "correct",
    subject: string,
    act: Promise<T | undefined>,
    actor = LOCAL,
  ): Promise<T | undefined> => {
    const outcome = await act;
    if (outcome !== undefined) ports.activity.add({ actor, action, subject, result: outcome.kind });
    return outcome;
  };
  return {
    quote: (sale) => quoteSale(ports, settings, sale),
    issue: (sale, actor = LOCAL) => told(withRoom(() => selling.sell(sale, actor))),
    issueBeside: async (sale, actor = LOCAL) => told(await withRoom(() => selling.sellBeside(sale, actor))),
    durable: ledger.durable,
    convert: (irn, order, actor) => withRoom(() => noted("convert", irn, selling.convert(irn, order), actor)),
    correct: (irn, reviewed, actor) => withRoom(() => noted("correct", irn, selling.correct(irn, reviewed), actor)),
    findByIrn: ledger.findByIrn,
    findByUuid: ledger.findByUuid,
    generations: ledger.generations,
    list: ledger.list,
    attempts: (document: StoredDocument) => outbox.attempts(document.id),
  };
}

const issuedFacts = ({ link, type, profile }: StoredDocument) => ({ irn: link.irn, icv: link.icv, type, profile });

type Papers = Pick<
  Terminal,
  "reprint" | "print" | "printJob" | "settleWaiting" | "openDrawer" | "picture" | "printerBytes" | "drainPrinter"
>;

function papers({ printers }: TerminalPorts, { paper }: TerminalLoops): Papers {
  const receiptPrinter = (): ReceiptPrinter => {
    const main = printers.get(MAIN);
    if (main === undefined) throw noSuchPrinter(MAIN, printers.keys());
    return main.printer;
  };
  return {
    reprint: (document, actor = LOCAL, printer = MAIN) => paper.reprint(document, actor, printer),
    print: (body, actor = LOCAL) => paper.print(body, actor),
    printJob: paper.find,
    settleWaiting: (printer, word, actor = LOCAL) => paper.settleWaiting(printer, word, actor),
    openDrawer: (printer = MAIN, actor = LOCAL) => paper.openDrawer(printer, actor),
    picture: async (document) => await receiptPrinter().picture(taxPaper(document)),
    printerBytes: async (document) => await receiptPrinter().bytes(asCopy(taxPaper(document))),
    drainPrinter: () => paper.once(),
  };
}

type Callers = Pick<Terminal, "clients" | "pair" | "revoke" | "people" | "activity">;

function callers(ports: TerminalPorts): Callers {
  const { clock, clients, activity, people } = ports;
  return {
    clients,
    people: createPeopleDesk(ports),
    activity: activity.list,
    pair: (name, role = "till", actor = LOCAL) =>
      people.atOnce(() => {
        activity.add({ actor, action: "pair", subject: name, result: role });
        return clients.pair(name, role, clock.wallMs());
      }),
    revoke: (name, actor = LOCAL) =>
      people.atOnce(() => {
        const isDone = clients.revoke(name, clock.wallMs());
        activity.add({ actor, action: "revoke", subject: name, result: isDone ? "done" : "unknown" });
        return isDone;
      }),
  };
}
