// A till's sale → a stamped document in the ledger. Number, hash, signature and storage are one synchronous act.
import { hash } from "node:crypto";
import { Fault } from "../core/errors.ts";
import { FIRST_PIH, type Irn, parseIcv } from "../core/ids.ts";
import { advanceExcess } from "../core/invoice/advance-left.ts";
import { canonicalSale } from "../core/invoice/canonical-sale.ts";
import type { Sale } from "../core/invoice/draft.ts";
import {
  type AnyDraft,
  type Approved,
  approve,
  chain,
  type Link,
  type Priced,
  price,
  seal,
} from "../core/invoice/lifecycle.ts";
import { originalFindings } from "../core/invoice/note-originals.ts";
import type { Terms } from "../core/invoice/price.ts";
import { type ReceiptSetting, receiptOf } from "../core/invoice/receipt.ts";
import { excessOf } from "../core/invoice/returns.ts";
import { parseQuote, parseSale } from "../core/invoice/sale.ts";
import { totalsOf } from "../core/invoice/totals.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { RiyadhTime } from "../core/riyadh-time.ts";
import { judge } from "../core/rules/judge.ts";
import { stampDocument } from "../core/stamp/stamp.ts";
import { ublInvoice } from "../core/ubl/document.ts";
import type { Violation } from "../core/violation.ts";
import type { Clock, MakeUuid } from "../ports/clock.ts";
import type { SignatureChecks, Signer } from "../ports/keys.ts";
import type { Flush, Ledger, NewDocument, NextPlace, StoredDocument } from "../ports/ledger.ts";
import type { IssueOutcome, Quote } from "../terminal.ts";
import { advanceNumbers, leftOfAdvances } from "./known-advances.ts";
import { knownNumbers, leftOfOriginals, originalNumbers } from "./known-originals.ts";
import { irnOf } from "./numbering.ts";
import { checkedBeside, selfCheck } from "./self-check.ts";
import { unitRefusal } from "./unit-rules.ts";

export interface IssuePorts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly uuid: MakeUuid;
  /** The signer of the active CSID. @throws Fault `not-onboarded`, `certificate-expired`, `key-unavailable`. */
  readonly signer: () => ActiveSigner;
  readonly checks: SignatureChecks;
}

/** A signer and the chain it continues. */
export interface ActiveSigner extends Signer {
  readonly csid: string;
}

export interface IssueSettings {
  readonly terms: Terms;
  /** The CSR's functionality map, `TSCZ`. */
  readonly functionalityMap: string;
  readonly irnPattern: string;
  readonly receipt: ReceiptSetting;
}

/** A sale no rule refuses, with what the ledger keeps of it. */
export interface ReadySale {
  readonly approved: Approved;
  readonly sale: string;
  readonly saleDigest: string;
  /** Who asked for it; without one it is the unit itself. */
  readonly actor?: string;
}

export type Prepared =
  | { readonly kind: "ready"; readonly ready: ReadySale }
  | Extract<IssueOutcome, { kind: "repeated" | "conflict" | "refused" }>;

/** Reads, recognises, prices and judges a sale; nothing is stored. */
export function prepareSale(
  ports: Pick<IssuePorts, "clock" | "ledger" | "uuid">,
  settings: IssueSettings,
  json: unknown,
  actor?: string,
): Prepared {
  const parsed = parseSale(json);
  if (!parsed.ok) return { kind: "refused", violations: parsed.error };
  const draft = parsed.value;
  const saleDigest = hash("sha256", canonicalSale(draft.sale));
  const known = ports.ledger.findByReference(draft.sale.reference);
  if (known !== undefined) return { kind: known.saleDigest === saleDigest ? "repeated" : "conflict", document: known };
  const refusal = unitRefusal(draft.sale as Sale, settings.functionalityMap, ports.ledger);
  if (refusal.length > 0) return { kind: "refused", violations: refusal };
  const approved = approveDraft(ports, settings, draft);
  if (!approved.ok) return { kind: "refused", violations: approved.error };
  return { kind: "ready", ready: { approved: approved.value, sale: JSON.stringify(json), saleDigest, ...by(actor) } };
}

const by = (actor: string | undefined): { readonly actor?: string } => (actor === undefined ? {} : { actor });

/** What a document made again keeps of the one before (gateway.md A8). */
export interface Again {
  readonly irn: Irn;
  readonly issuedAt: RiyadhTime;
  readonly generation: number;
}

/** What an issue is, beside an ordinary one that the disk has at once. */
interface IssueManner {
  readonly again?: Again;
  readonly flush?: Flush;
}

/**
 * Number, hash, signature and storage of a ready sale as one synchronous act.
 * @throws Fault when the terminal may not sign, or storage failed.
 */
