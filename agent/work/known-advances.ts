// The unit's own prepayment invoices, so that a till needs to send only their number (contract.md, `prepaid`).

import { price } from "../core/invoice/lifecycle.ts";
import type { Terms } from "../core/invoice/price.ts";
import type { FindAdvance } from "../core/invoice/pricing/advances.ts";
import { parseSale } from "../core/invoice/sale.ts";
import type { Ledger } from "../ports.ts";

/** Finds an advance in the ledger; what was charged is worked out from its sale as it was then. */
export const knownAdvances =
  (ledger: Pick<Ledger, "findByIrn">, terms: Terms): FindAdvance =>
  (irn) => {
    const document = ledger.findByIrn(irn);
    if (document?.type !== "prepayment") return undefined;
    const draft = parseSale(JSON.parse(document.sale));
    if (!draft.ok) return undefined;
    const priced = draft.value.profile === "simplified" ? price(draft.value, terms) : price(draft.value, terms);
    if (!priced.ok) return undefined;
    const [first, ...rest] = priced.value.figures.groups;
    if (first === undefined) return undefined;
    return { uuid: document.link.uuid, issuedAt: document.link.issuedAt, groups: [first, ...rest] };
  };
