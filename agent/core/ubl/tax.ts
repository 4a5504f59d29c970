// VAT in the document: categories, the breakdown, and the total in riyals (BG-22, BG-23, BT-110, BT-111).
import type { Figures, VatGroup } from "../invoice/figures.ts";
import type { Vat } from "../invoice/vat.ts";
import { joined } from "../text.ts";
import { element, type XmlElement } from "../xml/tree.ts";
import { group, type Money, moneyIn, text } from "./cells.ts";

const VAT_SCHEME = element("cac:TaxScheme", [element("cbc:ID", "VAT")]);

/** Category and rate of a line, a discount or a charge. */
export const taxCategory = (name: "cac:TaxCategory" | "cac:ClassifiedTaxCategory", vat: Vat): XmlElement =>
  group(name, text("cbc:ID", vat.category), text("cbc:Percent", `${vat.rate}.00`), VAT_SCHEME);

/** The same in a breakdown: Z, E and O say why, in code and words (BR-KSA-CL-04, BR-KSA-83). */
const explainedCategory = (vat: Vat): XmlElement =>
  group(
    "cac:TaxCategory",
    text("cbc:ID", vat.category),
    text("cbc:Percent", `${vat.rate}.00`),
    vat.category === "S" ? undefined : text("cbc:TaxExemptionReasonCode", vat.exemption),
    vat.category === "S" ? undefined : text("cbc:TaxExemptionReason", joined(vat.reason)),
    VAT_SCHEME,
  );

/** One row of a breakdown. */
export const taxSubtotal = ({ vat, taxable, tax }: VatGroup, money: Money): XmlElement =>
  group("cac:TaxSubtotal", money("cbc:TaxableAmount", taxable), money("cbc:TaxAmount", tax), explainedCategory(vat));

/** First the total in riyals without breakdown, which QR tag 5 reads, then the one in the document's currency. */
export const taxTotals = ({ totals, groups }: Figures, money: Money): readonly XmlElement[] => [
  group("cac:TaxTotal", moneyIn("SAR")("cbc:TaxAmount", totals.taxInSar)),
  group(
    "cac:TaxTotal",
    money("cbc:TaxAmount", totals.tax),
    groups.map((one) => taxSubtotal(one, money)),
  ),
];
