// What the authority's rules do not catch, and we do.
import type { Rule } from "../rule.ts";
import { equal, parseDecimal } from "../support/decimal.ts";
import { SUBTOTALS, TAX_AMOUNT, TAX_TOTALS, text } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { exists, from, is, path } from "../support/xpath.ts";
import { KSA } from "../templates-ksa.ts";

const CURRENCY = path("cbc:DocumentCurrencyCode");

export const own: readonly Rule[] = [
  {
    id: "own/vat-in-riyals",
    official: "own",
    severity: "error",
    when: KSA.invoiceModel,
    breaks: (invoice) => {
      if (!is(CURRENCY(invoice), "SAR")) return false;
      const brokenDown = TAX_TOTALS(invoice).filter((total) => exists(SUBTOTALS(total)));
      const inRiyals = TAX_TOTALS(invoice).filter((total) => !exists(SUBTOTALS(total)));
      const [written, ...others] = from([...brokenDown, ...inRiyals], TAX_AMOUNT).map((amount) =>
        parseDecimal(text(amount)),
      );
      return others.length === 1 && written !== undefined && others.some((other) => other && !equal(written, other));
    },
    path: "lines",
    message: says(
      "الفاتورة بالريال، وإجماليا الضريبة فيها مختلفان",
      "the invoice is in riyals, yet its two VAT totals differ",
    ),
    fix: says("اجعل إجماليي الضريبة متساويين", "let both VAT totals be the same"),
    impossible: true,
  },
];
