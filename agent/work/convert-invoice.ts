// A tax invoice asked for after the receipt (contract.md, convert): the standard document is cleared first, then the
// simplified one is credited. References are made from the receipt's UUID, so asking again finds what was done.
import { parseReference, type Reference } from "../core/ids.ts";
import { ok, type Result } from "../core/result.ts";
import type { Violation } from "../core/violation.ts";
import type { StoredDocument } from "../ports/ledger.ts";
import type { ClearOutcome, ConvertOutcome, IssueOutcome } from "../terminal.ts";
import { CONVERSION, convertedUuid } from "./conversion.ts";
import type { Prepared } from "./issue-invoice.ts";

export interface ConvertPorts {
  readonly findByIrn: (irn: string) => StoredDocument | undefined;
  readonly findByUuid: (uuid: string) => StoredDocument | undefined;
  readonly findByReference: (reference: Reference) => StoredDocument | undefined;
  readonly isReachable: () => Promise<boolean>;
  readonly prepare: (sale: unknown) => Prepared;
  readonly sell: (sale: unknown) => IssueOutcome;
}

const REASON = {
  ar: "استبدال الفاتورة المبسطة بفاتورة ضريبية بطلب العميل",
  en: "Replaced by a tax invoice at the customer's request",
} as const;

const MOST_TRIES = 20;

/** The reference of the standard document: a next one where the gateway refused the one before. */
function referenceFor({ findByReference }: ConvertPorts, { link }: StoredDocument): string {
  const tries = Array.from({ length: MOST_TRIES }, (_, n) => `${CONVERSION.prefix}${link.uuid}/${n + 1}`);
  const isFree = (text: string): boolean => {
    const reference = parseReference(text);
    return reference !== undefined && findByReference(reference)?.state !== "rejected";
  };
  return tries.find(isFree) ?? `${CONVERSION.prefix}${link.uuid}`;
}

/**
 * Converts a receipt; undefined when the number is unknown. While the gateway is away nothing is done: a half conversion
 * would report the sale twice.
 */
export async function convertInvoice(
  ports: ConvertPorts,
  irn: string,
  order: unknown,
): Promise<ConvertOutcome | "unreachable" | undefined> {
  const receipt = ports.findByIrn(irn);
  if (receipt === undefined) return undefined;
  const sale = standardSale(ports, receipt, order);
  if (!sale.ok) return { kind: "refused", violations: sale.error };
  // A receipt that cannot be credited is not sold a second time.
  const credit = ports.prepare(creditSale(receipt, sale.value.reference));
  if (credit.kind === "refused" || credit.kind === "conflict") return credit;
  if (!(await ports.isReachable())) return "unreachable";
  const outcome = await settled(ports.sell(sale.value));
  if (outcome.kind !== "issued" && outcome.kind !== "repeated") return outcome;
  return creditReceipt(ports, receipt, outcome.document);
}

/** Credits the receipt of a conversion whose standard document was cleared. */
export function creditReceipt(ports: ConvertPorts, receipt: StoredDocument, standard: StoredDocument): ConvertOutcome {
  const outcome = ports.sell(creditSale(receipt, standard.reference ?? ""));
  switch (outcome.kind) {
    case "issued":
    case "repeated":
      return { kind: "converted", standard, credit: outcome.document };
    case "clearing":
      throw new Error("the credit note of a receipt is simplified");
    default:
      return outcome;
  }
}

/** The receipt a conversion belongs to, by the reference of its standard document. */
export function receiptOfConversion(ports: ConvertPorts, { reference }: StoredDocument): StoredDocument | undefined {
  const uuid = convertedUuid(reference);
  return uuid === undefined ? undefined : ports.findByUuid(uuid);
}

const settled = (outcome: IssueOutcome): ClearOutcome | Promise<ClearOutcome> =>
  outcome.kind === "clearing" ? outcome.outcome : outcome;

function standardSale(
  ports: ConvertPorts,
  receipt: StoredDocument,
  order: unknown,
): Result<{ readonly reference: string }, readonly Violation[]> {
  const isReceipt = receipt.profile === "simplified" && receipt.type === "invoice" && receipt.state !== "rejected";
  if (!isReceipt) return { ok: false, error: [NO_RECEIPT] };
  const buyer = typeof order === "object" && order !== null && "buyer" in order ? order.buyer : undefined;
  return ok({ ...saleOf(receipt), profile: "standard", buyer, reference: referenceFor(ports, receipt) });
}

/** All of the receipt, line by line; what was paid, and how, went over to the tax invoice. */
function creditSale(receipt: StoredDocument, standardReference: string): object {
  const { prepaid: _, payments: _payments, tip: _tip, rounding: _rounding, lines, ...rest } = saleOf(receipt);
  const { irn, uuid, issuedAt } = receipt.link;
  return {
    ...rest,
    type: "credit-note",
    reference: `${standardReference}${CONVERSION.credit}`,
    originals: [{ irn, uuid, issuedAt: `${issuedAt.date}T${issuedAt.time}` }],
    reason: REASON,
    lines: Array.isArray(lines) ? lines.map((line, i) => ({ ...line, original: { irn, line: i + 1 } })) : lines,
  };
}

/** The stored sale without its number, which stays the receipt's. */
function saleOf({ sale }: StoredDocument): Readonly<Record<string, unknown>> {
  const { irn: _, ...rest } = JSON.parse(sale) as Readonly<Record<string, unknown>>;
  return rest;
}

const NO_RECEIPT: Violation = {
  code: "unit/not-a-receipt",
  severity: "error",
  path: "irn",
  message: {
    ar: "لا يُحوَّل إلا إيصال مبسط لم ترفضه الهيئة",
    en: "only a simplified invoice that was not refused can be converted",
  },
  fix: { ar: "أرسل رقم فاتورة مبسطة", en: "give the number of a simplified invoice" },
};
