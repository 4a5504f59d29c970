// The status for a person: each line in English and Arabic, and what to do next where the unit may not sign.
import type { Bilingual } from "../core/bilingual.ts";
import { explain } from "../core/onboarding/trouble.ts";
import { ALARM_TEXTS, type AlarmText } from "../core/printing/alarms.ts";
import type { PrinterStatus, TerminalStatus } from "../terminal.ts";
import { copyFound, csidText, freeText, outboxText, says } from "../work/doctor-found.ts";
import { inBoth } from "./context.ts";

/** The lines of a status. */
export function statusText(status: TerminalStatus): string {
  const { environment, ready, clock, csid, chain, outbox, printer, storage } = status;
  return [
    `${ready ? "ready / جاهز" : "NOT READY / غير جاهز"}  (${environment})`,
    line("clock / الوقت", clock.trusted ? (clock.now ?? "") : `${NOT_TRUSTED}: ${clock.because}`),
    line("CSID / الشهادة", inBoth(csidText(csid))),
    ...(csid.misfit === undefined ? [] : alarmLines(csid.misfit)),
    line("chain / السلسلة", inBoth(says(`العداد ${chain.icv}`, `ICV ${chain.icv}`))),
    ...(chain.closed === undefined ? [] : [rest(`CLOSED / مغلقة: ${chain.closed}`)]),
    line("outbox / الإرسال", inBoth(outboxText(outbox))),
    ...outboxLines(outbox),
    ...printer.printers.flatMap(printerLines),
    line("storage / التخزين", inBoth(freeText(Math.floor(storage.freeBytes / 1_048_576)))),
    line("second copy / النسخة الثانية", inBoth(copyFound(storage.secondCopy).found)),
    ...nextLines(status),
  ].join("\n");
}

const NOT_TRUSTED = "not trusted / غير موثوق";

const line = (label: string, text: string): string => `${label}: ${text}`;
const rest = (text: string): string => `  ${text}`;
const apart = ({ en, ar }: Bilingual): readonly string[] => [rest(en), rest(ar)];

function outboxLines({ oldestIssuedAt, deadlineAt, rejected, held, paused }: TerminalStatus["outbox"]): string[] {
  return [
    ...(oldestIssuedAt === undefined
      ? []
      : apart(
          says(`الأقدم ${oldestIssuedAt}، والمهلة ${deadlineAt}`, `the oldest ${oldestIssuedAt}, due ${deadlineAt}`),
        )),
    ...(rejected === 0 ? [] : [rest(`rejected / مرفوضة: ${rejected}`)]),
    ...(held.waiting === 0
      ? []
      : [rest(`standard sales held for clearance / عمليات بانتظار الاعتماد: ${held.waiting}`)]),
    ...(paused === undefined ? [] : apart(paused)),
  ];
}

const printerLines = ({
  name,
  condition,
  pending,
  unconfirmed,
  oldestAt,
  alarms,
}: PrinterStatus): readonly string[] => [
  line(
    "printer / الطابعة",
    `${name}: ${inBoth(ALARM_TEXTS[condition].message)}; waiting / في الانتظار ${pending}${oldestAt === undefined ? "" : ` (${oldestAt})`}; unconfirmed / بلا تأكيد ${unconfirmed}`,
  ),
  ...alarms.flatMap(alarmLines),
];

const alarmLines = ({ message, remedy }: AlarmText): readonly string[] =>
  apart(remedy === undefined ? message : says(`${message.ar}: ${remedy.ar}`, `${message.en}: ${remedy.en}`));

const ONBOARD: Bilingual = {
  ar: "أنشئ رمز OTP في بوابة فاتورة ثم نفّذ khatm onboard",
  en: "make an OTP in the Fatoora portal, then khatm onboard",
};
const OVER: Bilingual = {
  ar: "انتهى عمل هذا الجهاز: يبدأ جهاز جديد بالأمر khatm init",
  en: "this unit signs no more: a new one begins with khatm init",
};

/** What comes next at each stage before and behind a working unit. */
const NEXT: Readonly<Record<string, Bilingual>> = {
  new: ONBOARD,
  onboarding: {
    ar: "نفّذ khatm onboard: يكمل التسجيل من حيث توقف",
    en: "khatm onboard goes on where onboarding stopped",
  },
  "middleware-new": { ar: "نفّذ khatm onboard", en: "khatm onboard" },
  "middleware-registered": {
    ar: "نفّذ khatm onboard لإكمال التسجيل",
    en: "khatm onboard goes on with the registration",
  },
  closing: OVER,
  decommissioned: OVER,
};

const DOCTOR: Bilingual = {
  ar: "نفّذ khatm doctor: يسمي السبب وعلاجه",
  en: "khatm doctor names the cause and its remedy",
};

function nextLines({ ready, csid }: TerminalStatus): readonly string[] {
  if (ready) return [];
  const trouble = csid.trouble === undefined ? [] : apart(explain(csid.trouble).fix);
  return [...trouble, "next / التالي:", ...apart(NEXT[csid.stage] ?? DOCTOR)];
}
