// Who may do what: one table, role × operation (prohibited functions: anonymous access, documents.md C14).
import type { Bilingual } from "../bilingual.ts";

/** A person or a paired program; the local operator (the Unix socket, the command line) stands above the table. */
export const ROLES = ["owner", "cashier", "auditor", "till"] as const;
export type Role = (typeof ROLES)[number];

/** Roles a token may have: a program sells, or it reads. */
export const TOKEN_ROLES = ["till", "auditor"] as const satisfies readonly Role[];
export type TokenRole = (typeof TOKEN_ROLES)[number];

interface Right {
  readonly about: Bilingual;
  readonly roles: readonly Role[];
}

const EVERYBODY = ROLES;
const SELLERS = ["owner", "cashier", "till"] as const;
const READERS = ["owner", "auditor"] as const;
const OWNER = ["owner"] as const;

/** One row per operation. */
export const RIGHTS = {
  read: {
    roles: EVERYBODY,
    about: { ar: "قراءة المستندات والحالة والأحداث", en: "read documents, status and events" },
  },
  sell: { roles: SELLERS, about: { ar: "التسعير والبيع وتحويل الإيصال", en: "quote, sell, convert a receipt" } },
  print: { roles: SELLERS, about: { ar: "الطباعة وإعادة الطباعة", en: "print and reprint" } },
  drawer: { roles: SELLERS, about: { ar: "فتح درج النقود", en: "open the cash drawer" } },
  report: { roles: EVERYBODY, about: { ar: "التقارير", en: "reports: day, X, closings, month" } },
  close: { roles: OWNER, about: { ar: "إقفال اليوم (Z)", en: "close the day (Z)" } },
  flush: { roles: SELLERS, about: { ar: "إرسال المنتظر الآن", en: "send what waits now" } },
  metrics: { roles: EVERYBODY, about: { ar: "قراءات المراقبة", en: "metrics for a monitor" } },
  examine: { roles: READERS, about: { ar: "الفحوص وتدقيق السجل", en: "checks and audit of the ledger" } },
  activity: { roles: READERS, about: { ar: "سجل النشاط", en: "the activity log" } },
  correct: { roles: OWNER, about: { ar: "إعادة إصدار مستند مرفوض", en: "make a rejected document again" } },
  enrol: { roles: OWNER, about: { ar: "التسجيل لدى الهيئة وتجديد الشهادة", en: "onboarding and renewal" } },
  settings: { roles: OWNER, about: { ar: "إعدادات الجهاز والنسخ الاحتياطي", en: "set-up and backup of the terminal" } },
  users: { roles: OWNER, about: { ar: "المستخدمون", en: "users" } },
  tokens: { roles: OWNER, about: { ar: "رموز الأجهزة", en: "tokens of tills" } },
  decommission: { roles: OWNER, about: { ar: "إنهاء عمل الوحدة", en: "end the unit" } },
} as const satisfies Readonly<Record<string, Right>>;

export type Operation = keyof typeof RIGHTS;
export const OPERATIONS = Object.keys(RIGHTS) as readonly Operation[];

/** Who asks: a role of the table, or the machine's own operator. */
export type CallerRole = Role | "operator";

/** Whether a role may do an operation; the local operator may do all. */
export function may(role: CallerRole, operation: Operation): boolean {
  const roles: readonly Role[] = RIGHTS[operation].roles;
  return role === "operator" || roles.includes(role);
}

/** Everything a role may do, in the order of the table. */
export const rightsOf = (role: CallerRole): readonly Operation[] =>
  OPERATIONS.filter((operation) => may(role, operation));
