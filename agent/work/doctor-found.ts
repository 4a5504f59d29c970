// What the checks of doctor find, in Arabic and English.
import type { Bilingual } from "../core/bilingual.ts";
import type { AuditState } from "../core/chain/audit-state.ts";
import type { TimeVerdict } from "../core/clock/trust.ts";
import { counted, DAYS, DOCUMENTS } from "../core/counted.ts";
import { type Cover, misfits } from "../core/onboarding/cover.ts";
import { stageWords } from "../core/onboarding/stage-words.ts";
import { latenessWords } from "../core/reporting/lateness.ts";
import type { MachineSeen } from "../ports/machine.ts";
import type { SecondCopyState } from "../ports/second-copy.ts";
import type { Finding, TerminalStatus } from "../terminal.ts";
import { OLD_DAYS } from "./backup-desk.ts";

/** Everything the checks look at. */
export interface Patient {
  readonly status: TerminalStatus;
  readonly time: TimeVerdict;
  readonly audit: AuditState;
  readonly now: number;
  /** `silent` takes connections and answers no call. */
  readonly gateway: keyof typeof GATEWAY;
  /** undefined: the key signs, and its certificate verifies it. */
  readonly keyTrouble: Bilingual | undefined;
  readonly spareKeys: readonly string[];
  readonly configured: Cover;
  /** What the certificate that stamps was issued for; undefined before there is one. */
  readonly onboardedFor: Cover | undefined;
  readonly machine: MachineSeen;
}

/** What a check found, and how it is. */
export type Found = Pick<Finding, "state" | "found"> & { readonly remedy?: Bilingual };

/** One row of what doctor looks at. */
export interface Check {
  readonly check: string;
  readonly about: Bilingual;
  /** What was found, and how it is. */
  readonly look: (patient: Patient) => Found;
  /** What to do where it is not good, and the look names nothing better; absent where it always does. */
  readonly remedy?: Bilingual;
}

/** A text in both languages. */
export const says = (ar: string, en: string): Bilingual => ({ ar, en });
/** What is the same in every language: names, numbers, times. */
export const plain = (text: string): Bilingual => says(text, text);
/** A check that found nothing to do. */
export const good = (found: Bilingual) => ({ state: "good", found }) as const;
/** What was found, and whether it is as it should be. */
export const when = (isBad: boolean, state: "warning" | "bad", found: Bilingual) =>
  isBad ? { state, found } : good(found);
const DAY_MS = 86_400_000;

/** Without a second medium an SD card that dies takes the ledger with it: worth a word, not an alarm. */
export function copyFound(copy: SecondCopyState): Found {
  switch (copy.state) {
    case "off":
      return { state: "warning", found: NONE, remedy: FIT_A_MEDIUM };
    case "ahead":
      return { state: "bad", found: says("النسخة الثانية أحدث من هذا السجل", copy.because), remedy: OLDER_LEDGER };
    case "absent":
      return { state: "warning", found: says(`الوسيط غير موصول: ${copy.because}`, copy.because) };
    default:
      return good(copyText(copy));
  }
}

const FIT_A_MEDIUM: Bilingual = {
  ar: "ركّب ذاكرة USB واكتب مسار ملف عليها في state.secondCopy: إن تلفت بطاقة SD بقي ما أُصدر",
  en: "fit a USB stick and name a file on it in state.secondCopy: what was issued then outlives the SD card",
};
const OLDER_LEDGER: Bilingual = {
  ar: "هذا سجل أقدم من نسخته: لا يُصدر شيء حتى لا يتكرر رقم. أعد السجل الأحدث، أو سجّل وحدة جديدة",
  en: "this ledger is older than its copy: nothing is issued, so that no counter is used twice. Put the newer ledger back, or onboard a new unit",
};

/** What the configuration says of one of these keys otherwise than the CSID. */
export const coverFound =
  (...keys: readonly string[]) =>
  ({ configured, onboardedFor }: Patient): Found => {
    const all = onboardedFor === undefined ? [] : misfits(onboardedFor, configured);
    const misfit = all.find(({ key }) => keys.includes(key));
    return misfit === undefined ? good(FITS) : { state: "bad", found: misfit.found, remedy: misfit.remedy };
  };

