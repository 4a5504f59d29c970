// The figures of a document as the API tells them (contract.md, "An issued document"): decimal strings.
import { formatHalalas } from "../money/halalas.ts";
import { joined } from "../text.ts";
import type { VatGroup } from "./figures.ts";
import type { PricedStage } from "./lifecycle.ts";
import type { VatCategory } from "./vat.ts";

export interface VatBreakdown {
  readonly category: VatCategory;
  /** Percent: `"15"`, `"5"`, `"0"`. */
  readonly rate: string;
  readonly taxable: string;
  readonly vat: string;
  /** BT-121, for Z, E and O. */
  readonly exemption?: string;
  /** BT-120. */
  readonly exemptionReason?: string;
}

/** Everything but `vatInSar` is in `currency`. */
export interface Totals {
  /** BT-109. */
  readonly net: string;
  /** BT-110. */
  readonly vat: string;
  /** BT-112. */
  readonly gross: string;
  /** BT-115: what the customer owes now. */
  readonly payable: string;
  /** BT-113. */
  readonly prepaid: string;
  /** BT-114, with its sign. */
  readonly rounding: string;
  readonly currency: string;
  /** BT-111. */
  readonly vatInSar: string;
  /** Tendered, as far as the till has said. */
  readonly paid: string;
  readonly change: string;
  readonly vatBreakdown: readonly VatBreakdown[];
}

/** The totals of a priced document, for the till. */
export function totalsOf({ sale, figures }: PricedStage): Totals {
  const { totals, settlement } = figures;
  return {
    net: formatHalalas(totals.net),
    vat: formatHalalas(totals.tax),
    gross: formatHalalas(totals.gross),
    payable: formatHalalas(totals.payable),
    prepaid: formatHalalas(totals.prepaid),
    rounding: formatHalalas(totals.rounding),
    currency: sale.currency.code,
    vatInSar: formatHalalas(totals.taxInSar),
    paid: formatHalalas(settlement.paid),
    change: formatHalalas(settlement.change),
    vatBreakdown: figures.groups.map(breakdown),
  };
}

const breakdown = ({ vat, taxable, tax }: VatGroup): VatBreakdown => ({
  category: vat.category,
  rate: String(vat.rate),
  taxable: formatHalalas(taxable),
  vat: formatHalalas(tax),
  ...(vat.category === "S" ? {} : { exemption: vat.exemption, exemptionReason: joined(vat.reason) }),
});
