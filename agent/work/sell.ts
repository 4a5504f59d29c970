// The sales counter: a simplified sale is issued in one synchronous act, a standard one after a word with the gateway.
import { Fault } from "../core/errors.ts";
import type { Violation } from "../core/violation.ts";
import type { Flush, StoredDocument, UnitStore } from "../ports/ledger.ts";
import type { ClearOutcome, ConvertOutcome, IssueOutcome } from "../terminal.ts";
import type { Alarms } from "./alarms.ts";
import { type ClearPorts, clearHeldSales, clearSale, outcomeOfHeld, outcomeOfKnown } from "./clear-invoice.ts";
import { CONVERSION } from "./conversion.ts";
import { type ConvertPorts, convertInvoice, creditReceipt, receiptOfConversion } from "./convert-invoice.ts";
import { correctInvoice } from "./correct-invoice.ts";
import { type IssueSettings, issueReady, prepareSale, type ReadySale } from "./issue-invoice.ts";
import { laterFault } from "./later-fault.ts";
import { type RemoteSellPorts, resumeRemote, sellRemote } from "./remote-sell.ts";

export interface SellPorts extends ClearPorts {
  /** Told when there is something to report. */
  readonly onQueued: () => void;
  readonly alarms: Alarms;
  readonly units: Pick<UnitStore, "load">;
}

export interface Selling {
  /** `actor` is who asks, for the activity log. */
  sell(sale: unknown, actor?: string): IssueOutcome;
  /** The same, without waiting for the disk while others could be served: what it resolves to is durable. */
  sellBeside(sale: unknown, actor?: string): Promise<IssueOutcome>;
  convert(irn: string, order: unknown): Promise<ConvertOutcome | undefined>;
  correct(irn: string, reviewed: boolean): Promise<ClearOutcome | undefined>;
  /** What is due while the gateway answers: held sales, credits of conversions. */
  follow(): Promise<void>;
}

/** Opens the counter of a unit whose key a middleware keeps: every sale is submitted, one after the other. */
export function createRemoteSelling(ports: RemoteSellPorts, settings: IssueSettings): Selling {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const run = last.then(act);
    last = run.catch(() => undefined);
    return run;
  };
  const sell = (sale: unknown, actor?: string): IssueOutcome => {
    const prepared = prepareSale(ports, settings, sale, actor);
    if (prepared.kind !== "ready") return prepared;
    return { kind: "clearing", outcome: inTurn(() => sellRemote(ports, settings, prepared.ready)) };
  };
  return {
    sell,
    sellBeside: async (sale, actor) => sell(sale, actor),
    convert: () => Promise.resolve({ kind: "refused", violations: [NOT_REMOTE] }),
    correct: () => Promise.resolve({ kind: "refused", violations: [NOT_REMOTE] }),
    follow: () => inTurn(() => resumeRemote(ports, settings)),
  };
}

const NOT_REMOTE: Violation = {
  code: "unit/middleware",
  severity: "error",
  path: "",
  message: {
    ar: "هذه الوحدة توقّع عبر وسيط: لا يتاح هذا الإجراء",
    en: "this unit signs through a middleware: this act is not available",
  },
  fix: { ar: "أصدر إشعارًا دائنًا وفاتورة جديدة", en: "issue a credit note and a new invoice" },
};

/** Opens the counter. */
export function createSelling(ports: SellPorts, settings: IssueSettings): Selling {
  const counter: Counter = { ports, settings, clearing: new Map() };
  const sell = (sale: unknown, actor?: string): IssueOutcome => told(ports, sellOne(counter, { sale, actor }));
  const sellBeside = async (sale: unknown, actor?: string): Promise<IssueOutcome> => {
    const outcome = sellOne(counter, { sale, actor, flush: "beside" });
    if ("document" in outcome) await ports.ledger.durable();
    return told(ports, outcome);
  };
  const conversion: ConvertPorts = {
    ...ports.ledger,
    prepare: (sale) => prepareSale(ports, settings, sale),
    sell,
    isReachable: async () => ports.schedule.restMs() === 0 && (await ports.gateway.isReachable()),
  };
  return {
    sell: (sale, actor) => (isReserved(sale) ? REFUSED : sell(sale, actor)),
    sellBeside: async (sale, actor) => (isReserved(sale) ? REFUSED : await sellBeside(sale, actor)),
    convert: async (irn, order) => {
      const outcome = await convertInvoice(conversion, irn, order);
      if (outcome !== "unreachable") return outcome;
      throw new Fault("gateway-unreachable", "a tax invoice needs the gateway: nothing was changed, ask again later");
    },
    correct: async (irn, reviewed) => {
      const outcome = await correctInvoice(ports, settings, irn, reviewed);
      if (outcome?.kind === "issued") ports.onQueued();
      return outcome;
    },
    follow: async () => {
      if (ports.units.load()?.stage !== "ready") return;
      await clearHeldSales(ports, settings);
      for (const standard of ports.ledger.unfollowed(CONVERSION.prefix, CONVERSION.credit)) {
        credit(ports, conversion, standard);
      }
    },
  };
}

