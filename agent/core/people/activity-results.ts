// What became of an act, in words: fixed results, and those with a number or a name in them.
import type { Bilingual } from "../bilingual.ts";
import { TROUBLES } from "../onboarding/trouble-texts.ts";

const troubles = Object.fromEntries(Object.entries(TROUBLES).map(([code, { message }]) => [code, message]));

/** Results that are one word of a list. */
export const RESULTS: Readonly<Record<string, Bilingual>> = {
  ...troubles,
  done: { ar: "تم", en: "done" },
  refused: { ar: "رُفض", en: "refused" },
  stamped: { ar: "خُتم", en: "stamped" },
  issued: { ar: "صدر", en: "issued" },
  repeated: { ar: "صدر من قبل", en: "was issued before" },
  conflict: { ar: "المرجع مستخدم لعملية أخرى", en: "the reference belongs to another sale" },
  converted: { ar: "تم التحويل", en: "converted" },
  held: { ar: "ينتظر البوابة", en: "held until the gateway is back" },
  awaiting: { ar: "ينتظر الاعتماد", en: "waits for clearance" },
  rejected: { ar: "رفضته الهيئة", en: "the authority rejected it" },
  unknown: { ar: "غير معروف", en: "unknown" },
  released: { ar: "أُطلقت الورقة المنتظرة", en: "the paper that waited" },
  opened: { ar: "فُتح", en: "opened" },
  begun: { ar: "بدأ", en: "begun" },
  stopped: { ar: "أُوقف", en: "stopped" },
  intact: { ar: "سليم", en: "intact" },
  broken: { ar: "وُجد ما تغيّر", en: "something was touched" },
  failed: { ar: "تعذّر", en: "failed" },
  "signs no more": { ar: "توقف الختم", en: "signs no more" },
  "key destroyed": { ar: "أُتلف المفتاح", en: "key destroyed" },
  "backup-folder-absent": { ar: "المجلد غير موصول", en: "its folder is not there" },
  "backup-no-room": { ar: "لا مساحة تكفي", en: "no room" },
  "backup-failed": { ar: "لم تُكتب", en: "not written" },
  owner: { ar: "مالك", en: "owner" },
  cashier: { ar: "كاشير", en: "cashier" },
  auditor: { ar: "محاسب", en: "auditor" },
  till: { ar: "نقطة بيع", en: "till" },
  disabled: { ar: "أُوقف", en: "disabled" },
  enabled: { ar: "فُعّل", en: "enabled" },
  unlocked: { ar: "فُتح القفل", en: "unlocked" },
  "new password": { ar: "كلمة مرور جديدة", en: "new password" },
  "display name": { ar: "الاسم الظاهر", en: "display name" },
  none: { ar: "لا شيء ينتظر طويلًا", en: "nothing waits long" },
  alarm: { ar: "طال انتظاره", en: "waits long" },
  red: { ar: "طال انتظاره كثيرًا", en: "waits very long" },
  critical: { ar: "اقترب حد 24 ساعة", en: "the 24 hours are near" },
  late: { ar: "تجاوز 24 ساعة", en: "over 24 hours" },
  no: { ar: "عاد الإرسال", en: "sending goes on" },
  credentials: { ar: "رُفضت بيانات الاعتماد", en: "credentials refused" },
  configuration: { ar: "عنوان البوابة أو الشبكة", en: "the gateway's address or the network" },
  "api-version": { ar: "إصدار الواجهة", en: "API version" },
  "not-a-verdict": { ar: "رد غير متوقع", en: "an unexpected answer" },
};

/** Numbers and names stand in both languages as they are. */
const PATTERNS: readonly (readonly [RegExp, ar: string, en: string])[] = [
  [/^copy (\d+)$/, "نسخة رقم $1", "copy $1"],
  [/^job (\d+) at main$/, "ورقة رقم $1 على طابعة الإيصالات", "paper $1 at the receipt printer"],
  [/^job (\d+) at (.+)$/, "ورقة رقم $1 على $2", "paper $1 at $2"],
  [/^job (\d+)$/, "ورقة رقم $1", "paper $1"],
  [/^(\d+) papers$/, "أوراق: $1", "$1 papers"],
  [/^(\d+) chains closed$/, "سلاسل أُغلقت: $1", "$1 chains closed"],
  [/^next (\d+)$/, "التالي $1", "next $1"],
];

/** The words of a result with something in it; undefined where it has no such form. */
export function resultPattern(result: string): Bilingual | undefined {
  const row = PATTERNS.find(([form]) => form.test(result));
  if (row !== undefined) return { ar: result.replace(row[0], row[1]), en: result.replace(row[0], row[2]) };
  return result.includes(", ") || result.startsWith("role ") ? changes(result) : undefined;
}

/** What was changed of a user: several, or a role. */
function changes(result: string): Bilingual | undefined {
  const words = result.split(", ").map((part) => RESULTS[part.replace(/^role /, "")]);
  if (words.some((word) => word === undefined)) return undefined;
  const told = (language: keyof Bilingual, comma: string) => words.map((word) => word?.[language]).join(comma);
  return { ar: told("ar", "، "), en: told("en", ", ") };
}
