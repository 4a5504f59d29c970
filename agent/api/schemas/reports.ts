// Reports as the API shows them.
import type { JsonSchema } from "../../core/invoice/reading/reader.ts";
import { TYPES } from "../list-filter.ts";
import { PRINTED } from "./printing.ts";
import { about, COUNT, DATE, listOf, MONEY, RIYADH_TIME, ref, shape, TEXT, words } from "./schema.ts";

const TOTALS = {
  net: about(MONEY, "without VAT; credit notes are taken off"),
  vat: MONEY,
  gross: MONEY,
  rounding: MONEY,
  prepaid: about(MONEY, "paid in advance on earlier documents"),
  payable: MONEY,
};

const KINDS = listOf(
  shape({
    profile: words("simplified", "standard"),
    type: words(...TYPES),
    count: COUNT,
    net: MONEY,
    vat: MONEY,
    gross: MONEY,
  }),
);

const MONTH = {
  kinds: KINDS,
  sales: ref("SideTotals"),
  credits: ref("SideTotals"),
  totals: ref("DayTotals"),
  vat: listOf(ref("DayVat")),
};

const PLACE = shape({ irn: TEXT, icv: COUNT, issuedAt: RIYADH_TIME });
const CLOSING = {
  number: about(COUNT, "counts up without a gap"),
  closedAt: RIYADH_TIME,
  closedBy: TEXT,
  printed: PRINTED,
};

export const REPORT_SCHEMAS = {
  DayTotals: shape(TOTALS),
  TaxPair: shape({ taxable: MONEY, vat: MONEY }),
  DayVat: shape(
    {
      category: words("S", "Z", "E", "O"),
      rate: TEXT,
      taxable: about(MONEY, "credit notes are taken off"),
      vat: MONEY,
      sales: ref("TaxPair"),
      credits: ref("TaxPair"),
    },
    { exemption: TEXT },
  ),
  SideTotals: shape({ documents: COUNT, net: MONEY, vat: MONEY, gross: MONEY }),
  DayPayment: shape({
    means: TEXT,
    received: about(MONEY, "less the change"),
    refunded: MONEY,
    net: MONEY,
  }),
  DayCashier: shape({
    cashier: about(TEXT, "empty where the sale named none"),
    documents: COUNT,
    sales: MONEY,
    refunds: MONEY,
    cash: MONEY,
    card: MONEY,
    other: MONEY,
  }),
  DayLate: shape({ irn: TEXT, issuedAt: RIYADH_TIME, state: TEXT }, { settledAt: RIYADH_TIME }),
  DayCurrency: shape({
    currency: TEXT,
    documents: COUNT,
    totals: ref("DayTotals"),
    vat: listOf(ref("DayVat")),
    payments: listOf(ref("DayPayment")),
  }),
  DayReport: shape(
    {
      date: DATE,
      documents: shape({
        counted: about(COUNT, "what the totals are made of"),
        byType: shape(Object.fromEntries(TYPES.map((type) => [type, COUNT]))),
        kinds: KINDS,
        simplified: COUNT,
        standard: COUNT,
        awaiting: about(COUNT, "standard documents not cleared: not in the totals"),
        rejected: about(COUNT, "refused by the authority: not in the totals"),
      }),
      states: { type: "object", additionalProperties: COUNT },
      currency: words("SAR"),
      totals: ref("DayTotals"),
      vat: listOf(ref("DayVat")),
      payments: listOf(ref("DayPayment")),
      cashiers: listOf(ref("DayCashier")),
      late: shape({ count: COUNT, documents: listOf(ref("DayLate")) }),
      otherCurrencies: listOf(ref("DayCurrency")),
    },
    { first: TEXT, last: TEXT },
  ),
  ClosingReport: shape(
    {
      to: about(RIYADH_TIME, "nothing later is in it"),
      documents: shape({
        counted: about(COUNT, "what the sums are made of: each sale in exactly one closing"),
        kinds: KINDS,
        awaiting: about(COUNT, "standard documents not cleared: left to a later closing"),
        refused: about(COUNT, "standard documents the authority refused: not in the sums"),
        madeAgain: about(COUNT, "made again for a receipt that is counted already: not in the sums"),
      }),
      sales: ref("SideTotals"),
      credits: about(ref("SideTotals"), "credit notes, without a sign; the totals have them taken off"),
      ranges: about(listOf(shape({ first: PLACE, last: PLACE })), "first and last document of each chain"),
      currency: words("SAR"),
      totals: ref("DayTotals"),
      vat: listOf(ref("DayVat")),
      payments: listOf(ref("DayPayment")),
      cashiers: listOf(ref("DayCashier")),
      cash: shape({
        received: MONEY,
        refunded: MONEY,
        expected: about(MONEY, "in the drawer, beside what was in it before"),
      }),
      drawer: shape({ sales: COUNT, asked: about(COUNT, "without a sale"), failed: COUNT }),
      reporting: shape({
        waiting: about(COUNT, "receipts not reported yet"),
        late: COUNT,
        rejected: about(COUNT, "receipts the authority refused: in the sums, and to be made again"),
      }),
      otherCurrencies: listOf(ref("DayCurrency")),
    },
    { from: about(RIYADH_TIME, "the closing before; absent in the first") },
  ),
  Closing: shape({
    ...CLOSING,
    reference: TEXT,
    hash: about(TEXT, "SHA-256 of the report"),
    report: ref("ClosingReport"),
  }),
  Closings: shape(
    { closings: listOf(shape({ ...CLOSING, documents: COUNT, gross: MONEY, cashExpected: MONEY })) },
    { next: about(COUNT, "the `before` of the next page") },
  ),
  MonthReport: shape({
    month: about(TEXT, "YYYY-MM"),
    documents: shape({
      counted: about(COUNT, "what the sums are made of"),
      rejected: about(COUNT, "refused by the authority: not in the sums"),
      awaiting: about(COUNT, "standard documents not cleared: not in the sums"),
    }),
    currency: words("SAR"),
    ...MONTH,
    vatInSar: about(MONEY, "of all documents, those in other currencies included"),
    otherCurrencies: listOf(shape({ ...MONTH, currency: TEXT, documents: COUNT, vatInSar: MONEY })),
  }),
} as const satisfies Readonly<Record<string, JsonSchema>>;
