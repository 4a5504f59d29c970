// Every check an operator can ask for, each with what was found and its remedy. One row is one check.
import { verify, X509Certificate } from "node:crypto";
import type { Bilingual } from "../core/bilingual.ts";
import { messageOf } from "../core/errors.ts";
import { certificateText } from "../core/onboarding/csid.ts";
import { ENVIRONMENTS } from "../core/onboarding/environment.ts";
import type { Gateway } from "../ports/gateway.ts";
import type { Vault } from "../ports/keys.ts";
import type { UnitStore } from "../ports/ledger.ts";
import type { HeldSales } from "../ports/outbox.ts";
import type { SecondCopyState } from "../ports/second-copy.ts";
import type { Finding, TerminalStatus } from "../terminal.ts";
import { printersFound } from "./print-check.ts";
import { spareKeys } from "./spare-keys.ts";

export interface DoctorPorts {
  readonly units: UnitStore;
  readonly vault: Vault;
  readonly gateway: Pick<Gateway, "isReachable">;
  readonly held: HeldSales;
}

interface Patient {
  readonly status: TerminalStatus;
  readonly isReachable: boolean;
  /** undefined: the key signs, and its certificate verifies it. */
  readonly keyTrouble: string | undefined;
  readonly spareKeys: readonly string[];
  readonly configured: string;
  readonly onboardedFor: string | undefined;
}

interface Row {
  readonly check: string;
  readonly about: Bilingual;
  /** What was found, and how it is. */
  readonly look: (patient: Patient) => Pick<Finding, "state" | "found"> & { readonly remedy?: Bilingual };
  readonly remedy: Bilingual;
}

const good = (found: string) => ({ state: "good", found }) as const;
const when = (isBad: boolean, state: "warning" | "bad", found: string) => (isBad ? { state, found } : good(found));
const SOON_DAYS = 30;

