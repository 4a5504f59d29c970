// What doctor says of the machine itself: docs/devices.md has each of it step by step.
import type { Bilingual } from "../core/bilingual.ts";
import type { PrinterLine } from "../ports/machine.ts";
import { type Check, type Found, good, type Patient, says, when } from "./doctor-found.ts";

const NO_LINE = says("لا طابعة على كيبل", "no printer on a cable");

/** The checks of the machine, in the order they are shown. */
export const MACHINE_CHECKS: readonly Check[] = [
  {
    check: "version",
    about: says("إصدار البرنامج", "the program's version"),
    look: ({ machine: { isFallback } }) =>
      when(
        isFallback,
        "warning",
        isFallback
          ? says("الإصدار السابق: الأحدث لم يعمل هنا", "the one from before: a newer one did not work here")
          : says("آخر ما ثُبّت", "the one installed last"),
      ),
    remedy: says(
      "البيع مستمر. sudo dpkg --configure khatm يعيد المحاولة ويذكر السبب؛ أو ثبّت الإصدار التالي",
      "selling goes on; sudo dpkg --configure khatm tries again and says why; or install the next version",
    ),
  },
  {
    check: "battery-clock",
    about: says("ساعة ببطارية", "battery clock"),
    look: ({ machine: { batteryClock } }) => when(batteryClock !== "good", "warning", CLOCKS[batteryClock]),
    remedy: says(
      "ركّب ساعة ببطارية (Pi 5: بطارية على وصلة RTC، غيره: DS3231): دونها لا بيع بعد انقطاع الكهرباء حتى يُعرف الوقت من الشبكة",
      "fit a battery clock (Pi 5: a battery on the RTC socket; others: a DS3231): without one nothing is sold after a power cut until the network tells the time",
    ),
  },
  {
    check: "watchdog",
    about: says("مراقب التوقف", "watchdog"),
    look: watchdogFound,
    remedy: says(
      "شغّل مراقب المعالج: RuntimeWatchdogSec=15 في /etc/systemd/system.conf.d/khatm.conf",
      "turn the processor's watchdog on: RuntimeWatchdogSec=15 in /etc/systemd/system.conf.d/khatm.conf",
    ),
  },
  {
    check: "root",
    about: says("نظام الملفات الجذر", "the root file system"),
    look: ({ machine: { root } }) =>
      good(
        root === "read-only"
          ? says("للقراءة فقط: البطاقة لا تتلف بانقطاع الكهرباء", "read-only: a power cut does not wear the card")
          : says("قابل للكتابة", "writable"),
      ),
  },
  {
    check: "ledger-medium",
    about: says("وسيط السجل", "the ledger's medium"),
    look: ({ machine: { ledgerMedium }, configured }) =>
      when(
        ledgerMedium === "volatile",
        configured.environment === "production" ? "bad" : "warning",
        ledgerMedium === "volatile"
          ? says("في الذاكرة: يضيع عند إطفاء الجهاز", "in memory: lost when the machine is switched off")
          : says("يبقى بعد انقطاع الكهرباء", "outlives the plug"),
      ),
    remedy: says(
      "ضع state.folder على قسم خاص به خارج الطبقة المؤقتة",
      "put state.folder on a partition of its own, outside the overlay",
    ),
  },
  {
    check: "second-medium",
    about: says("وسيط النسخة الثانية", "the second copy's medium"),
    look: ({ machine: { secondMedium } }) => when(secondMedium === "same", "warning", MEDIA[secondMedium]),
    remedy: says(
      "النسخة على البطاقة نفسها تتلف معها: ركّب ذاكرة USB على /media/khatm واجعل state.secondCopy عليها",
      "a copy on the same card dies with it: mount a USB stick at /media/khatm and put state.secondCopy there",
    ),
  },
  {
    check: "printer-cable",
    about: says("كيبل الطابعة", "the printer's cable"),
    look: linesFound,
  },
];

const CLOCKS = {
  good: says("تعمل", "works"),
  empty: says(
    "وقتها مستحيل: البطارية فارغة أو غير موجودة",
    "tells an impossible time: its battery is empty or missing",
  ),
  none: says("لا توجد", "none"),
} as const;

const MEDIA = {
  none: says("لا نسخة ثانية", "no second copy"),
  absent: says("الوسيط غير موصول", "it is not plugged in"),
  same: says("على وسيط السجل نفسه", "the same as the ledger's"),
  other: says("وسيط آخر", "another one"),
} as const;

function watchdogFound({ machine: { watchdog, isWatched } }: Patient): Found {
  if (isWatched === false) return { state: "warning", found: UNWATCHED, remedy: USE_SYSTEMD };
  if (watchdog === "idle")
    return { state: "warning", found: says("للمعالج مراقب لا يعمل", "the processor has one that is off") };
  if (watchdog === "none") return good(says("لا مراقب للمعالج", "the processor has none"));
  return good(says("يعمل", "on"));
}

const UNWATCHED = says("لا أحد يُعيد تشغيل البرنامج إن تعلّق", "nobody ends the agent when it hangs");
const USE_SYSTEMD = says(
  "شغّله بخدمة systemd من الحزمة (docs/install.md)",
  "run it by the package's systemd service (docs/install.md)",
);

/** The worst cable decides, and every one that can be better says how. */
function linesFound({ machine: { lines } }: Patient): Found {
  if (lines.length === 0) return good(NO_LINE);
  const found = joined(
    lines.map(({ printer, address, state }) => {
      const { ar, en } = LINE_STATES[state];
      return says(`${printer}: ${address} (${ar})`, `${printer}: ${address} (${en})`);
    }),
  );
  const remedies = lines.flatMap((line) => remedyOf(line) ?? []);
  return remedies.length === 0 ? good(found) : { state: "warning", found, remedy: joined(remedies) };
}

const joined = (texts: readonly Bilingual[]): Bilingual =>
  says(texts.map(({ ar }) => ar).join("؛ "), texts.map(({ en }) => en).join("; "));

const LINE_STATES: Readonly<Record<PrinterLine["state"], Bilingual>> = {
  good: says("سليم", "good"),
  missing: says("غير موجود", "not there"),
  passing: says("اسم يتغير", "a name that changes"),
  console: says("عليه رسائل النظام", "the system's console is on it"),
  "core-clock": says("سرعته تتبع المعالج", "its speed follows the processor"),
};

function remedyOf({ printer, address, state, better }: PrinterLine): Bilingual | undefined {
  const names = better.length === 0 ? "/dev/khatm/…" : better.join(" / ");
  switch (state) {
    case "good":
      return undefined;
    case "missing":
      return says(
        `${printer}: لا جهاز باسم ${address}؛ الموجود: ${names}`,
        `${printer}: there is no ${address}; what there is: ${names}`,
      );
    case "passing":
      return says(
        `${printer}: الاسم ${address} يتغير بفصل الطابعة ووصلها؛ اكتب ${names}`,
        `${printer}: ${address} changes when the printer is plugged in again; write ${names}`,
      );
    case "console":
      return says(
        `${printer}: النظام يكتب رسائله على ${address}: احذف console=… من cmdline.txt وأوقف serial-getty`,
        `${printer}: the system writes its own messages on ${address}: take console=… out of cmdline.txt and disable serial-getty`,
      );
    case "core-clock":
      return says(
        `${printer}: سرعة ${address} تتبع المعالج: أضف dtoverlay=disable-bt إلى config.txt`,
        `${printer}: the speed of ${address} follows the processor: add dtoverlay=disable-bt to config.txt`,
      );
  }
}
