// Standard documents: cleared by the gateway before they become invoices (gateway.md A6, A7, A10). Stamped and stored,
// then sent at once; what is not answered is sent again from the outbox. Without a network nothing is stamped: the sale
// is held, without a counter value, until it is its turn.
import { totalsOf } from "../core/invoice/totals.ts";
import { formatHalalas } from "../core/money/halalas.ts";
import { heldSlip, slipOfReceipt } from "../core/receipt/held-slip.ts";
import type { Answer } from "../core/reporting/answer.ts";
import { localText, riyadhTime } from "../core/riyadh-time.ts";
import type { Violation } from "../core/violation.ts";
import type { StoredDocument } from "../ports/ledger.ts";
import type { HeldSale, HeldSales } from "../ports/outbox.ts";
import type { PrintJournal } from "../ports/printing.ts";
import type { ClearOutcome } from "../terminal.ts";
import type { Alarms } from "./alarms.ts";
import { type IssuePorts, type IssueSettings, issueReady, prepareSale, type ReadySale } from "./issue-invoice.ts";
import { laterFault } from "./later-fault.ts";
import { type QueuePorts, reschedule } from "./report-invoices.ts";
import { sendDocument } from "./send-document.ts";

export interface ClearPorts extends IssuePorts, QueuePorts {
  readonly held: HeldSales;
  readonly journal: PrintJournal;
  /** Told when there is paper to print. */
  readonly onPaper: () => void;
}

/** Clears one ready sale, or holds it while the gateway is away. */
export async function clearSale(ports: ClearPorts, settings: IssueSettings, ready: ReadySale): Promise<ClearOutcome> {
  const isOnline = await isThere(ports);
  // Another sale may have taken the reference, the number or what was left of the original in the meantime.
  const prepared = prepareSale(ports, settings, JSON.parse(ready.sale), ready.actor);
  if (prepared.kind === "repeated") return outcomeOfKnown(ports, prepared.document, ready.saleDigest);
  if (prepared.kind !== "ready") return prepared;
  const held = ports.held.find(ready.approved.sale.reference);
  if (held !== undefined) return outcomeOfHeld(held, ready.saleDigest);
  if (!isOnline) return hold(ports, settings, prepared.ready);
  return await clearDocument(ports, issueReady(ports, settings, prepared.ready));
}

const isThere = async ({ schedule, gateway }: QueuePorts): Promise<boolean> =>
  schedule.restMs() === 0 && (await gateway.isReachable());

/** Sends a stamped standard document now; the outbox goes on with what is not answered. */
export async function clearDocument(ports: ClearPorts, document: StoredDocument): Promise<ClearOutcome> {
  ports.schedule.claim(document.id);
  try {
    reschedule(ports, document, await sendDocument(ports, document));
  } finally {
    ports.schedule.release(document.id);
  }
  const after = ports.outbox.find(document.id) ?? document;
  if (after.state === "awaiting-clearance") {
    ports.journal.addSlip(slipOfReceipt(after.receipt, after.reference ?? after.link.irn), ports.clock.wallMs());
  }
  ports.onPaper();
  return outcomeOf(ports, after);
}

/** A stored standard document as an outcome: what the gateway said of it counts, not that it is stored. */
function outcomeOf(ports: Pick<ClearPorts, "outbox">, document: StoredDocument): ClearOutcome {
  if (document.state === "awaiting-clearance") return { kind: "awaiting", document };
  if (document.state !== "rejected") return { kind: "issued", document };
  const last = ports.outbox.attempts(document.id).at(-1)?.answer;
  return { kind: "rejected", document, violations: violationsOf(last) };
}

/** The same reference again. */
export function outcomeOfKnown(
  ports: Pick<ClearPorts, "outbox">,
  document: StoredDocument,
  saleDigest: string,
): ClearOutcome {
  if (document.saleDigest !== saleDigest) return { kind: "conflict", document };
  const outcome = outcomeOf(ports, document);
  return outcome.kind === "issued" ? { kind: "repeated", document } : outcome;
}