export function issueReady(
  ports: IssuePorts,
  settings: IssueSettings,
  ready: ReadySale,
  { again, flush }: IssueManner = {},
): StoredDocument {
  const { approved, ...kept } = ready;
  const signer = ports.signer();
  const make = (place: NextPlace): NewDocument => ({
    ...stamped({ ports, settings, signer, place, again }, approved),
    ...kept,
  });
  return ports.ledger.append(signer.csid, make, flush);
}

/** Prices a sale and tells what would stop it; nothing is stored. */
export function quoteSale(
  ports: Pick<IssuePorts, "clock" | "ledger" | "uuid">,
  settings: IssueSettings,
  json: unknown,
): Result<Quote, readonly Violation[]> {
  const parsed = parseQuote(json);
  if (!parsed.ok) return parsed;
  const refusal = unitRefusal(parsed.value.sale as Sale, settings.functionalityMap, ports.ledger);
  if (refusal.length > 0) return err(refusal);
  const approved = approveDraft(ports, settings, parsed.value);
  return approved.ok ? ok({ totals: totalsOf(approved.value), warnings: approved.value.warnings }) : approved;
}

/**
 * Prices and judges a draft, as issued now or at the time given. The profile is split once, so that everything behind
 * keeps it in its type.
 */
export function approveDraft(
  ports: Pick<IssuePorts, "clock" | "ledger" | "uuid">,
  settings: Pick<IssueSettings, "terms" | "irnPattern">,
  draft: AnyDraft,
  issuedAt?: RiyadhTime,
): Result<Approved, readonly Violation[]> {
  const priced = draft.profile === "simplified" ? price(draft, settings.terms) : price(draft, settings.terms);
  if (!priced.ok) return priced;
  const invoice: Priced = priced.value;
  const told = originalFindings(invoice.sale, knownNumbers(ports.ledger, settings.irnPattern, invoice));
  if (told.some(({ severity }) => severity === "error")) return err(told);
  const excess = [
    ...excessOf(invoice, leftOfOriginals(ports.ledger, invoice)),
    ...advanceExcess(invoice, leftOfAdvances(ports.ledger, settings.terms, invoice)),
  ];
  if (excess.length > 0) return err(excess);
  const now = ports.clock.now();
  const provisional = { uuid: ports.uuid(), icv: FIRST_ICV, pih: FIRST_PIH, issuedAt: issuedAt ?? now };
  const irn = invoice.sale.irn ?? irnOf(settings.irnPattern, 1);
  const findings = judge(ublInvoice(invoice, { ...provisional, irn }), { now, only: "document" });
  return approve(invoice, [...told, ...findings]);
}

const FIRST_ICV = parseIcv(1) ?? unreachableIcv();
function unreachableIcv(): never {
  throw new Error("1 is a counter value");
}

interface Act {
  readonly ports: IssuePorts;
  readonly settings: IssueSettings;
  readonly signer: ActiveSigner;
  readonly place: NextPlace;
  readonly again: Again | undefined;
}

/** Runs inside the ledger's transaction: place → link → document → stamp → self-check. */
function stamped(act: Act, approved: Approved): Omit<NewDocument, "sale" | "saleDigest"> {
  const { ports, settings, signer, place, again } = act;
  const now = ports.clock.now();
  if (now.epochMs < ports.ledger.lastIssuedAt())
    throw new Fault("clock-untrusted", "the clock stands before the last document: correct the time");
  const { irn, serial } =
    again === undefined ? numberOf(ports.ledger, settings, approved, place.serial) : { irn: again.irn };
  const issuedAt = again?.issuedAt ?? now;
  const link: Link = { irn, uuid: ports.uuid(), icv: place.icv, pih: place.pih, issuedAt };
  const chained = chain(approved, link);
  const made = stampDocument(ublInvoice(chained, link), checkedBeside(signer, ports.checks), now);
  const signed = seal(chained, made);
  const document = {
    link,
    ...(serial === undefined ? {} : { serial }),
    generation: again?.generation ?? 1,
    reference: approved.sale.reference,
    type: approved.sale.kind.type,
    profile: approved.profile,
    originals: [...originalNumbers(approved), ...advanceNumbers(approved)],
    xml: made.xml,
    hash: made.hash,
    qr: made.qr,
    totals: totalsOf(signed),
    warnings: signed.warnings,
    receipt: receiptOf(signed, settings.receipt),
  };
  // Last, since its signature may still be looked at on another thread.
  selfCheck(made, link, ports.checks.holds);
  return document;
}

/** The till's number, or the unit's next one that no till has used. */
export function numberOf(
  ledger: Ledger,
  settings: IssueSettings,
  { sale }: Approved,
  next: number,
): { readonly irn: Irn; readonly serial?: number } {
  if (sale.irn !== undefined) return { irn: sale.irn };
  for (let serial = next; ; serial++) {
    const irn = irnOf(settings.irnPattern, serial);
    if (ledger.findByIrn(irn) === undefined) return { irn, serial };
  }
}
