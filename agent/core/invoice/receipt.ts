// A signed document → the meaning of its receipt (documents.md C13). What it looks like: the raster's affair.
import type { Bilingual } from "../bilingual.ts";
import { formatDecimal, NOTHING, ONE, quotient, subtract } from "../money/decimal.ts";
import { formatHalalas, type Halalas, sum } from "../money/halalas.ts";
import type {
  ReceiptAdjustment,
  ReceiptLine,
  ReceiptMark,
  ReceiptModel,
  ReceiptPayment,
  ReceiptPrepaid,
  ReceiptVatGroup,
} from "../receipt/model.ts";
import { asBilingual, joined } from "../text.ts";
import type { Payment, Sale } from "./draft.ts";
import type { Figures, PaidAdvance, PricedAdjustment, PricedLine, VatGroup } from "./figures.ts";
import type { Cleared, Signed } from "./lifecycle.ts";
import { originalText } from "./original-text.ts";
import { grossOf } from "./pricing/vat-ways.ts";
import { receiptParty } from "./receipt-party.ts";

/** What the shop and the environment put on every paper. */
export interface ReceiptSetting {
  readonly marks: readonly ReceiptMark[];
  readonly header: readonly Bilingual[];
  readonly footer: readonly Bilingual[];
}

/** The receipt of a document; a cleared one shows the gateway's QR code, which is then given. */
export function receiptOf(invoice: Signed | Cleared, setting: ReceiptSetting, qr = invoice.seal.qr): ReceiptModel {
  const { sale, seller, figures, link } = invoice;
  return {
    form: "receipt",
    profile: invoice.profile,
    type: sale.kind.type,
    ...setting,
    seller: receiptParty(seller),
    irn: link.irn,
    issueDate: link.issuedAt.date,
    issueTime: link.issuedAt.time,
    flags: sale.flags,
    originals: "originals" in sale.kind ? sale.kind.originals.map(originalText) : [],
    pricesIncludeVat: sale.prices === "vat-inclusive",
    lines: figures.lines.map(receiptLine),
    linesTotal: formatHalalas(sum(figures.lines.map(({ gross }) => gross))),
    discounts: ofDocument(figures.discounts, sale),
    charges: ofDocument(figures.charges, sale),
    ...amounts(figures),
    currency: sale.currency.code,
    prepaid: figures.prepaid.map(receiptPrepaid),
    payments: sale.payments.map(receiptPayment),
    qr,
    ...given({
      buyer: sale.buyer && receiptParty(sale.buyer),
      supplyDate: sale.supplyDate,
      supplyEndDate: sale.supplyEndDate,
      reason: "reason" in sale.kind ? sale.kind.reason : undefined,
      rounding: unlessZero(figures.totals.rounding),
      change: unlessZero(figures.settlement.change),
      tip: sale.tip && unlessZero(sale.tip),
      cashier: sale.cashier && joined(sale.cashier),
      order: sale.order,
      note: sale.note,
    }),
  };
}

const amounts = ({ totals, groups }: Figures) => ({
  totalWithoutVat: formatHalalas(totals.net),
  vatGroups: groups.map(receiptGroup),
  vatTotal: formatHalalas(totals.tax),
  vatInSar: formatHalalas(totals.taxInSar),
  totalWithVat: formatHalalas(totals.gross),
  amountDue: formatHalalas(totals.payable),
});

function receiptLine({ line, itemName, shown, discounts, charges, gross }: PricedLine): ReceiptLine {
  const price = subtract(line.price, line.priceDiscount ?? NOTHING);
  return {
    // A completed name reads on paper as in the document.
    name: itemName === joined(line.name) ? line.name : asBilingual(itemName),
    quantity: formatDecimal(line.quantity),
    unit: line.unit,
    unitPrice: formatDecimal(perUnit(price, line.basePriceQuantity ?? ONE), 2),
    vat: { category: line.vat.category, rate: String(line.vat.rate) },
    discounts: discounts.map((one, i) => receiptAdjustment(one, shown.discounts[i] ?? one.shown)),
    charges: charges.map((one, i) => receiptAdjustment(one, shown.charges[i] ?? one.shown)),
    amount: formatHalalas(gross),
    ...given({ note: line.note }),
  };
}

/** A price for several units as one unit's, to a hundredth of a halala. */
const perUnit = (price: PricedLine["line"]["price"], base: PricedLine["line"]["price"]) =>
  base.units === 1n && base.scale === 0 ? price : quotient(price, base, 4);

/** A document discount is one row however many VAT groups it was split over. */
function ofDocument(parts: readonly PricedAdjustment[], sale: Sale): readonly ReceiptAdjustment[] {
  const withVat = (one: PricedAdjustment): Halalas =>
    sale.prices === "vat-inclusive" ? one.shown : grossOf(one.amount, one.vat.rate);
  const firsts = parts.filter((one, i) => parts.findIndex(({ source }) => source === one.source) === i);
  return firsts.map((first) => {
    const shares = parts.filter(({ source }) => source === first.source);
    return receiptAdjustment(first, sum(shares.map(withVat)));
  });
}

const receiptAdjustment = ({ reason, percent }: PricedAdjustment, amount: Halalas): ReceiptAdjustment => ({
  reason: reason ?? { ar: "", en: "" },
  amount: formatHalalas(amount),
  ...given({ percent: percent && formatDecimal(percent) }),
});

const receiptGroup = ({ vat, taxable, tax }: VatGroup): ReceiptVatGroup => ({
  category: vat.category,
  rate: String(vat.rate),
  taxable: formatHalalas(taxable),
  vat: formatHalalas(tax),
  ...(vat.category === "S" ? {} : { exemption: { code: vat.exemption, text: vat.reason } }),
});

const receiptPrepaid = ({ irn, groups }: PaidAdvance): ReceiptPrepaid => ({
  irn,
  amount: formatHalalas(sum(groups.flatMap(({ taxable, tax }) => [taxable, tax]))),
});

const receiptPayment = ({ means, amount, label }: Payment): ReceiptPayment => ({
  means,
  amount: formatHalalas(amount),
  ...given({ label: label && joined(label) }),
});

const unlessZero = (amount: Halalas): string | undefined => (amount === 0n ? undefined : formatHalalas(amount));

/** Leaves out what is not there: the model is plain JSON. */
function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined | 0n> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined | 0n>;
  };
}
