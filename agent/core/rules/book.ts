// The rule book: every rule of the authority's validator (SDK 3.4.8) and a few of our own, in printed order.
import type { Bilingual } from "../bilingual.ts";
import { adjustments } from "./families/adjustments.ts";
import { amounts } from "./families/amounts.ts";
import { buyer } from "./families/buyer.ts";
import { categories } from "./families/categories.ts";
import { codes } from "./families/codes.ts";
import { currency } from "./families/currency.ts";
import { dates } from "./families/dates.ts";
import { decimals } from "./families/decimals.ts";
import { exemptions } from "./families/exemptions.ts";
import { identity } from "./families/identity.ts";
import { documentLengths } from "./families/lengths-document.ts";
import { partyLengths } from "./families/lengths-parties.ts";
import { lines } from "./families/lines.ts";
import { own } from "./families/own.ts";
import { partyIds } from "./families/party-ids.ts";
import { prepayment } from "./families/prepayment.ts";
import { prices } from "./families/prices.ts";
import { rates } from "./families/rates.ts";
import { references } from "./families/references.ts";
import { seller } from "./families/seller.ts";
import { stamp } from "./families/stamp.ts";
import { totals } from "./families/totals.ts";
import { types } from "./families/types.ts";
import { vatTotals } from "./families/vat-totals.ts";
import type { Rule } from "./rule.ts";

export interface Family {
  readonly title: Bilingual;
  readonly rules: readonly Rule[];
}

const family = (ar: string, en: string, rules: readonly Rule[]): Family => ({ title: { ar, en }, rules });

/** The families of rules, in printed order. */
export const families: readonly Family[] = [
  family("هوية المستند وسلسلته", "Identity and chain", identity),
  family("نوع المستند", "Kind of document", types),
  family("التواريخ والأوقات", "Dates and times", dates),
  family("العملات", "Currencies", currency),
  family("البائع", "Seller", seller),
  family("المشتري", "Buyer", buyer),
  family("أرقام المعرفات", "Identification numbers", partyIds),
  family("المراجع والدفع", "References and payment", references),
  family("البنود", "Lines", lines),
  family("الأسعار", "Prices", prices),
  family("الخصومات والرسوم", "Discounts and charges", adjustments),
  family("الإجماليات", "Totals", totals),
  family("إجمالي الضريبة وتفصيلها", "VAT total and breakdown", vatTotals),
  family("فئات الضريبة", "VAT categories", categories),
  family("نسب الضريبة", "VAT rates", rates),
  family("أسباب عدم فرض الضريبة", "Exemption reasons", exemptions),
  family("الدفعات المقدمة", "Prepayments", prepayment),
  family("المبالغ الموجبة", "Positive figures", amounts),
  family("المنازل العشرية", "Decimals", decimals),
  family("قوائم الرموز", "Code lists", codes),
  family("أطوال نصوص المستند", "Lengths of the document's texts", documentLengths),
  family("أطوال بيانات الطرفين", "Lengths of the parties' texts", partyLengths),
  family("الختم ورمز QR", "Stamp and QR code", stamp),
  family("قواعدنا", "Our own", own),
];

/** Every rule, in printed order. */
export const ruleBook: readonly Rule[] = families.flatMap(({ rules }) => rules);
