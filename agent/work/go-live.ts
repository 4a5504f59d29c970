// The go-live checklist of the authority's integration guide with evidence (gateway.md A11). What the gateway enforces is
// only that the compliance documents passed; the rest is shown, and which of it is an act in the portal.
import type { Bilingual } from "../core/bilingual.ts";
import { stepsOf } from "../core/onboarding/steps.ts";
import type { Ledger, UnitStore } from "../ports/ledger.ts";
import type { Finding, TerminalStatus } from "../terminal.ts";
import { factsOf } from "./active-csid.ts";

export interface GoLivePorts {
  readonly units: UnitStore;
  readonly ledger: Pick<Ledger, "stateCounts">;
}

/** The release of the authority's rules that the book follows. */
const BOOK_VERSION = "3.4.8";

interface Evidence {
  readonly status: TerminalStatus;
  readonly steps: readonly string[];
  readonly isReady: boolean;
  readonly accepted: number;
  readonly rejected: number;
  readonly issuer: Bilingual;
}

interface Row {
  readonly check: string;
  readonly about: Finding["about"];
  readonly look: (evidence: Evidence) => { readonly isDone: boolean; readonly found: Bilingual };
  readonly remedy: NonNullable<Finding["remedy"]>;
}

const ROWS: readonly Row[] = [
  {
    check: "all-kinds-compliant",
    about: { ar: "كل أنواع المستندات متوافقة", en: "every kind of document is compliant" },
    look: ({ isReady, steps }) => ({
      isDone: isReady,
      found: isReady
        ? { ar: `اجتازت البوابة: ${steps.join("، ")}`, en: `the gateway passed: ${steps.join(", ")}` }
        : { ar: `بقي اجتياز: ${steps.join("، ")}`, en: `to pass: ${steps.join(", ")}` },
    }),
    remedy: { ar: "نفّذ khatm onboard", en: "run khatm onboard" },
  },
  {
    check: "validated",
    about: { ar: "التحقق بقواعد الهيئة", en: "validated by the authority's rules" },
    look: ({ accepted, rejected, status }) => ({
      isDone: accepted > 0 && rejected === 0,
      found: {
        ar: `كل مستند يُفحص قبل ختمه (قواعد SDK ${BOOK_VERSION})؛ قبلت بوابة ${status.environment} ${accepted} ورفضت ${rejected}`,
        en: `each document is judged before it is stamped (rules of SDK ${BOOK_VERSION}); the ${status.environment} gateway accepted ${accepted}, refuses ${rejected}`,
      },
    }),
    remedy: {
      ar: "أصدر في بيئة المحاكاة كل نوع تبيعه وتأكد من قبوله (khatm list)",
      en: "issue every kind you sell in the simulation environment and see it accepted (khatm list)",
    },
  },
  {
    check: "production-credentials",
    about: { ar: "بيانات اعتماد الإنتاج", en: "final production credentials" },
    look: ({ status, isReady, issuer }) => ({
      isDone: status.environment === "production" && isReady,
      found: {
        ar: `البيئة ${status.environment}، المُصدر ${issuer.ar}`,
        en: `environment ${status.environment}, issuer ${issuer.en}`,
      },
    }),
    remedy: {
      ar: 'عمل في البوابة: أنشئ رمز OTP في بوابة فاتورة، ثم unit.environment = "production" بمجلد جديد و khatm onboard',
      en: 'an act in the portal: make an OTP in the Fatoora portal, then unit.environment = "production" with a new state folder, and khatm onboard',
    },
  },
  {
    check: "live-csid",
    about: { ar: "شهادة إنتاج فعّالة", en: "a live production CSID" },
    look: ({ status, accepted }) => ({
      isDone: status.environment === "production" && status.ready && accepted > 0,
      found: {
        ar: `الرقم التسلسلي ${status.csid.serialNumber ?? "لا يوجد"}، حتى ${status.csid.notAfter ?? "-"}، قُبل ${accepted}`,
        en: `serial ${status.csid.serialNumber ?? "none"}, until ${status.csid.notAfter ?? "-"}, ${accepted} documents accepted`,
      },
    }),
    remedy: {
      ar: "تظهر الشهادة فعّالة في بوابة فاتورة، قائمة الحلول والأجهزة؛ أصدر أول فاتورة وتأكد من قبولها",
      en: "the portal's list of solutions and devices shows it as active; issue the first invoice and see it accepted",
    },
  },
];

/** With a CSID of its own, or registered with a middleware that has it. */
const IS_READY = /^(?:middleware-)?ready$/;
const ISSUER_ELSEWHERE: Bilingual = { ar: "لا أحد على هذا الجهاز", en: "none on this machine" };
const named = (name: string): Bilingual => ({ ar: name, en: name });

/** The four points with their evidence. */
export function goLive(ports: GoLivePorts, functionalityMap: string, status: TerminalStatus): readonly Finding[] {
  const state = ports.units.load();
  const counts = ports.ledger.stateCounts();
  const evidence: Evidence = {
    status,
    steps: stepsOf(functionalityMap),
    isReady: IS_READY.test(status.csid.stage),
    accepted: (counts.reported ?? 0) + (counts["reported-with-warnings"] ?? 0) + (counts.cleared ?? 0),
    rejected: status.outbox.rejected,
    issuer: state?.stage === "ready" ? named(factsOf(state.active.production).issuerName) : ISSUER_ELSEWHERE,
  };
  return ROWS.map(({ check, about, look, remedy }) => {
    const { isDone, found } = look(evidence);
    return { check, about, state: isDone ? "good" : "bad", found, ...(isDone ? {} : { remedy }) };
  });
}
