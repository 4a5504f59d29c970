// A priced document in the words of the Stackcue middleware (stackcue.md D1), its misspellings kept.
import type { Bilingual } from "../bilingual.ts";
import type { Icv, Irn, Pih } from "../ids.ts";
import type { PricedAdjustment, PricedLine } from "../invoice/figures.ts";
import type { Approved } from "../invoice/lifecycle.ts";
import { originalText } from "../invoice/original-text.ts";
import type { Buyer, Seller } from "../invoice/party.ts";
import { formatDecimal } from "../money/decimal.ts";
import { formatHalalas, type Halalas, sum } from "../money/halalas.ts";
import type { RiyadhTime } from "../riyadh-time.ts";
import { joined } from "../text.ts";

/** Where the document stands, and under which registration. */
export interface MiddlewareLink {
  readonly irn: Irn;
  readonly icv: Icv;
  readonly pih: Pih;
  readonly issuedAt: RiyadhTime;
  readonly complianceId: string;
  /** Absent on a compliance check. */
  readonly productionId?: string;
}

type Body = Readonly<Record<string, unknown>>;

const KINDS = {
  invoice: "Invoice",
  prepayment: "Invoice",
  "credit-note": "CreditNote",
  "debit-note": "DebitNote",
} as const;
const MEANS = { cash: 10, card: 48, transfer: 30, account: 42, voucher: 1, wallet: 1, points: 1 } as const;

/** `documentType`: `SimplifiedInvoice`, `StandardCreditNote` … */
export const documentTypeOf = ({ sale, profile }: Approved): string =>
  `${sale.kind.type === "prepayment" ? "PrePaid" : ""}${profile === "standard" ? "Standard" : "Simplified"}${KINDS[sale.kind.type]}`;

/** The path a document is submitted to. */
export const pathOf = ({ sale, profile }: Approved): string => `/api/${profile}-${KINDS[sale.kind.type].toLowerCase()}`;

/** The body of a check or, with a production identifier, of a submission. */
export function documentBody(document: Approved, link: MiddlewareLink): Body {
  const { sale, seller, figures } = document;
  return {
    Stackcue: {
      documentType: documentTypeOf(document),
      stackcueComplianceIdentifier: link.complianceId,
      ...(link.productionId === undefined ? {} : { stackcueProductionIdentifier: link.productionId }),
      isExport: sale.flags.some((flag) => (flag as string) === "export"),
    },
    Invoice: {
      id: link.irn,
      issueDate: link.issuedAt.date,
      issueTime: link.issuedAt.time,
      invoiceCounterValue: link.icv,
      actualDeliveryDate: sale.supplyDate ?? link.issuedAt.date,
      paymentMeansCode: MEANS[sale.payments[0]?.means ?? "cash"],
      PIHvalue: link.pih,
      ...noteOf(document),
    },
    Seller: sellerBody(seller),
    ...(sale.buyer === undefined ? {} : { Customer: customerBody(sale.buyer) }),
    DocumentAllowances: figures.discounts.map((one) => ({
      allowanceReason: words(one.reason) || "discount",
      allowanceAmount: formatHalalas(one.amount),
      ...taxOf(one),
    })),
    DocumentCharges: figures.charges.map((one) => ({
      chargeReason: words(one.reason),
      chargeAmount: formatHalalas(one.amount),
      ...taxOf(one),
    })),
    prePaidDocuments: figures.prepaid.map(({ irn, issuedAt, groups }) => ({
      prePaymentDocumentId: irn,
      prePaymentDocumentIssueDate: issuedAt.date,
      prePaymentDocumentIssueTime: issuedAt.time,
      prePaymentCategoryAmount: Object.fromEntries(
        groups.map(({ vat, taxable, tax }) => [vat.category, formatHalalas(sum([taxable, tax]))]),
      ),
    })),
    Lineitems: figures.lines.map((line) => lineBody(line, sale.currency.code)),
  };
}

const words = (text: Bilingual | undefined): string => (text === undefined ? "" : joined(text));
const taxOf = ({ vat }: PricedAdjustment) => ({ taxCategoryID: vat.category, taxPercentage: String(vat.rate) });

const noteOf = ({ sale: { kind } }: Approved): Body =>
  "originals" in kind
    ? {
        referanceInvoiceID: kind.originals.map(originalText).join(", "),
        reasonForCreditOrDebitNote: words(kind.reason),
      }
    : {};

const addressBody = ({
  street,
  building,
  district,
  city,
  postalCode,
}: Seller["address"] | NonNullable<Buyer["address"]>): Body => ({
  streetName: words(street),
  buildingNumber: building ?? "",
  citySubdivisionName: words(district),
  cityName: words(city),
  postalZone: postalCode ?? "",
});

const sellerBody = ({ name, vat, id, address }: Seller): Body => ({
  partyIdentificationId: id.value,
  partyIdentificationIdType: id.scheme,
  ...addressBody(address),
  companyID: vat,
  registrationName: words(name),
});

const customerBody = ({ name, vat, id, address }: Buyer): Body => ({
  partyIdentificationId: id?.value ?? "",
  partyIdentificationIdType: id?.scheme ?? "",
  ...(address === undefined ? {} : { ...addressBody(address), country: address.country }),
  companyID: vat ?? "",
  registrationName: words(name),
});

/** Allowances and charges of a line go as one amount each, without VAT. */
function lineBody({ line, number, itemName, unitPrice, discounts, charges }: PricedLine, currency: string): Body {
  const total = (parts: readonly PricedAdjustment[]): Halalas => sum(parts.map(({ amount }) => amount));
  return {
    lineID: String(number),
    invoicedQuantity: formatDecimal(line.quantity),
    invoicedQuantityUnit: line.unit,
    baseQuantity: line.basePriceQuantity === undefined ? "1" : formatDecimal(line.basePriceQuantity),
    currency,
    name: itemName,
    categoriesCode: line.vat.category,
    vatPercentage: String(line.vat.rate),
    grossAmount: formatDecimal(unitPrice.net),
    lineAllowanceMethod: "direct",
    itemlineAllowance_UNE_Reason: discounts.map(({ reason }) => words(reason)).join("; "),
    lineAllowanceAmount: formatHalalas(total(discounts)),
    lineChargeMethod: "direct",
    itemlineCharge_UNE_Reason: charges.map(({ reason }) => words(reason)).join("; "),
    lineChargeAmount: formatHalalas(total(charges)),
  };
}