const ROWS: readonly Row[] = [
  {
    check: "clock",
    about: { ar: "وقت موثوق", en: "trusted time" },
    look: ({ status: { clock } }) => when(!clock.trusted, "bad", clock.now ?? clock.because ?? ""),
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
      found: `${Math.floor(storage.freeBytes / 1_048_576)} MB free`,
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
    check: "csid",
    about: { ar: "الشهادة", en: "the production CSID" },
    look: ({ status: { csid } }) => {
      const found = `${csid.stage}${csid.daysLeft === undefined ? "" : `, ${csid.daysLeft} days left`}`;
      const daysLeft = csid.daysLeft ?? Number.POSITIVE_INFINITY;
      if (!/^(?:middleware-)?ready$/.test(csid.stage) || daysLeft <= 0) return { state: "bad", found };
      return when(daysLeft < SOON_DAYS, "warning", found);
    },
    remedy: {
      ar: "khatm onboard للتسجيل أول مرة، khatm renew قبل انتهاء الشهادة؛ كلاهما برمز من بوابة فاتورة",
      en: "khatm onboard the first time, khatm renew before it expires; both with an OTP of the Fatoora portal",
    },
  },
  {
    check: "chain",
    about: { ar: "السلسلة تستمر", en: "the chain may go on" },
    look: ({ status: { chain } }) => when(chain.closed !== undefined, "bad", chain.closed ?? `ICV ${chain.icv}`),
    remedy: {
      ar: "استُعيد السجل من نسخة احتياطية: نفّذ khatm renew فتبدأ سلسلة جديدة",
      en: "the ledger was restored from a backup: khatm renew begins a new chain",
    },
  },
  {
    check: "environment",
    about: { ar: "البيئة نفسها في الإعدادات والشهادة", en: "configuration and CSID are of one environment" },
    look: ({ configured, onboardedFor }) =>
      when(
        onboardedFor !== undefined && onboardedFor !== configured,
        "bad",
        `${configured}, CSID for ${onboardedFor ?? "none"}`,
      ),
    remedy: {
      ar: "شهادة الاختبار لا توقّع في الإنتاج: أعد unit.environment أو سجّل وحدة جديدة بمجلد جديد",
      en: "a test CSID never signs in production: put unit.environment back, or onboard a new unit with a new folder",
    },
  },
  {
    check: "key",
    about: { ar: "مفتاح التوقيع يعمل", en: "the signing key works" },
    look: ({ keyTrouble, status }) =>
      status.csid.stage === "ready"
        ? when(keyTrouble !== undefined, "bad", keyTrouble ?? "signs, and its certificate verifies it")
        : good("none yet"),
    remedy: {
      ar: "تأكد من key.provider و key.path؛ إن ضاع المفتاح فألغِ الشهادة في البوابة وسجّل من جديد",
      en: "check key.provider and key.path; if the key is lost, revoke the CSID in the portal and onboard again",
    },
  },
  {
    check: "spare-keys",
    about: { ar: "لا مفاتيح بلا شهادة", en: "no key is left over" },
    look: ({ spareKeys: names }) =>
      when(names.length > 0, "warning", names.length === 0 ? "none" : `${names.length}: ${names.join(", ")}`),
    remedy: {
      ar: "بقي مفتاح من تسجيل أو تجديد انقطع: نفّذ khatm onboard بعد اكتمال التسجيل فيُتلفه، ولا يطلب شيئًا",
      en: "an interrupted onboarding or renewal left a key: khatm onboard on a ready unit destroys it and asks for nothing",
    },
  },
  {
    check: "gateway",
    about: { ar: "الوصول إلى بوابة الهيئة", en: "the gateway can be reached" },
    look: ({ isReachable }) => when(!isReachable, "warning", isReachable ? "connected" : "no connection"),
    remedy: {
      ar: "افحص الشبكة وجدار الحماية إلى gw-fatoora.zatca.gov.sa:443؛ البيع المبسط يستمر دون اتصال 24 ساعة",
      en: "check network and firewall to gw-fatoora.zatca.gov.sa:443; simplified sales go on for 24 hours without it",
    },
  },
  {
    check: "outbox",
    about: { ar: "الإبلاغ في الوقت", en: "documents are told in time" },
    look: ({ status: { outbox } }) => {
      const found = `${outbox.pending} waiting (${outbox.lateness}), ${outbox.late} late`;
      if (outbox.paused !== undefined) return { state: "bad", found: `${found}; ${outbox.paused.en}` };
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
        `${outbox.rejected} rejected, ${outbox.held.refused} held sales refused`,
      ),
    remedy: {
      ar: "khatm list --state rejected، صحح السبب، ثم khatm correct بالرقم",
      en: "khatm list --state rejected, correct the cause, then khatm correct IRN",
    },
  },
  {
    check: "held",
    about: { ar: "عمليات بانتظار الاعتماد", en: "sales held for clearance" },
    look: ({ status: { outbox } }) => when(outbox.held.waiting > 0, "warning", `${outbox.held.waiting} held`),
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
];

/** Without a second medium an SD card that dies takes the ledger with it: worth a word, not an alarm. */
function copyFound(copy: SecondCopyState): Pick<Finding, "state" | "found"> & { readonly remedy?: Bilingual } {
  switch (copy.state) {
    case "off":
      return { state: "warning", found: "none", remedy: FIT_A_MEDIUM };
    case "ahead":
      return { state: "bad", found: copy.because, remedy: OLDER_LEDGER };
    case "absent":
      return { state: "warning", found: copy.because };
    default:
      return good(`${copy.state}${copy.copied === undefined ? "" : `, ${copy.copied} documents`}`);
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

/** Looks at everything; nothing is changed and no counter value is used. */
export async function examine(
  ports: DoctorPorts,
  configured: keyof typeof ENVIRONMENTS,
  status: TerminalStatus,
): Promise<readonly Finding[]> {
  const state = ports.units.load();
  const patient: Patient = {
    status,
    isReachable: await ports.gateway.isReachable(),
    keyTrouble: keyTroubleOf(ports, configured),
    spareKeys: spareKeys(ports),
    configured,
    onboardedFor: state?.stage === "ready" || state?.stage === "closing" ? state.active.environment : undefined,
  };
  return ROWS.map(({ check, about, look, remedy }) => {
    const { state: how, found, remedy: own } = look(patient);
    return { check, about, state: how, found, ...(how === "good" ? {} : { remedy: own ?? remedy }) };
  });
}

/** Signs a probe with the stamping key and verifies it with the certificate. */
function keyTroubleOf({ units, vault }: DoctorPorts, configured: keyof typeof ENVIRONMENTS): string | undefined {
  const state = units.load();
  if (state?.stage !== "ready") return undefined;
  const csid = state.active[ENVIRONMENTS[configured].stampsWith];
  const probe = Buffer.from("khatm doctor", "utf8");
  try {
    const { publicKey } = new X509Certificate(Buffer.from(certificateText(csid), "base64"));
    const holds = verify("sha256", probe, publicKey, vault.signing(csid.keyName)(probe));
    return holds ? undefined : "the certificate is not this key's";
  } catch (thrown) {
    return messageOf(thrown);
  }
}
