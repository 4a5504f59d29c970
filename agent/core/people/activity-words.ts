// The activity log in words: its rows keep short English names for programs and for good; people read these.
import { isTerminalAlarm, TERMINAL_ALARMS } from "../alarms.ts";
import type { Bilingual } from "../bilingual.ts";
import type { ActivityFacts } from "../chain/activities.ts";
import { ALARM_TEXTS } from "../printing/alarms.ts";
import { RESULTS, resultPattern } from "./activity-results.ts";

/** Everything that is ever noted. */
export const ACTIONS = {
  "issue invoice": { ar: "إصدار فاتورة", en: "issued an invoice" },
  "issue credit-note": { ar: "إصدار إشعار دائن", en: "issued a credit note" },
  "issue debit-note": { ar: "إصدار إشعار مدين", en: "issued a debit note" },
  "issue prepayment": { ar: "إصدار فاتورة دفعة مقدمة", en: "issued a prepayment invoice" },
  convert: { ar: "تحويل إيصال إلى فاتورة ضريبية", en: "converted a receipt to a tax invoice" },
  correct: { ar: "إعادة إصدار مستند مرفوض", en: "made a rejected document again" },
  reprint: { ar: "إعادة طباعة", en: "reprinted" },
  print: { ar: "طباعة ورقة غير ضريبية", en: "printed a paper that is no invoice" },
  "print-waiting": { ar: "طباعة الأوراق المنتظرة", en: "printed the papers that waited" },
  "drop-waiting": { ar: "ترك الأوراق المنتظرة", en: "left the papers that waited" },
  drawer: { ar: "فتح درج النقود", en: "opened the cash drawer" },
  "log-in": { ar: "تسجيل الدخول", en: "logged in" },
  "log-out": { ar: "تسجيل الخروج", en: "logged out" },
  "add-user": { ar: "إضافة مستخدم", en: "added a user" },
  "change-user": { ar: "تغيير مستخدم", en: "changed a user" },
  "change-password": { ar: "تغيير كلمة المرور", en: "changed the password" },
  pair: { ar: "إقران نقطة بيع", en: "paired a program" },
  revoke: { ar: "سحب رمز", en: "took a token back" },
  onboard: { ar: "التسجيل لدى الهيئة", en: "onboarding" },
  renew: { ar: "تجديد الشهادة", en: "renewal of the certificate" },
  decommission: { ar: "إنهاء عمل الوحدة", en: "end of the unit" },
  backup: { ar: "نسخة احتياطية", en: "backup" },
  restore: { ar: "استعادة نسخة احتياطية", en: "restored a backup" },
  "leave-numbers": { ar: "ترك أرقام ربما استُعملت", en: "left out numbers that may have been used" },
  audit: { ar: "تدقيق السجل", en: "audit of the ledger" },
  alarm: { ar: "تنبيه", en: "alarm" },
  "printer-alarm": { ar: "تنبيه الطابعة", en: "printer alarm" },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type Action = keyof typeof ACTIONS;

const ACTORS: Readonly<Record<string, Bilingual>> = {
  "local operator": { ar: "المشغل المحلي", en: "local operator" },
  agent: { ar: "الجهاز", en: "the terminal" },
  unit: { ar: "الجهاز", en: "the terminal" },
  "set-up": { ar: "أول تشغيل", en: "first set-up" },
  unknown: { ar: "غير معروف", en: "unknown" },
};

const SUBJECTS: Readonly<Record<string, Bilingual>> = {
  unit: { ar: "الوحدة", en: "the unit" },
  ledger: { ar: "السجل", en: "the ledger" },
  documents: { ar: "المستندات", en: "documents" },
  closings: { ar: "تقارير الإقفال (Z)", en: "closings (Z)" },
  main: { ar: "طابعة الإيصالات", en: "the receipt printer" },
  "guest-check": { ar: "كشف حساب", en: "guest check" },
  "kitchen-order": { ar: "طلب مطبخ", en: "kitchen order" },
  training: { ar: "ورقة تدريب", en: "training paper" },
};

/** A row of the log as people read it. */
export interface ActivityWords {
  readonly actor: Bilingual;
  readonly action: Bilingual;
  readonly subject: Bilingual;
  readonly result: Bilingual;
}

/** The words of a row; a name of the shop's own stays what it is. */
export function activityWords({ actor, action, subject, result }: Omit<ActivityFacts, "at">): ActivityWords {
  return {
    actor: ACTORS[actor] ?? same(actor.replace(/^user /, "")),
    action: actionWords(action),
    subject: subjectWords(action, subject),
    result: RESULTS[result] ?? resultPattern(result) ?? SUBJECTS[result] ?? same(result),
  };
}

const actionWords = (action: string): Bilingual => (isAction(action) ? ACTIONS[action] : same(action));
const isAction = (action: string): action is Action => Object.hasOwn(ACTIONS, action);

function subjectWords(action: string, subject: string): Bilingual {
  if (action === "alarm") return isTerminalAlarm(subject) ? TERMINAL_ALARMS[subject].message : same(subject);
  if (action === "printer-alarm") return isPrinterAlarm(subject) ? ALARM_TEXTS[subject].message : same(subject);
  return SUBJECTS[subject] ?? same(subject);
}

const isPrinterAlarm = (subject: string): subject is keyof typeof ALARM_TEXTS => Object.hasOwn(ALARM_TEXTS, subject);
const same = (text: string): Bilingual => ({ ar: text, en: text });
