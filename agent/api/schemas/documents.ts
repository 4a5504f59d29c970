// Sales and documents as the API shows them (contract.md, "An issued document").

import { readBuyer } from "../../core/invoice/party.ts";
import type { JsonSchema } from "../../core/invoice/reading/reader.ts";
import { optional, shapeSchema } from "../../core/invoice/reading/reader.ts";
import { SALE } from "../../core/invoice/reading/sale-members.ts";
import { ITEM_SCHEMA } from "../../core/price-list/price-list.ts";
import { PROFILES, STATES, TYPES } from "../list-filter.ts";
import { PRINTED } from "./printing.ts";
import { about, COUNT, listOf, MILLISECONDS, MONEY, RIYADH_TIME, ref, shape, TEXT, words } from "./schema.ts";

/** What a till sends, straight from what reads it. */
const sale: JsonSchema = shapeSchema(SALE);
const { reference: _, ...quoted } = SALE;

export const DOCUMENT_SCHEMAS = {
  Sale: sale,
  /** A sale that is only priced needs no reference. */
  QuotedSale: shapeSchema({ ...quoted, reference: optional(SALE.reference.read) }),
  Conversion: shapeSchema({ buyer: { read: readBuyer, absent: () => undefined, isRequired: true } }),
  VatBreakdown: shape(
    { category: words("S", "Z", "E", "O"), rate: TEXT, taxable: MONEY, vat: MONEY },
    { exemption: TEXT, exemptionReason: TEXT },
  ),
  Totals: shape({
    net: about(MONEY, "without VAT (BT-109)"),
    vat: about(MONEY, "BT-110"),
    gross: about(MONEY, "with VAT (BT-112)"),
    payable: about(MONEY, "what the customer owes now (BT-115)"),
    prepaid: MONEY,
    rounding: MONEY,
    currency: TEXT,
    vatInSar: MONEY,
    paid: MONEY,
    change: MONEY,
    vatBreakdown: listOf(ref("VatBreakdown")),
  }),
  Quote: shape({ totals: ref("Totals"), warnings: listOf(ref("Violation")) }),
  Document: shape(
    {
      irn: TEXT,
      uuid: { type: "string", format: "uuid" },
      icv: COUNT,
      generation: about(COUNT, "1, or more where a rejected document was made again under its number"),
      type: words(...TYPES),
      profile: words(...PROFILES),
      issuedAt: RIYADH_TIME,
      invoiceHash: TEXT,
      previousInvoiceHash: TEXT,
      qr: about(TEXT, "base64, ready for a QR code"),
      totals: ref("Totals"),
      state: words(...STATES),
      attempts: COUNT,
      warnings: listOf(ref("Violation")),
      printed: PRINTED,
    },
    { reference: TEXT },
  ),
  HeldSale: about(
    shape({
      reference: TEXT,
      profile: words("standard"),
      state: words("awaiting-clearance"),
      heldAt: RIYADH_TIME,
      totals: ref("Totals"),
    }),
    "a standard sale taken while the gateway is away: no document and no tax invoice yet",
  ),
  Awaiting: { anyOf: [ref("Document"), ref("HeldSale")] },
  DocumentList: shape(
    { documents: listOf(ref("Document")) },
    { next: about(COUNT, "send it as before for the next page") },
  ),
  Generations: shape({ documents: listOf(ref("Document")) }),
  Converted: shape({ document: ref("Document"), credit: ref("Document") }),
  Attempts: shape({
    attempts: listOf(
      shape({
        at: MILLISECONDS,
        status: { type: "integer" },
        answer: shape({ kind: TEXT }),
        reasons: listOf(ref("Reason")),
      }),
    ),
  }),
  Reason: about(shape({ code: TEXT, message: ref("Bilingual"), fix: ref("Bilingual") }), "a rule that an answer names"),
  PriceList: shape({
    items: listOf(about(ITEM_SCHEMA, "as a line of a sale has it, without quantity")),
    violations: listOf(ref("Violation")),
  }),
} as const satisfies Readonly<Record<string, JsonSchema>>;
