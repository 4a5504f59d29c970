// Currencies: of the invoice, of its VAT (always riyals), of each amount, and the rate between the two.
import type { Rule } from "../rule.ts";
import { brokenDown, inRiyals, isForeignVatSame } from "../support/foreign-vat.ts";
import type { Doc, Node } from "../support/node.ts";
import { lengthOf, normalizeSpace } from "../support/text.ts";
import { attribute, everywhere, fact, TAX_AMOUNT, text } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { attributes, exists, from, hasText, is, matchesPattern, type Path, path, tidy } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const currencyCodes = everywhere("cbc:DocumentCurrencyCode");
const vatCurrencyCodes = everywhere("cbc:TaxCurrencyCode");

const CURRENCY = path("cbc:DocumentCurrencyCode");
const VAT_CURRENCY = path("cbc:TaxCurrencyCode");
const EXCHANGE = path("cac:TaxExchangeRate");
const SOURCE = path("cac:TaxExchangeRate/cbc:SourceCurrencyCode");
const TARGET = path("cac:TaxExchangeRate/cbc:TargetCurrencyCode");
const RATE = path("cac:TaxExchangeRate/cbc:CalculationRate");

/** The currency code of the whole document. @throws Unjudgeable when there are several. */
const documentCurrency = fact((doc) => tidy(currencyCodes(doc)));
const vatCurrency = fact((doc) => tidy(vatCurrencyCodes(doc)));

/** Verdicts on the few currencies of a document, each reached once. */
const currencyVerdicts = fact(() => new Map<string, boolean>());

function isInDocumentCurrency(code: string, doc: Doc): boolean {
  const verdicts = currencyVerdicts(doc);
  const known = verdicts.get(code);
  if (known !== undefined) return known;
  const verdict = matchesPattern(documentCurrency(doc), [code]);
  verdicts.set(code, verdict);
  return verdict;
}

/** The rate's currency, where it is given, is another than the document's. */
const isOther =
  (step: Path, expected: (doc: Doc) => string) =>
  (_: Node, doc: Doc): boolean => {
    const code = step(doc.root);
    return hasText(code) && !(matchesPattern(expected(doc), code) && hasText(code));
  };

const RATE_PATH = "exchangeRate";
const NAME_CURRENCY = says("اكتب رمز عملة الفاتورة، مثل SAR", "name the invoice currency, as SAR");

