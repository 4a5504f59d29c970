// What an operator reads of a printer, and what to do: one row per condition, in Arabic and English.
import type { Bilingual } from "../bilingual.ts";
import type { PrinterCondition } from "./condition.ts";

/** Beside what a printer says of itself: papers nobody can vouch for, that cannot be drawn, or ask before they come out. */
export type PrinterAlarm = PrinterCondition | "paper-unconfirmed" | "paper-failed" | "papers-ask";

export interface AlarmText {
  readonly message: Bilingual;
  readonly remedy?: Bilingual;
}

export const ALARM_TEXTS: { readonly [alarm in PrinterAlarm]: AlarmText } = {
  ready: { message: { ar: "الطابعة جاهزة", en: "the printer is ready" } },
  "paper-low": {
    message: { ar: "الورق يوشك أن ينتهي", en: "the paper is running low" },
    remedy: { ar: "جهّز لفة ورق جديدة", en: "keep a new roll at hand" },
  },
  "paper-out": {
    message: { ar: "انتهى الورق", en: "the printer is out of paper" },
    remedy: {
      ar: "ركّب لفة جديدة وأغلق الغطاء؛ يُطبع ما ينتظر وحده",
      en: "fit a new roll and close the cover; what waits is printed by itself",
    },
  },
  "cover-open": {
    message: { ar: "غطاء الطابعة مفتوح", en: "the printer's cover is open" },
    remedy: { ar: "أغلق الغطاء حتى يُسمع صوت القفل", en: "close the cover until it clicks" },
  },
  cutter: {
    message: { ar: "السكين عالقة", en: "the cutter is stuck" },
    remedy: {
      ar: "أطفئ الطابعة، أزل الورق العالق، ثم شغّلها",
      en: "switch the printer off, take the jammed paper out, switch it on",
    },
  },
  overheated: {
    message: { ar: "رأس الطباعة ساخن", en: "the print head is too hot" },
    remedy: { ar: "انتظر دقيقة؛ تكمل الطابعة وحدها", en: "wait a minute; the printer goes on by itself" },
  },
  error: {
    message: { ar: "الطابعة متوقفة بخطأ", en: "the printer reports an error" },
    remedy: {
      ar: "أطفئ الطابعة وشغّلها؛ إن عاد الخطأ فاطلب الصيانة",
      en: "switch the printer off and on; if it comes back, call service",
    },
  },
  offline: {
    message: { ar: "الطابعة غير متصلة بالعمل", en: "the printer is offline" },
    remedy: {
      ar: "اضغط زر التغذية أو زر التشغيل على الطابعة، وافحص الورق والغطاء",
      en: "press the feed or online button of the printer; check paper and cover",
    },
  },
  away: {
    message: { ar: "لا اتصال بالطابعة", en: "the printer cannot be reached" },
    remedy: {
      ar: "افحص الكهرباء والوصلة أو الشبكة؛ البيع مستمر، ويُطبع ما ينتظر عند عودتها",
      en: "check power, cable or network; selling goes on, and what waits is printed when it is back",
    },
  },
  unknown: { message: { ar: "الطابعة لا تجيب عن حالتها", en: "the printer does not tell its state" } },
  "paper-unconfirmed": {
    message: { ar: "ورقة قد لا تكون خرجت", en: "a paper may not have come out" },
    remedy: {
      ar: "انظر إلى الطابعة؛ إن لم يخرج الإيصال فأعد طباعته نسخةً: khatm print بالرقم",
      en: "look at the printer; if the receipt is not there, print a copy: khatm print IRN",
    },
  },
  "paper-failed": {
    message: { ar: "ورقة تعذّر رسمها", en: "a paper cannot be drawn" },
    remedy: {
      ar: "المستند محفوظ؛ انظر السجل، ثم اطبعه نسخةً بعد معالجة السبب",
      en: "the document is safe; see the log, and print a copy once the cause is mended",
    },
  },
  "papers-ask": {
    message: {
      ar: "أوراق انتظرت أكثر من عشر دقائق ولا تُطبع دون إذن",
      en: "papers waited for more than ten minutes and are not printed without your word",
    },
    remedy: {
      ar: "khatm print --waiting print لطباعتها، أو khatm print --waiting drop لتركها",
      en: "khatm print --waiting print prints them, khatm print --waiting drop leaves them",
    },
  },
};
