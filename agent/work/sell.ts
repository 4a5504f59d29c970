// The sales counter: a simplified sale is issued in one synchronous act, a standard one after a word with the gateway.
import { Fault } from "../core/errors.ts";
import type { StoredDocument } from "../ports.ts";
import type { ClearOutcome, ConvertOutcome, IssueOutcome } from "../terminal.ts";
import type { Alarms } from "./alarms.ts";
import { type ClearPorts, clearHeldSales, clearSale, outcomeOfHeld, outcomeOfKnown } from "./clear-invoice.ts";
import {
  CONVERSION,
  type ConvertPorts,
  convertInvoice,
  creditReceipt,
  receiptOfConversion,
} from "./convert-invoice.ts";
import { correctInvoice } from "./correct-invoice.ts";
import { type IssueSettings, issueReady, prepareSale, type ReadySale } from "./issue-invoice.ts";

export interface SellPorts extends ClearPorts {
  /** Told when there is something to report. */
  readonly onQueued: () => void;
  readonly alarms: Alarms;
}

export interface Selling {
  sell(sale: unknown): IssueOutcome;
  convert(irn: string, order: unknown): Promise<ConvertOutcome | undefined>;
  correct(irn: string, reviewed: boolean): Promise<ClearOutcome | undefined>;
  /** What is due while the gateway answers: held sales, credits of conversions. */
  follow(): Promise<void>;
}

/** Opens the counter. */
export function createSelling(ports: SellPorts, settings: IssueSettings): Selling {
  const clearing = new Map<string, Promise<ClearOutcome>>();
  const sell = (sale: unknown): IssueOutcome => sellOne(ports, settings, clearing, sale);
  const conversion: ConvertPorts = {
    ...ports.ledger,
    sell,
    isReachable: async () => ports.schedule.restMs() === 0 && (await ports.gateway.isReachable()),
  };
  return {
    sell,
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
      await clearHeldSales(ports, settings);
      for (const standard of ports.ledger.unfollowed(CONVERSION.prefix, CONVERSION.credit)) {
        credit(ports, conversion, standard);
      }
    },
  };
}

function sellOne(
  ports: SellPorts,
  settings: IssueSettings,
  clearing: Map<string, Promise<ClearOutcome>>,
  sale: unknown,
): IssueOutcome {
  const prepared = prepareSale(ports, settings, sale);
  if (prepared.kind === "repeated" && prepared.document.profile === "standard") {
    return clearingOf(outcomeOfKnown(ports, prepared.document, prepared.document.saleDigest));
  }
  if (prepared.kind !== "ready") return prepared;
  const { ready } = prepared;
  const held = ports.held.find(ready.approved.sale.reference);
  if (held !== undefined) return clearingOf(outcomeOfHeld(held, ready.saleDigest));
  if (ready.approved.profile === "standard")
    return { kind: "clearing", outcome: once(clearing, ready, () => clearSale(ports, settings, ready)) };
  const document = issueReady(ports, settings, ready);
  ports.onPaper();
  ports.onQueued();
  return { kind: "issued", document };
}

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
  const outcome = receipt === undefined ? undefined : creditReceipt(conversion, receipt, standard);
  if (outcome?.kind !== "converted") alarms.raise("conversion-not-credited", standard.link.irn);
}