/** The gateway's words about a rejected document, as violations: code and text are the authority's own. */
export const violationsOf = (answer: Answer | undefined): readonly Violation[] =>
  answer?.kind !== "rejected"
    ? []
    : answer.errors.map(({ code, category, text }) => ({
        code: code === "" ? category : code,
        severity: "error",
        path: "",
        message: { ar: `رفضت الهيئة المستند: ${text}`, en: `the authority refused the document: ${text}` },
        fix: {
          ar: "صحح السبب في الإعدادات أو بيانات البائع، ثم نفذ khatm correct",
          en: "correct the cause in the configuration or the seller's data, then run khatm correct",
        },
      }));

/** Keeps a sale for later. @throws Fault when the unit may not sign: what it can never clear it does not take. */
function hold(ports: ClearPorts, { receipt }: IssueSettings, ready: ReadySale): ClearOutcome {
  const { held, clock, onPaper, signer } = ports;
  const { approved, sale, saleDigest } = ready;
  const { reference, buyer } = approved.sale;
  signer();
  const totals = totalsOf(approved);
  const at = clock.wallMs();
  const slip = heldSlip({
    reference,
    received: localText(riyadhTime(at)).replace("T", " "),
    buyer: buyer?.name ?? { ar: "", en: "" },
    lines: approved.sale.lines.map(({ name }, i) => ({ name, amount: grossOfLine(approved, i) })),
    due: totals.payable,
    marks: receipt.marks,
  });
  const kept = held.hold({ reference, sale, saleDigest, totals, at }, slip);
  onPaper();
  return { kind: "held", sale: kept };
}

const grossOfLine = ({ figures }: ReadySale["approved"], index: number): string => {
  const line = figures.lines[index];
  return line === undefined ? "" : formatHalalas(line.gross);
};

/** A held sale asked for again. */
export function outcomeOfHeld(sale: HeldSale, saleDigest: string): ClearOutcome {
  if (sale.saleDigest !== saleDigest) return { kind: "conflict" };
  return sale.refused === undefined ? { kind: "held", sale } : { kind: "refused", violations: sale.refused };
}

export interface FollowPorts extends ClearPorts {
  readonly alarms: Alarms;
}

/** Clears held sales, the oldest first, while the gateway answers; one that cannot be cleared now keeps its place. */
export async function clearHeldSales(ports: FollowPorts, settings: IssueSettings): Promise<void> {
  for (let sale = ports.held.next(0); sale !== undefined; sale = ports.held.next(sale.id)) {
    if (ports.isStopping() || !(await isThere(ports))) return;
    try {
      await clearHeld(ports, settings, sale);
    } catch (thrown) {
      const { code, message } = laterFault(thrown);
      ports.alarms.once("held-sale-waits", code, { reference: sale.reference, message });
    }
  }
}

async function clearHeld(ports: FollowPorts, settings: IssueSettings, held: HeldSale): Promise<void> {
  const close = (refused?: readonly Violation[]): void => {
    ports.held.close(held.id, ports.clock.wallMs(), refused);
    if (refused === undefined) return;
    ports.alarms.raise("held-sale-refused", held.reference, { codes: refused.map(({ code }) => code) });
  };
  const prepared = prepareSale(ports, settings, JSON.parse(held.sale));
  if (prepared.kind === "refused") return close(prepared.violations);
  if (prepared.kind === "conflict") return close([REFERENCE_TAKEN]);
  if (prepared.kind === "repeated") return close();
  const document = issueReady(ports, settings, prepared.ready);
  close();
  await clearDocument(ports, document);
}

const REFERENCE_TAKEN: Violation = {
  code: "unit/reference-reused",
  severity: "error",
  path: "reference",
  message: { ar: "المرجع مستخدم لعملية بيع أخرى", en: "the reference belongs to another sale" },
  fix: { ar: "أرسل العملية بمرجع جديد", en: "send the sale with a reference of its own" },
};
