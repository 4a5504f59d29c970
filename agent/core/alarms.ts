// What the terminal itself raises an alarm for, and what to do: one row each, in Arabic and English. Printers have their own
// in printing/alarms.ts.
import type { Bilingual } from "./bilingual.ts";

interface AlarmRow {
  readonly message: Bilingual;
  readonly remedy: Bilingual;
}

export const TERMINAL_ALARMS = {
  "outbox-waiting": {
    message: { ar: "مستندات تنتظر الإرسال", en: "documents wait for the gateway" },
    remedy: {
      ar: "أعد الاتصال بالشبكة ثم khatm flush؛ البيع المبسط مستمر، ويجب أن تصل خلال 24 ساعة",
      en: "bring the network back, then khatm flush; simplified sales go on, and must be told within 24 hours",
    },
  },
  "outbox-paused": {
    message: { ar: "توقف الإرسال", en: "sending is paused" },
    remedy: {
      ar: "khatm status يذكر السبب: بيانات الاعتماد، أو عنوان البوابة، أو شيء في الشبكة يرد بدلها؛ أصلحه ثم khatm flush",
      en: "khatm status says why: credentials, the gateway's address, or something in the network that answers in its place; mend it, then khatm flush",
    },
  },
  "document-rejected": {
    message: { ar: "رفضت الهيئة مستندًا", en: "the authority rejected a document" },
    remedy: {
      ar: "khatm show بالرقم يذكر القاعدة وما العمل؛ صحح السبب ثم khatm correct بالرقم",
      en: "khatm show IRN names the rule and what to do; correct the cause, then khatm correct IRN",
    },
  },
  "document-held": {
    message: { ar: "مستند محجوز", en: "a document is held back" },
    remedy: {
      ar: "البوابة تعدّه كبيرًا أو تردّه بلا سبب: يُعاد كل ساعة، و khatm flush يعيده الآن؛ إن كان كبيرًا فقسّم مثل هذه السلة على مستندين، وأبلغ المورّد. الباقي يُرسل",
      en: "the gateway finds it too large, or answers without a reason: it is tried every hour, khatm flush tries at once; if it is too large sell such a basket as two documents, and tell the vendor. The others are sent",
    },
  },
  "document-not-judged": {
    message: { ar: "لم يُحكم على مستند", en: "a document was not judged" },
    remedy: {
      ar: "رد شيء ليس البوابة: افحص الوكيل وجدار الحماية؛ يُعاد الإرسال وحده",
      en: "something answered that is not the gateway: check proxy and firewall; it is sent again by itself",
    },
  },
  "document-hiccup": {
    message: { ar: "خلل عابر في البوابة", en: "a hiccup of the gateway" },
    remedy: { ar: "لا شيء: يُعاد الإرسال وحده", en: "nothing: it is sent again by itself" },
  },
  "document-too-large": {
    message: { ar: "مستند كبير جدًا", en: "a document is too large" },
    remedy: {
      ar: "يُعاد مرة ثم يُحجز: قلّل البنود في المستند الواحد",
      en: "it is tried once more and then held back: fewer lines in one document",
    },
  },
  "csid-unanswered": {
    message: { ar: "قد توجد في البوابة شهادة ضاع ردها", en: "the gateway may hold a CSID whose answer was lost" },
    remedy: {
      ar: "لا ضرر منها؛ ابحث عن الوحدة في بوابة فاتورة وألغِ الشهادة التي ليست في khatm status",
      en: "it does no harm; look for the unit in the Fatoora portal and revoke the CSID that is not in khatm status",
    },
  },
  "predecessor-refused": {
    message: { ar: "لم تعد البوابة تقبل الشهادة السابقة", en: "the gateway no longer takes the CSID before" },
    remedy: {
      ar: "لا شيء: تُبلّغ الشهادة الحالية عنها",
      en: "nothing: the active CSID reports for it",
    },
  },
  "held-sale-waits": {
    message: { ar: "عملية محجوزة ما زالت تنتظر", en: "a held sale still waits" },
    remedy: {
      ar: "السبب في السجل: وقت، أو شهادة، أو تخزين؛ أصلحه فتُعتمد وحدها، ولا تُسلَّم فاتورة قبل ذلك",
      en: "the log says why: time, certificate or storage; mend it and it is cleared by itself; hand over no invoice before",
    },
  },
  "held-sale-refused": {
    message: { ar: "رُفضت عملية محجوزة", en: "a held sale was refused" },
    remedy: {
      ar: "الرموز في السجل وما العمل في docs/RULES.md؛ أعد البيع بمرجع جديد",
      en: "its codes are in the log, what to do in docs/RULES.md; sell it again under a new reference",
    },
  },
  "conversion-not-credited": {
    message: { ar: "تحويل لم يُقيَّد دائنه", en: "a conversion without its credit note" },
    remedy: {
      ar: "الفاتورة الضريبية صدرت والإيصال لم يُلغَ: أصدر إشعارًا دائنًا على الإيصال",
      en: "the tax invoice is there and the receipt is not cancelled: issue a credit note on the receipt",
    },
  },
  "conversion-waits": {
    message: { ar: "تحويل ينتظر", en: "a conversion waits" },
    remedy: {
      ar: "السبب في السجل؛ يكتمل وحده بعد إصلاحه",
      en: "the log says why; it completes itself once that is mended",
    },
  },
  "middleware-unclear": {
    message: { ar: "رد الوسيط غير واضح", en: "the middleware's answer is unclear" },
    remedy: {
      ar: "لا بيع قبل أن يتضح: khatm flush، ثم اسأل مزوّد الوسيط عن هذا الرقم",
      en: "nothing is sold before it is clear: khatm flush, then ask the middleware's vendor about this number",
    },
  },
  "chain-broken": {
    message: { ar: "سلسلة المستندات غير سليمة", en: "the document chain is broken" },
    remedy: {
      ar: "لا يُصدر شيء: khatm verify يسمي المستند؛ أعد آخر نسخة احتياطية سليمة (khatm restore) ثم khatm renew، وأبلغ المورّد",
      en: "nothing is issued: khatm verify names the document; put the last whole backup back (khatm restore), then khatm renew, and tell the vendor",
    },
  },
  "audit-mark-changed": {
    message: { ar: "علامة التدقيق لا تُفتح", en: "the mark of the audit does not open" },
    remedy: {
      ar: "غُيّر الملف أو المفتاح: شغّل التدقيق الكامل (khatm verify)؛ البيع مستمر إن سلم",
      en: "file or key was changed: run the whole audit (khatm verify); selling goes on where it is intact",
    },
  },
  "activity-log-changed": {
    message: { ar: "سجل النشاط غُيّر", en: "the activity log was changed" },
    remedy: {
      ar: "غيّر أحد الملف: khatm verify يسمي السطر؛ غيّر كلمات المرور، واحفظ الملف للمدقق. البيع مستمر",
      en: "somebody changed the file: khatm verify names the row; change the passwords and keep the file for the auditor. Selling goes on",
    },
  },
} as const satisfies Readonly<Record<string, AlarmRow>>;

export type TerminalAlarm = keyof typeof TERMINAL_ALARMS;

/** Whether a word names one of them. */
export const isTerminalAlarm = (word: string): word is TerminalAlarm => Object.hasOwn(TERMINAL_ALARMS, word);

/** What the operator's log gets of an alarm. */
export const alarmFacts = (alarm: TerminalAlarm, subject: string) => ({
  alarm,
  subject,
  remedy: TERMINAL_ALARMS[alarm].remedy,
});
