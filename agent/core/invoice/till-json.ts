// A parsed sale back in the words of the contract: the inverse of `parseSale`, member by member.
import { type Decimal, formatDecimal } from "../money/decimal.ts";
import { formatHalalas } from "../money/halalas.ts";
import { localText } from "../riyadh-time.ts";
import type { Charge, Deduction, Discount, Kind, Line, Original, Payment, Sale, Size } from "./draft.ts";
import type { Vat } from "./vat.ts";

type Json = Readonly<Record<string, unknown>>;

/** The JSON a till would have sent for this sale; what it did not give is undefined. */
export const tillJson = (sale: Sale): Json => ({
  reference: sale.reference,
  profile: sale.profile,
  ...kindJson(sale.kind),
  flags: sale.flags,
  prices: sale.prices,
  lines: sale.lines.map(lineJson),
  discounts: sale.discounts.map((one) => ({ ...adjustmentJson(one), vat: one.vat && vatJson(one.vat) })),
  charges: sale.charges.map((one) => ({ ...adjustmentJson(one), vat: vatJson(one.vat) })),
  payments: sale.payments.map(paymentJson),
  tip: sale.tip === undefined ? undefined : formatHalalas(sale.tip),
  rounding: sale.roundTo && { to: formatHalalas(sale.roundTo) },
  buyer: sale.buyer,
  supplyDate: sale.supplyDate,
  supplyEndDate: sale.supplyEndDate,
  currency: sale.currency.code,
  exchangeRate: decimalJson(sale.currency.rate),
  irn: sale.irn,
  cashier: sale.cashier,
  order: sale.order,
  note: sale.note,
});

function kindJson(kind: Kind): Json {
  if (kind.type === "invoice") return { type: kind.type, prepaid: kind.prepaid.map(deductionJson) };
  if (kind.type === "prepayment") return { type: kind.type };
  return { type: kind.type, originals: kind.originals.map(originalJson), reason: kind.reason };
}

function originalJson(original: Original): Json {
  if (original.by === "irn") return { irn: original.irn, uuid: original.uuid, issuedAt: original.issuedOn };
  return original.by === "text" ? { text: original.text } : { from: original.from, to: original.to };
}

const deductionJson = ({ irn, advance }: Deduction): Json =>
  advance === undefined
    ? { irn }
    : {
        irn,
        uuid: advance.uuid,
        issuedAt: localText(advance.issuedAt),
        groups: advance.groups.map(({ vat, taxable, tax }) => ({
          vat: vatJson(vat),
          taxable: formatHalalas(taxable),
          amount: formatHalalas(tax),
        })),
      };

const lineJson = (line: Line): Json => ({
  ...line,
  quantity: decimalJson(line.quantity),
  price: decimalJson(line.price),
  basePriceQuantity: decimalJson(line.basePriceQuantity),
  priceDiscount: decimalJson(line.priceDiscount),
  amount: line.amount === undefined ? undefined : formatHalalas(line.amount),
  vat: vatJson(line.vat),
  discounts: line.discounts.map(adjustmentJson),
  charges: line.charges.map(adjustmentJson),
});

const adjustmentJson = ({ size, reason, reasonCode }: Discount | Charge): Json => ({
  ...sizeJson(size),
  reason,
  reasonCode,
});

const sizeJson = (size: Size): Json =>
  size.by === "amount" ? { amount: formatHalalas(size.amount) } : { percent: decimalJson(size.percent) };

const paymentJson = ({ means, amount, label }: Payment): Json => ({ means, amount: formatHalalas(amount), label });

const vatJson = (vat: Vat): Json =>
  vat.category === "S"
    ? { category: vat.category, rate: String(vat.rate) }
    : { category: vat.category, exemption: vat.exemption, reason: vat.reason };

const decimalJson = (value: Decimal | undefined): string | undefined => value && formatDecimal(value);
