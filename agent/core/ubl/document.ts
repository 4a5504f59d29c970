// A priced document and its place in the chain → the UBL 2.1 `Invoice`, in the order of the authority's samples (C2).
// Without stamp, QR reference and signature: those are added by the stamp.
import type { Flag, Kind, Original, Sale } from "../invoice/draft.ts";
import type { DocumentTotals, Figures } from "../invoice/figures.ts";
import type { Link, PricedStage } from "../invoice/lifecycle.ts";
import { originalText } from "../invoice/original-text.ts";
import { MEANS_CODES } from "../invoice/reasons.ts";
import { formatDecimal } from "../money/decimal.ts";
import { joined } from "../text.ts";
import { element, NAMESPACES, type XmlElement } from "../xml/tree.ts";
import { documentAllowance } from "./allowance.ts";
import { group, type Money, moneyIn, type Part, text } from "./cells.ts";
import { advanceLines, saleLine } from "./lines.ts";
import { customerParty, supplierParty } from "./parties.ts";
import { taxTotals } from "./tax.ts";

/** UNTDID 1001 (C1). */
const TYPE_CODES: Readonly<Record<Kind["type"], string>> = {
  invoice: "388",
  "credit-note": "381",
  "debit-note": "383",
  prepayment: "386",
};

/** Positions 3 to 7 of the transaction code (C1); seven characters, since nine are misread (C8). */
const FLAG_POSITIONS: readonly Flag[] = ["third-party", "nominal", "export", "summary", "self-billed"];

const DECLARATIONS = (["", "cac", "cbc", "ext"] as const).map((prefix) => ({
  name: prefix === "" ? "xmlns" : `xmlns:${prefix}`,
  value: NAMESPACES[prefix],
}));

/**
 * The whole document of a priced sale at its place in the chain; canonical, without white space between elements.
 */
export function ublInvoice({ sale, seller, figures }: PricedStage, link: Link): XmlElement {
  const money = moneyIn(sale.currency.code);
  const { children } = group(
    "Invoice",
    identity(sale, link),
    text("cbc:Note", sale.note && joined(sale.note)),
    text("cbc:DocumentCurrencyCode", sale.currency.code),
    text("cbc:TaxCurrencyCode", "SAR"),
    sale.order === undefined ? undefined : group("cac:OrderReference", text("cbc:ID", sale.order)),
    originalsOf(sale.kind).map(billingReference),
    counter(link),
    previousHash(link),
    supplierParty(seller),
    customerParty(sale.buyer),
    delivery(sale, link),
    paymentMeans(sale),
    figures.discounts.map((one) => documentAllowance("discount", one, money)),
    figures.charges.map((one) => documentAllowance("charge", one, money)),
    exchangeRate(sale),
    taxTotals(figures, money),
    monetaryTotal(figures, money),
    figures.lines.map((line) => saleLine(line, sale.currency.code)),
    advanceLines(figures.prepaid, figures.lines.length, sale.currency.code),
  );
  return element("Invoice", children, DECLARATIONS);
}

const identity = (sale: Sale, { irn, uuid, issuedAt }: Link): readonly Part[] => [
  text("cbc:ProfileID", "reporting:1.0"),
  text("cbc:ID", irn),
  text("cbc:UUID", uuid),
  text("cbc:IssueDate", issuedAt.date),
  text("cbc:IssueTime", issuedAt.time),
  text("cbc:InvoiceTypeCode", TYPE_CODES[sale.kind.type], [{ name: "name", value: transactionCode(sale) }]),
];

/** `NNPNESB`: subtype, then one digit per flag. */
function transactionCode({ profile, flags }: Sale): string {
  const set = new Set<Flag>(flags);
  const digits = FLAG_POSITIONS.map((flag) => (set.has(flag) ? "1" : "0")).join("");
  return `${profile === "simplified" ? "02" : "01"}${digits}`;
}

const originalsOf = (kind: Kind): readonly Original[] => ("originals" in kind ? kind.originals : []);

/** BG-3. Where there is no number, words stand for it (C9). */
const billingReference = (original: Original): XmlElement =>
  group(
    "cac:BillingReference",
    group(
      "cac:InvoiceDocumentReference",
      text("cbc:ID", originalText(original)),
      original.by === "irn" ? text("cbc:UUID", original.uuid) : undefined,
      original.by === "irn" ? text("cbc:IssueDate", original.issuedOn) : undefined,
    ),
  );

/** KSA-16. */
const counter = ({ icv }: Link): XmlElement =>
  group("cac:AdditionalDocumentReference", text("cbc:ID", "ICV"), text("cbc:UUID", String(icv)));

/** KSA-13. */
const previousHash = ({ pih }: Link): XmlElement =>
  group(
    "cac:AdditionalDocumentReference",
    text("cbc:ID", "PIH"),
    group(
      "cac:Attachment",
      element("cbc:EmbeddedDocumentBinaryObject", pih, [{ name: "mimeCode", value: "text/plain" }]),
    ),
  );

/** KSA-5 and KSA-24. A tax invoice always has a supply date: the day of issue where the till says no other (BR-KSA-15). */
function delivery({ profile, kind, supplyDate, supplyEndDate }: Sale, { issuedAt }: Link): Part {
  const isTaxInvoice = profile === "standard" && kind.type === "invoice";
  const first = supplyDate ?? (isTaxInvoice ? issuedAt.date : undefined);
  if (first === undefined) return undefined;
  return group("cac:Delivery", text("cbc:ActualDeliveryDate", first), text("cbc:LatestDeliveryDate", supplyEndDate));
}

/** One element per means; on a note each carries the reason, and there is at least one (BR-KSA-17). */
function paymentMeans({ kind, payments }: Sale): readonly XmlElement[] {
  const codes = [...new Set(payments.map(({ means }) => MEANS_CODES[means]))];
  const reason = "reason" in kind ? kind.reason : undefined;
  const note = reason && [reason.en, reason.ar].filter((side) => side !== "").join(" | ");
  return (codes.length === 0 && note !== undefined ? ["1"] : codes).map((code) =>
    group("cac:PaymentMeans", text("cbc:PaymentMeansCode", code), text("cbc:InstructionNote", note)),
  );
}

/** KSA-36 to KSA-39. */
const exchangeRate = ({ currency }: Sale): Part =>
  currency.rate &&
  group(
    "cac:TaxExchangeRate",
    text("cbc:SourceCurrencyCode", currency.code),
    text("cbc:TargetCurrencyCode", "SAR"),
    text("cbc:CalculationRate", formatDecimal(currency.rate)),
  );

/** BG-22: BT-106 to BT-115. */
function monetaryTotal({ totals, discounts, charges, prepaid }: Figures, money: Money): XmlElement {
  const when = (isThere: boolean, name: string, amount: DocumentTotals["net"]): Part =>
    isThere ? money(name, amount) : undefined;
  return group(
    "cac:LegalMonetaryTotal",
    money("cbc:LineExtensionAmount", totals.lines),
    money("cbc:TaxExclusiveAmount", totals.net),
    money("cbc:TaxInclusiveAmount", totals.gross),
    when(discounts.length > 0, "cbc:AllowanceTotalAmount", totals.discounts),
    when(charges.length > 0, "cbc:ChargeTotalAmount", totals.charges),
    when(prepaid.length > 0, "cbc:PrepaidAmount", totals.prepaid),
    when(totals.rounding !== 0n, "cbc:PayableRoundingAmount", totals.rounding),
    money("cbc:PayableAmount", totals.payable),
  );
}
