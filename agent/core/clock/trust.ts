// Whether a document may be dated now. A Pi has no battery clock: after a power cut it may wake in the past
// (documents.md C4, reliability.md F8). The rules are a table; the first that fits decides.
import type { Bilingual } from "../bilingual.ts";

/** Everything that says something about the time; milliseconds since 1970 unless it says monotonic. */
export interface TimeEvidence {
  readonly wall: number;
  readonly monotonic: number;
  /** No time before it can be right. */
  readonly buildDate: number;
  readonly lastIssuedAt: number;
  /** The CSID's `notBefore`; 0 before there is one. */
  readonly notBefore: number;
  /** The last trusted reading of this process: wall time moves on from it as monotonic time does. */
  readonly base: { readonly wall: number; readonly monotonic: number } | undefined;
  /** The gateway's own clock, and when it was heard. */
  readonly gateway: { readonly wall: number; readonly monotonic: number } | undefined;
  /** The system says that its clock follows a time server since it started. */
  readonly isSynchronised: boolean;
  /** What the battery clock says; undefined where there is none. */
  readonly batteryClock: number | undefined;
  /** What to do with a time that nothing confirms: the shop's setting. */
  readonly unverified: "refuse" | "trust";
}

export type TrustedBy = "gateway" | "time-server" | "battery-clock" | "setting";
export type DistrustCode =
  | "before-build"
  | "before-last-document"
  | "before-certificate"
  | "differs-from-gateway"
  | "jumped"
  | "unverified";

export type TimeVerdict =
  | { readonly trusted: true; readonly by: TrustedBy }
  | { readonly trusted: false; readonly code: DistrustCode; readonly message: Bilingual; readonly fix: Bilingual };

/** The gateway refuses dates in the future; minutes of drift are everyday, hours are a wrong clock. */
export const TOLERANCE_MS = 5 * 60_000;

const CONNECT: Bilingual = {
  ar: "صِل الجهاز بالشبكة حتى يُضبط الوقت (يُظهر timedatectl السطر System clock synchronized: yes) أو ركّب ساعة ببطارية",
  en: "connect to the network until the clock is set (timedatectl shows: System clock synchronized: yes), or fit a battery clock",
};

interface Rule {
  readonly code: DistrustCode;
  readonly breaks: (evidence: TimeEvidence) => boolean;
  readonly message: Bilingual;
  readonly fix: Bilingual;
}

const DISTRUST: readonly Rule[] = [
  {
    code: "before-build",
    breaks: ({ wall, buildDate }) => wall < buildDate,
    message: { ar: "الساعة قبل تاريخ صنع هذا البرنامج", en: "the clock stands before this program was made" },
    fix: CONNECT,
  },
  {
    code: "before-last-document",
    breaks: ({ wall, lastIssuedAt }) => wall < lastIssuedAt,
    message: { ar: "الساعة قبل وقت آخر مستند", en: "the clock stands before the last document" },
    fix: CONNECT,
  },
  {
    code: "before-certificate",
    breaks: ({ wall, notBefore }) => wall < notBefore,
    message: { ar: "الساعة قبل بداية صلاحية الشهادة", en: "the clock stands before the CSID was issued" },
    fix: CONNECT,
  },
  {
    code: "differs-from-gateway",
    breaks: ({ wall, monotonic, gateway }) => gateway !== undefined && isFar(wall, gateway, monotonic),
    message: { ar: "الساعة تخالف ساعة بوابة الهيئة", en: "the clock differs from the gateway's" },
    fix: CONNECT,
  },
  {
    code: "jumped",
    breaks: ({ wall, monotonic, base, gateway, isSynchronised }) =>
      base !== undefined && isFar(wall, base, monotonic) && gateway === undefined && !isSynchronised,
    message: { ar: "تغيّر وقت الجهاز فجأة", en: "the clock was moved while the terminal was running" },
    fix: CONNECT,
  },
];

const TRUST: readonly (readonly [TrustedBy, (evidence: TimeEvidence) => boolean])[] = [
  ["gateway", ({ gateway }) => gateway !== undefined],
  ["time-server", ({ isSynchronised }) => isSynchronised],
  [
    "battery-clock",
    ({ wall, batteryClock }) => batteryClock !== undefined && Math.abs(wall - batteryClock) <= TOLERANCE_MS,
  ],
  ["setting", ({ unverified }) => unverified === "trust"],
];

const UNVERIFIED: TimeVerdict = {
  trusted: false,
  code: "unverified",
  message: {
    ar: "لا شيء يؤكد وقت الجهاز منذ تشغيله",
    en: "nothing has confirmed the clock since the terminal started",
  },
  fix: {
    ar: `${CONNECT.ar}؛ ولجهاز ميداني بلا شبكة اضبط clock.unverified على "trust" بعد ضبط الساعة بيدك`,
    en: `${CONNECT.en}; for a field device without network set clock.unverified to "trust", once the clock is set by hand`,
  },
};

/**
 * Decides from all the evidence whether a document may be dated now.
 * @example timeVerdict({ ...evidence, isSynchronised: true }) // { trusted: true, by: "time-server" }
 */
export function timeVerdict(evidence: TimeEvidence): TimeVerdict {
  const broken = DISTRUST.find(({ breaks }) => breaks(evidence));
  if (broken !== undefined) return { trusted: false, code: broken.code, message: broken.message, fix: broken.fix };
  const by = TRUST.find(([, confirms]) => confirms(evidence))?.[0];
  return by === undefined ? UNVERIFIED : { trusted: true, by };
}

/** Whether a reading is further from the wall clock than time itself explains. */
function isFar(
  wall: number,
  reading: { readonly wall: number; readonly monotonic: number },
  monotonic: number,
): boolean {
  return Math.abs(wall - (reading.wall + (monotonic - reading.monotonic))) > TOLERANCE_MS;
}