export const currency: readonly Rule[] = [
  {
    id: "BR-05",
    official: "error",
    severity: "error",
    when: EN.invoice,
    breaks: (invoice) => !hasText(CURRENCY(invoice)),
    path: "currency",
    message: says("عملة الفاتورة غير مذكورة", "the invoice names no currency"),
    fix: NAME_CURRENCY,
    impossible: true,
  },
  {
    id: "BR-KSA-68",
    official: "error",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice) => !hasText(VAT_CURRENCY(invoice)),
    path: "currency",
    message: says("عملة الضريبة غير مذكورة", "the invoice names no VAT currency"),
    fix: says("أضف TaxCurrencyCode بالقيمة SAR", "add TaxCurrencyCode with SAR"),
    impossible: true,
  },
  {
    id: "BR-KSA-EN16931-02",
    official: "error",
    severity: "error",
    when: KSA.taxCurrency,
    breaks: (code) => normalizeSpace(text(code).toUpperCase()) !== "SAR",
    path: "currency",
    message: says("عملة الضريبة ليست الريال السعودي", "the VAT currency is not SAR"),
    fix: says("عملة الضريبة هي SAR دائما", "the VAT currency is always SAR"),
    impossible: true,
  },
  {
    id: "BR-KSA-EN16931-09",
    official: "warning",
    severity: "error",
    when: KSA.taxCurrency,
    breaks: (code) => code.parent === undefined || inRiyals(code.parent).length !== 1,
    path: "",
    message: says(
      "يجب أن يوجد إجمالي ضريبة واحد فقط بلا تفصيل، بالريال",
      "there must be exactly one VAT total without breakdown, in riyals",
    ),
    fix: says("اكتب عنصر TaxTotal واحدا بلا TaxSubtotal بالريال", "write one TaxTotal without TaxSubtotal, in riyals"),
    impossible: true,
  },
  {
    id: "BR-KSA-EN16931-08",
    official: "warning",
    severity: "error",
    when: KSA.invoiceModel,
    breaks: (invoice) => brokenDown(invoice).length !== 1,
    path: "",
    message: says(
      "يجب أن يوجد إجمالي ضريبة واحد فقط مع تفصيل الفئات",
      "there must be exactly one VAT total with a breakdown by category",
    ),
    fix: says("اكتب عنصر TaxTotal واحدا مع TaxSubtotal", "write one TaxTotal with TaxSubtotal"),
    impossible: true,
  },
  {
    id: "BR-53",
    official: "warning",
    severity: "error",
    when: EN.invoice,
    breaks: (invoice) => {
      const named = VAT_CURRENCY(invoice);
      if (!exists(named)) return false;
      const totals = inRiyals(invoice);
      const currencies = attributes(from(totals, TAX_AMOUNT), "currencyID");
      return !currencies.every((code) => is(named, code)) || !totals.every((total) => exists(TAX_AMOUNT(total)));
    },
    path: "currency",
    message: says(
      "إجمالي الضريبة بعملة الضريبة غير موجود أو بعملة أخرى",
      "the VAT total in the VAT currency is missing, or is in another currency",
    ),
    fix: says("اكتب إجمالي الضريبة بالريال السعودي", "write the VAT total in riyals"),
    impossible: true,
  },
  {
    id: "BR-KSA-CL-02",
    official: "error",
    severity: "error",
    when: KSA.amount,
    breaks: (amount, doc) => {
      const code = attribute(amount, "currencyID");
      return code === undefined || !isInDocumentCurrency(code, doc) || code === "";
    },
    path: "currency",
    message: says(
      "مبلغ بعملة غير عملة الفاتورة",
      "an amount is in another currency than the invoice (only the VAT total in riyals may be)",
    ),
    fix: says(
      "اكتب كل المبالغ بعملة الفاتورة، عدا إجمالي الضريبة بالريال",
      "write every amount in the invoice currency, except the VAT total in riyals",
    ),
    impossible: true,
  },
  {
    id: "BR-KSA-97",
    official: "warning",
    // Accepted by the authority: a rate near 1 makes a small VAT the same figure by rounding (0.13 dirhams at 1.0211).
    // Where no rate explains it, `own/foreign-vat` refuses.
    severity: "warning",
    when: KSA.invoiceModel,
    breaks: isForeignVatSame,
    path: RATE_PATH,
    message: says(
      "الفاتورة بعملة أجنبية، وضريبتها بالريال مساوية لضريبتها بالعملة الأجنبية",
      "the invoice is in a foreign currency, yet its VAT in riyals is the same figure",
    ),
    fix: says(
      "لا شيء إن كان سعر الصرف صحيحا، فالهيئة تقبل المستند مع ملاحظة؛ وإلا فصحح exchangeRate",
      "nothing where the exchange rate is right: the authority accepts the document with a note; else correct exchangeRate",
    ),
  },
  {
    id: "BR-KSA-87",
    official: "warning",
    severity: "warning",
    when: KSA.exchange,
    once: true,
    breaks: (_, { root }) =>
      exists(EXCHANGE(root)) && !(hasText(SOURCE(root)) && hasText(TARGET(root)) && hasText(RATE(root))),
    path: RATE_PATH,
    message: says(
      "بيانات سعر الصرف ناقصة: العملتان أو السعر",
      "the exchange rate lacks one of its currencies or the rate itself",
    ),
    fix: says("اكتب العملة الأصلية وعملة الضريبة والسعر معا", "give both currencies and the rate together"),
    impossible: true,
  },
  {
    id: "BR-KSA-88",
    official: "error",
    severity: "error",
    when: KSA.exchange,
    once: true,
    breaks: isOther(SOURCE, documentCurrency),
    path: RATE_PATH,
    message: says(
      "سعر الصرف من عملة غير عملة الفاتورة",
      "the exchange rate starts from another currency than the invoice",
    ),
    fix: says("اجعل SourceCurrencyCode عملة الفاتورة", "let SourceCurrencyCode be the invoice currency"),
    impossible: true,
  },
  {
    id: "BR-KSA-89",
    official: "error",
    severity: "error",
    when: KSA.exchange,
    once: true,
    breaks: isOther(TARGET, vatCurrency),
    path: RATE_PATH,
    message: says(
      "سعر الصرف إلى عملة غير عملة الضريبة",
      "the exchange rate leads to another currency than that of the VAT",
    ),
    fix: says("اجعل TargetCurrencyCode هي SAR", "let TargetCurrencyCode be SAR"),
    impossible: true,
  },
  {
    id: "BR-KSA-90",
    official: "error",
    severity: "error",
    when: KSA.exchange,
    once: true,
    breaks: (_, { root }) => hasText(RATE(root)) && lengthOf(tidy(RATE(root))) > 14,
    path: RATE_PATH,
    message: says("سعر الصرف أطول من 14 خانة", "the exchange rate is longer than 14 characters"),
    fix: says("قرّب السعر إلى 14 خانة على الأكثر مع الفاصلة", "round it to 14 characters, the point included"),
    impossible: true,
  },
];
