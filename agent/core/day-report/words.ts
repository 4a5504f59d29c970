// The words of reports as text, in both languages. What a value is called that no row has, is shown as it is.
import type { Bilingual } from "../bilingual.ts";

const says = (en: string, ar: string): Bilingual => ({ ar, en });

export const WORDS = {
  documents: says("Documents", "المستندات"),
  net: says("Without VAT", "قبل الضريبة"),
  vat: says("VAT", "الضريبة"),
  gross: says("With VAT", "مع الضريبة"),
  payable: says("Payable", "المستحق"),
  from: says("From", "من"),
  to: says("To", "إلى"),
  firstSale: says("first sale", "أول بيع"),
  first: says("first (ICV)", "أول مستند"),
  last: says("last (ICV)", "آخر مستند"),
  taxable: says("taxable", "الخاضع"),
  sales: says("sales", "المبيعات"),
  refunds: says("refunds", "المسترد"),
  credits: says("Credit notes", "إشعارات دائنة"),
  salesVat: says("VAT on sales", "ضريبة المبيعات"),
  creditVat: says("VAT on credit notes", "ضريبة الإشعارات الدائنة"),
  balance: says("net", "الصافي"),
  balanceVat: says("net VAT", "صافي الضريبة"),
  advances: says("Invoiced before as advances", "فُوتر من قبل دفعاتٍ مقدمة"),
  allVat: says("All VAT in SAR", "كل الضريبة بالريال"),
  vatInSar: says("VAT in SAR", "الضريبة بالريال"),
  nobody: says("(no cashier named)", "بلا اسم"),
  other: says("other", "غير ذلك"),
  cashIn: says("Cash in", "نقد وارد"),
  cashOut: says("Cash out", "نقد مسترد"),
  cashExpected: says("CASH EXPECTED", "النقد المتوقع"),
  drawer: says("Drawer: sales, by hand, failed", "الدرج: بيع، طلب، لم يُفتح"),
  waiting: says("Not reported yet", "بانتظار الإبلاغ"),
  late: says("Late", "متأخر"),
  rejected: says("Rejected", "مرفوض"),
  rejectedOut: says("Rejected (not counted)", "مرفوضة (غير محتسبة)"),
  awaiting: says("Awaiting clearance (not counted)", "بانتظار الاعتماد (غير محتسبة)"),
  refused: says("Not cleared (not in)", "رُفض اعتمادها (غير محتسبة)"),
  madeAgain: says("Made again (in already)", "أُعيد إصدارها (محتسبة سابقًا)"),
} as const;

const NAMES: Readonly<Record<string, Bilingual>> = {
  invoice: says("invoices", "فواتير"),
  "credit-note": says("credit notes", "إشعارات دائنة"),
  "debit-note": says("debit notes", "إشعارات مدينة"),
  prepayment: says("prepayments", "دفعات مقدمة"),
  simplified: says("simplified", "مبسطة"),
  standard: says("standard", "ضريبية"),
  cash: says("cash", "نقد"),
  card: says("card", "بطاقة"),
  transfer: says("transfer", "تحويل"),
  account: says("account", "حساب"),
  voucher: says("voucher", "قسيمة"),
  wallet: says("wallet", "محفظة"),
  points: says("points", "نقاط"),
};

/** What a kind of document or a means of payment is called. */
export const nameOf = (word: string): Bilingual => NAMES[word] ?? { ar: word, en: word };
