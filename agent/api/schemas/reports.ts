// Reports as the API shows them.
import type { JsonSchema } from "../../core/invoice/reading/reader.ts";
import { TYPES } from "../list-filter.ts";
import { about, COUNT, DATE, listOf, MONEY, RIYADH_TIME, ref, shape, TEXT, words } from "./schema.ts";

const TOTALS = {
  net: about(MONEY, "without VAT; credit notes are taken off"),
  vat: MONEY,
  gross: MONEY,
  rounding: MONEY,
  prepaid: about(MONEY, "paid in advance on earlier documents"),
  payable: MONEY,
};

export const REPORT_SCHEMAS = {
  DayTotals: shape(TOTALS),
  DayVat: shape({ category: words("S", "Z", "E", "O"), rate: TEXT, taxable: MONEY, vat: MONEY }, { exemption: TEXT }),
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
        kinds: listOf(
          shape({ profile: words("simplified", "standard"), type: words(...TYPES), count: COUNT, gross: MONEY }),
        ),
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
} as const satisfies Readonly<Record<string, JsonSchema>>;
