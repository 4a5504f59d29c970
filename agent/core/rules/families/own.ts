// What the authority's rules do not catch, and we do.
import type { Rule } from "../rule.ts";
import { equal, parseDecimal } from "../support/decimal.ts";
import { brokenDown, inRiyals, isExplainedByRate, isForeignVatSame } from "../support/foreign-vat.ts";
import { TAX_AMOUNT, text } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { from, is, path } from "../support/xpath.ts";
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
      const totals = [...brokenDown(invoice), ...inRiyals(invoice)];
      const [written, ...others] = from(totals, TAX_AMOUNT).map((amount) => parseDecimal(text(amount)));
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
  {
    id: "own/foreign-vat",
    official: "own",
    severity: "error",
    when: KSA.invoiceModel,
    breaks: (invoice) => isForeignVatSame(invoice) && !isExplainedByRate(invoice),
    path: "exchangeRate",
    message: says(
      "الفاتورة بعملة أجنبية، وضريبتها بالريال هي نفسها، وسعر الصرف لا يفسر ذلك",
      "the invoice is in a foreign currency, its VAT in riyals is the same figure, and the exchange rate does not explain it",
    ),
    fix: says(
      "أرسل سعر الصرف: كم ريالا تساوي وحدة العملة، أو أصدر الفاتورة بالريال",
      "send the exchange rate, what a unit of the currency is worth in riyals, or sell in riyals",
    ),
  },
];
