// What doctor looks at: one row is one check, with what it finds and its remedy, all of it in Arabic and English.
import {
  auditFound,
  backupFound,
  both,
  type Check,
  chainFound,
  copyFound,
  coverFound,
  csidText,
  freeText,
  gatewayFound,
  good,
  KEY_WORKS,
  NONE,
  outboxText,
  plain,
  says,
  when,
} from "./doctor-found.ts";
import { MACHINE_CHECKS } from "./doctor-machine.ts";
import { printersFound } from "./print-check.ts";

const SOON_DAYS = 30;

/** Every check, in the order it is shown. */
export const CHECKS: readonly Check[] = [
  {
    check: "clock",
    about: { ar: "وقت موثوق", en: "trusted time" },
    look: ({ status: { clock }, time }) =>
      when(!time.trusted, "bad", time.trusted ? plain(clock.now ?? "") : time.message),
    remedy: {
      ar: "صِل الجهاز بالشبكة حتى يُضبط الوقت (timedatectl)، أو ركّب ساعة ببطارية",
      en: "connect to the network until the clock is set (timedatectl), or fit a battery clock",
    },
  },
  {
    check: "storage",
    about: { ar: "مساحة التخزين", en: "room for the ledger" },
    look: ({ status: { storage } }) => ({
      state: storage.state === "good" ? "good" : storage.state === "low" ? "warning" : "bad",
      found: freeText(Math.floor(storage.freeBytes / 1_048_576)),
    }),
    remedy: {
      ar: "أفرغ مساحة؛ دون 64 ميغابايت لا يُصدر شيء",
      en: "make room; below 64 MB nothing is issued",
    },
  },
  {
    check: "second-copy",
    about: { ar: "نسخة ثانية على وسيط آخر", en: "a second copy on another medium" },
    look: ({ status }) => copyFound(status.storage.secondCopy),
    remedy: {
      ar: "أعد الوسيط الآخر إلى مكانه (state.secondCopy)؛ تُكمل النسخة وحدها، والبيع مستمر",
      en: "put the other medium back (state.secondCopy); the copy catches up by itself, and selling goes on",
    },
  },
  {
    check: "backup",
    about: { ar: "نسخة احتياطية حديثة", en: "a fresh backup" },
    look: backupFound,
    remedy: {
      ar: "خذ نسخة من صفحة الإعداد، النسخ الاحتياطي، أو khatm backup --out ملف في المجلد نفسه",
      en: "make one on the Set-up page, Backup, or with khatm backup --out FILE in the same folder",
    },
  },
  {
    check: "audit",
    about: { ar: "السجل لم يُمسّ", en: "the ledger is untouched" },
    look: ({ audit }) => auditFound(audit),
    remedy: {
      ar: "افتح صفحة التدقيق (الإعداد) وأعده: تُبيّن ما تغيّر وما العمل",
      en: "open the Audit page (Set-up) and run it again: it names what was touched and what to do",
    },
  },
  {
    check: "csid",
    about: { ar: "الشهادة", en: "the production CSID" },
    look: ({ status: { csid } }) => {
      const found = csidText(csid);
      const daysLeft = csid.daysLeft ?? Number.POSITIVE_INFINITY;
      if (!/^(?:middleware-)?ready$/.test(csid.stage) || daysLeft <= 0) return { state: "bad", found };
      return when(daysLeft < SOON_DAYS, "warning", found);
    },
    remedy: {
      ar: "khatm onboard للتسجيل أول مرة، khatm renew قبل انتهاء الشهادة، كلاهما برمز من بوابة فاتورة؛ وبعد انتهائها khatm renew برمز تسجيل",
      en: "khatm onboard the first time, khatm renew before it expires, both with an OTP of the Fatoora portal; once it has expired, khatm renew with an OTP for onboarding",
    },
  },
  {
    check: "chain",
    about: { ar: "السلسلة تستمر", en: "the chain may go on" },
    look: ({ status: { chain } }) => chainFound(chain),
    remedy: {
      ar: "نفّذ khatm verify: إن كان السجل سليمًا فقد استُعيد من نسخة احتياطية، و khatm renew يبدأ سلسلة جديدة؛ وإلا فاستعد نسخة سليمة: khatm restore",
      en: "run khatm verify: an intact ledger was restored from a backup, and khatm renew begins a new chain; else restore a good backup: khatm restore",
    },
  },
  {
    check: "environment",
    about: { ar: "البيئة نفسها في الإعدادات والشهادة", en: "configuration and CSID are of one environment" },
    look: coverFound("unit.environment"),
  },
  {
    check: "coverage",
    about: { ar: "الشهادة لهذا البائع وأنواع فواتيره", en: "the CSID is for this seller and its kinds of invoice" },
    look: coverFound("seller.vat", "unit.functionalityMap"),
  },
  {
    check: "key",
    about: { ar: "مفتاح التوقيع يعمل", en: "the signing key works" },
    look: ({ keyTrouble, status }) =>
      status.csid.stage === "ready"
        ? when(keyTrouble !== undefined, "bad", keyTrouble ?? KEY_WORKS)
        : good(says("لا مفتاح بعد", "none yet")),
    remedy: {
      ar: "تأكد من key.provider و key.path؛ إن ضاع المفتاح فألغِ الشهادة في البوابة وسجّل من جديد",
      en: "check key.provider and key.path; if the key is lost, revoke the CSID in the portal and onboard again",
    },
  },
  {
    check: "spare-keys",
    about: { ar: "لا مفاتيح بلا شهادة", en: "no key is left over" },
    look: ({ spareKeys: names }) =>
      when(names.length > 0, "warning", names.length === 0 ? NONE : plain(`${names.length}: ${names.join(", ")}`)),
    remedy: {
      ar: "بقي مفتاح من تسجيل أو تجديد انقطع: نفّذ khatm onboard بعد اكتمال التسجيل فيُتلفه، ولا يطلب شيئًا",
      en: "an interrupted onboarding or renewal left a key: khatm onboard on a ready unit destroys it and asks for nothing",
    },
  },
  {
    check: "gateway",
    about: { ar: "الوصول إلى بوابة الهيئة", en: "the gateway can be reached" },
    look: ({ gateway }) => gatewayFound(gateway),
    remedy: {
      ar: "افحص الشبكة وجدار الحماية إلى gw-fatoora.zatca.gov.sa:443؛ البيع المبسط يستمر دون اتصال 24 ساعة",
      en: "check network and firewall to gw-fatoora.zatca.gov.sa:443; simplified sales go on for 24 hours without it",
    },
  },
  {
    check: "outbox",
    about: { ar: "الإبلاغ في الوقت", en: "documents are told in time" },
    look: ({ status: { outbox } }) => {
      const found = outboxText(outbox);
      if (outbox.paused !== undefined) return { state: "bad", found: both(found, outbox.paused) };
      return when(outbox.lateness !== "none", outbox.lateness === "alarm" ? "warning" : "bad", found);
    },
    remedy: {
      ar: "أعد الاتصال ثم khatm flush؛ المتأخر يُرسل أيضًا وتقبله الهيئة مع تنبيه",
      en: "bring the connection back, then khatm flush; late documents are still sent, and accepted with a warning",
    },
  },
  {
    check: "rejected",
    about: { ar: "لا مستندات مرفوضة", en: "no document is refused" },
    look: ({ status: { outbox } }) =>
      when(
        outbox.rejected + outbox.held.refused > 0,
        "bad",
        says(
          `مستندات مرفوضة: ${outbox.rejected}، عمليات محجوزة مرفوضة: ${outbox.held.refused}`,
          `${outbox.rejected} rejected, ${outbox.held.refused} held sales refused`,
        ),
      ),
    remedy: {
      ar: "khatm list --state rejected، صحح السبب، ثم khatm correct بالرقم",
      en: "khatm list --state rejected, correct the cause, then khatm correct IRN",
    },
  },
  {
    check: "held",
    about: { ar: "عمليات بانتظار الاعتماد", en: "sales held for clearance" },
    look: ({ status: { outbox } }) =>
      when(
        outbox.held.waiting > 0,
        "warning",
        says(`بانتظار الاعتماد: ${outbox.held.waiting}`, `${outbox.held.waiting} held`),
      ),
    remedy: {
      ar: "تُعتمد وحدها عند عودة البوابة؛ لا تُسلَّم فاتورة ضريبية قبل ذلك",
      en: "they are cleared by themselves when the gateway is back; no tax invoice is handed over before",
    },
  },
  {
    check: "printer",
    about: { ar: "الطابعة", en: "the printer" },
    look: ({ status: { printer } }) => printersFound(printer.printers),
    remedy: { ar: "افحص الورق والكهرباء والوصلة", en: "check paper, power and cable" },
  },
  ...MACHINE_CHECKS,
];
