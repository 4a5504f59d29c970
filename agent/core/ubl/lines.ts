// The lines of the document: what was sold, and one line per deducted advance and VAT group (BG-25; documents.md C10).
import type { AdvanceGroup } from "../invoice/draft.ts";
import type { PaidAdvance, PricedLine } from "../invoice/figures.ts";
import { add, formatDecimal } from "../money/decimal.ts";
import { ZERO } from "../money/halalas.ts";
import { joined } from "../text.ts";
import { element, type XmlElement } from "../xml/tree.ts";
import { lineAllowance } from "./allowance.ts";
import { group, moneyIn, type Part, priceIn, quantity, text } from "./cells.ts";
import { taxCategory, taxSubtotal } from "./tax.ts";

/** A line of goods or services. */
export function saleLine(priced: PricedLine, currency: string): XmlElement {
  const { line } = priced;
  const money = moneyIn(currency);
  return group(
    "cac:InvoiceLine",
    text("cbc:ID", String(priced.number)),
    text("cbc:Note", line.note && joined(line.note)),
    quantity("cbc:InvoicedQuantity", formatDecimal(line.quantity), line.unit),
    money("cbc:LineExtensionAmount", priced.net),
    priced.discounts.map((one) => lineAllowance("discount", one, money)),
    priced.charges.map((one) => lineAllowance("charge", one, money)),
    group("cac:TaxTotal", money("cbc:TaxAmount", priced.tax), money("cbc:RoundingAmount", priced.gross)),
    item(priced),
    price(priced, currency),
  );
}

const item = ({ itemName, line }: PricedLine): XmlElement =>
  group(
    "cac:Item",
    text("cbc:Name", itemName),
    identification("cac:SellersItemIdentification", line.code),
    identification("cac:StandardItemIdentification", line.barcode),
    taxCategory("cac:ClassifiedTaxCategory", line.vat),
  );

const identification = (name: string, id: string | undefined): Part =>
  id === undefined ? undefined : group(name, text("cbc:ID", id));

/** Gross price less discount is the net price, to the last digit (BR-KSA-EN16931-07). */
function price({ unitPrice, line }: PricedLine, currency: string): XmlElement {
  const { net, discount } = unitPrice;
  return group(
    "cac:Price",
    priceIn(currency, "cbc:PriceAmount", net),
    line.basePriceQuantity && quantity("cbc:BaseQuantity", formatDecimal(line.basePriceQuantity), line.unit),
    discount &&
      group(
        "cac:AllowanceCharge",
        element("cbc:ChargeIndicator", "false"),
        priceIn(currency, "cbc:Amount", discount),
        priceIn(currency, "cbc:BaseAmount", add(net, discount)),
      ),
  );
}

/** The lines that deduct advances, numbered on from the last line of the sale. */
export const advanceLines = (prepaid: readonly PaidAdvance[], after: number, currency: string): readonly XmlElement[] =>
  prepaid
    .flatMap((advance) => advance.groups.map((paid) => ({ advance, paid })))
    .map(({ advance, paid }, i) => advanceLine(advance, paid, after + i + 1, currency));

/** All its own amounts are zero (BR-KSA-82); what was paid in advance stands in the line's breakdown. */
function advanceLine(advance: PaidAdvance, paid: AdvanceGroup, number: number, currency: string): XmlElement {
  const money = moneyIn(currency);
  return group(
    "cac:InvoiceLine",
    text("cbc:ID", String(number)),
    quantity("cbc:InvoicedQuantity", NO_QUANTITY, "PCE"),
    money("cbc:LineExtensionAmount", ZERO),
    group(
      "cac:DocumentReference",
      text("cbc:ID", advance.irn),
      text("cbc:UUID", advance.uuid),
      text("cbc:IssueDate", advance.issuedAt.date),
      text("cbc:IssueTime", advance.issuedAt.time),
      text("cbc:DocumentTypeCode", "386"),
    ),
    group("cac:TaxTotal", money("cbc:TaxAmount", ZERO), money("cbc:RoundingAmount", ZERO), taxSubtotal(paid, money)),
    group(
      "cac:Item",
      text("cbc:Name", `دفعة مقدمة ${advance.irn} / Advance payment ${advance.irn}`),
      taxCategory("cac:ClassifiedTaxCategory", paid.vat),
    ),
    group("cac:Price", money("cbc:PriceAmount", ZERO)),
  );
}

/** The bare text `0` counts as no quantity (BR-22). */
const NO_QUANTITY = "0.000000";