const FITS = says("متوافقة", "they agree");

/** Nothing of the kind. */
export const NONE = says("لا توجد", "none");
/** A key whose probe was verified. */
export const KEY_WORKS = says("يوقّع، وشهادته تتحقق من توقيعه", "signs, and its certificate verifies it");

/** Room on the disk. */
export const freeText = (megabytes: number): Bilingual => says(`المتاح ${megabytes} ميغابايت`, `${megabytes} MB free`);

/** One after the other, in each language. */
export const both = (one: Bilingual, other: Bilingual): Bilingual =>
  says(`${one.ar}؛ ${other.ar}`, `${one.en}; ${other.en}`);

/** The stage of the unit and how long its certificate lasts. */
export function csidText({ stage, daysLeft }: TerminalStatus["csid"]): Bilingual {
  const words = stageWords(stage);
  if (daysLeft === undefined) return words;
  return says(`${words.ar}، الأيام الباقية ${daysLeft}`, `${words.en}, ${daysLeft} days left`);
}

/** Whether the chain may go on. */
export function chainFound({ closed, icv }: TerminalStatus["chain"]): Found {
  if (closed === undefined) return good(says(`العداد (ICV) ${icv}`, `ICV ${icv}`));
  return { state: "bad", found: says(`السلسلة مغلقة: ${closed}`, closed) };
}

const GATEWAY = {
  answers: good(says("تردّ", "it answers")),
  connected: good(says("متصل", "connected")),
  silent: { state: "warning", found: says("تقبل الاتصال ولا تردّ", "it takes connections and does not answer") },
  away: { state: "warning", found: says("لا اتصال", "no connection") },
} as const;

/** Whether the gateway answers. */
export const gatewayFound = (gateway: keyof typeof GATEWAY): Found => GATEWAY[gateway];

/** What waits for the gateway. */
export function outboxText({ pending, lateness, late }: TerminalStatus["outbox"]): Bilingual {
  const { ar, en } = latenessWords(lateness);
  return says(`في الانتظار ${pending} (${ar})، تجاوز المهلة ${late}`, `${pending} waiting (${en}), ${late} late`);
}

function copyText({ state, copied }: Extract<SecondCopyState, { state: "good" | "behind" }>): Bilingual {
  const words = state === "good" ? says("مطابقة", "level") : says("تلحق", "catching up");
  return copied === undefined ? words : says(`${words.ar}، مستندات ${copied}`, `${words.en}, ${copied} documents`);
}

/** A shop that has sold nothing yet has nothing to lose. */
export function backupFound({ status: { storage, chain }, now }: Patient): Found {
  const { backup } = storage;
  switch (backup.state) {
    case "absent":
      return { state: "warning", found: says("مجلد النسخ غير موصول", "its folder is not there"), remedy: PUT_BACK };
    case "none":
      return when(chain.icv > 0, "warning", says("لم تُؤخذ نسخة بعد", "none was made yet"));
    default: {
      const days = Math.max(0, Math.floor((now - backup.at) / DAY_MS));
      const found =
        days === 0
          ? says("خلال اليوم الأخير", "within the last day")
          : says(`قبل ${counted(days, DAYS)}`, `${days} days ago`);
      return when(days >= OLD_DAYS, "warning", found);
    }
  }
}

const PUT_BACK: Bilingual = {
  ar: "أعد الوسيط إلى مكانه، أو صحح state.backups",
  en: "put its medium back, or correct state.backups",
};

/** What the last audit said. */
export function auditFound(audit: AuditState): Found {
  switch (audit.state) {
    case "none":
      return good(says("لم يُدقَّق منذ التشغيل", "not audited since the start"));
    case "running":
      return good(says("التدقيق جارٍ", "the audit is under way"));
    case "intact":
      return good(says(`سليم: ${counted(audit.documents, DOCUMENTS)}`, `intact: ${audit.documents} documents`));
    case "broken":
      return { state: "bad", found: audit.broken.what, remedy: audit.broken.fix };
    case "failed":
      return { state: "warning", found: audit.because };
  }
}