interface Counter {
  readonly ports: SellPorts;
  readonly settings: IssueSettings;
  /** Standard sales on their way. */
  readonly clearing: Map<string, Promise<ClearOutcome>>;
}

interface Asked {
  readonly sale: unknown;
  readonly actor: string | undefined;
  readonly flush?: Flush;
}

function sellOne({ ports, settings, clearing }: Counter, { sale, actor, flush = "now" }: Asked): IssueOutcome {
  const prepared = prepareSale(ports, settings, sale, actor);
  if (prepared.kind === "repeated" && prepared.document.profile === "standard") {
    return clearingOf(outcomeOfKnown(ports, prepared.document, prepared.document.saleDigest));
  }
  if (prepared.kind !== "ready") return prepared;
  const { ready } = prepared;
  const held = ports.held.find(ready.approved.sale.reference);
  if (held !== undefined) return clearingOf(outcomeOfHeld(held, ready.saleDigest));
  if (ready.approved.profile === "standard")
    return { kind: "clearing", outcome: once(clearing, ready, () => clearSale(ports, settings, ready)) };
  return { kind: "issued", document: issueReady(ports, settings, ready, { flush }) };
}

/** What the disk has, printer and gateway may have. */
function told({ onPaper, onQueued }: SellPorts, outcome: IssueOutcome): IssueOutcome {
  if (outcome.kind === "issued") {
    onPaper();
    onQueued();
  }
  return outcome;
}

/** References of conversions are the unit's own: a till that used one would be credited for what it never sold. */
const isReserved = (sale: unknown): boolean =>
  typeof sale === "object" &&
  sale !== null &&
  "reference" in sale &&
  typeof sale.reference === "string" &&
  sale.reference.startsWith(CONVERSION.prefix);

const RESERVED: Violation = {
  code: "unit/reference-reserved",
  severity: "error",
  path: "reference",
  message: {
    ar: `المراجع التي تبدأ بـ ${CONVERSION.prefix} محجوزة للجهاز`,
    en: `references that begin with ${CONVERSION.prefix} belong to the unit`,
  },
  fix: { ar: "أرسل مرجعًا آخر", en: "send another reference" },
};

const REFUSED: IssueOutcome = { kind: "refused", violations: [RESERVED] };

const clearingOf = (outcome: ClearOutcome): IssueOutcome => ({ kind: "clearing", outcome: Promise.resolve(outcome) });

/** A till that asks twice at the same time gets one document. */
function once(
  clearing: Map<string, Promise<ClearOutcome>>,
  { approved, saleDigest }: ReadySale,
  clear: () => Promise<ClearOutcome>,
): Promise<ClearOutcome> {
  const key = `${approved.sale.reference} ${saleDigest}`;
  const running = clearing.get(key) ?? clear().finally(() => clearing.delete(key));
  clearing.set(key, running);
  return running;
}

function credit({ alarms }: SellPorts, conversion: ConvertPorts, standard: StoredDocument): void {
  const receipt = receiptOfConversion(conversion, standard);
  try {
    const outcome = receipt === undefined ? undefined : creditReceipt(conversion, receipt, standard);
    if (outcome?.kind !== "converted") alarms.once("conversion-not-credited", standard.link.irn);
  } catch (thrown) {
    const { code, message } = laterFault(thrown);
    alarms.once("conversion-waits", code, { irn: standard.link.irn, message });
  }
}
