// Errors of the API as RFC 9457 problems, each in Arabic and English, as a table.
import type { Bilingual } from "../core/bilingual.ts";
import type { Fault, FaultCode } from "../core/errors.ts";
import type { Violation } from "../core/violation.ts";

export type ProblemCode =
  | FaultCode
  | "refused"
  | "wrong-query"
  | "wrong-body"
  | "rejected"
  | "reference-reused"
  | "not-found"
  | "not-json"
  | "malformed"
  | "unauthorized"
  | "forbidden-origin"
  | "too-large"
  | "onboarding"
  | "forbidden"
  | "forged-request"
  | "too-often"
  | "wrong-credentials"
  | "locked-out"
  | "weak-password"
  | "same-password"
  | "password-change-needed"
  | "setup-done"
  | "name-taken"
  | "unknown-user"
  | "last-owner"
  | "unconfirmed"
  | "internal";

interface ProblemKind {
  readonly status: number;
  readonly title: Bilingual;
}

/** Status and words of every problem the API can answer. */
const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  refused: {
    status: 422,
    title: { ar: "لا يمكن إصدار هذه العملية كما هي", en: "this sale cannot be issued as it is" },
  },
  "wrong-query": {
    status: 422,
    title: { ar: "في معاملات الطلب (بعد ?) خطأ", en: "a key of the query, behind the ?, is wrong" },
  },
  "wrong-body": {
    status: 422,
    title: { ar: "ليس جسم الطلب كما يطلبه هذا المسار", en: "the body is not what this call takes" },
  },
  rejected: {
    status: 422,
    title: {
      ar: "رفضت الهيئة المستند، ورقم عداده مستخدم",
      en: "the authority refused the document; its counter value is used",
    },
  },
  "reference-reused": {
    status: 409,
    title: { ar: "المرجع مستخدم لعملية بيع أخرى", en: "the reference belongs to another sale" },
  },
  "not-found": { status: 404, title: { ar: "غير موجود", en: "not found" } },
  "not-json": {
    status: 415,
    title: { ar: "أرسل الطلب بصيغة JSON", en: "send JSON with Content-Type: application/json" },
  },
  malformed: { status: 400, title: { ar: "نص JSON غير صالح", en: "the body is not valid JSON" } },
  unauthorized: {
    status: 401,
    title: { ar: "يلزم تسجيل الدخول أو رمز جهاز مقترن", en: "a session or a paired token is needed" },
  },
  forbidden: { status: 403, title: { ar: "لا تسمح صلاحيتك بهذا", en: "your role may not do this" } },
  "forged-request": {
    status: 403,
    title: {
      ar: "طلب المتصفح بلا Origin أو X-Khatm-Request",
      en: "a call with a session needs Origin and X-Khatm-Request",
    },
  },
  "too-often": { status: 429, title: { ar: "طلبات كثيرة: انتظر قليلًا", en: "too many calls: wait a little" } },
  "wrong-credentials": {
    status: 401,
    title: { ar: "الاسم أو كلمة المرور غير صحيح", en: "the name or the password is wrong" },
  },
  "locked-out": {
    status: 429,
    title: {
      ar: "محاولات خاطئة كثيرة: انتظر، أو يفتحه المالك",
      en: "too many wrong passwords: wait, or let an owner unlock the name",
    },
  },
  "weak-password": { status: 422, title: { ar: "كلمة المرور ضعيفة", en: "this password is too weak" } },
  "same-password": {
    status: 422,
    title: { ar: "كلمة المرور الجديدة هي القديمة نفسها", en: "the new password is the old one" },
  },
  "password-change-needed": {
    status: 403,
    title: { ar: "غيّر كلمة المرور أولًا", en: "change the password first" },
  },
  "setup-done": { status: 409, title: { ar: "للجهاز مالك بالفعل", en: "the terminal has an owner already" } },
  "name-taken": { status: 409, title: { ar: "الاسم مستخدم", en: "this name is taken" } },
  "unknown-user": { status: 404, title: { ar: "لا مستخدم بهذا الاسم", en: "no user has this name" } },
  "last-owner": {
    status: 409,
    title: { ar: "لا بد من مالك واحد على الأقل", en: "one owner must remain" },
  },
  unconfirmed: {
    status: 422,
    title: { ar: 'أرسل { "confirm": "decommission" } للتأكيد', en: 'send { "confirm": "decommission" } to confirm' },
  },
  "forbidden-origin": {
    status: 403,
    title: { ar: "المضيف أو المصدر غير مسموح", en: "this Host or Origin is not allowed" },
  },
  "too-large": { status: 413, title: { ar: "الطلب كبير جدًا", en: "the body is too large" } },
  onboarding: { status: 409, title: { ar: "تعذر إكمال التسجيل", en: "onboarding could not be completed" } },
  internal: { status: 500, title: { ar: "خطأ داخلي", en: "internal error" } },
  "outcome-unknown": {
    status: 503,
    title: {
      ar: "النتيجة غير معروفة: أعد إرسال المرجع نفسه",
      en: "outcome unknown: send the same reference again",
    },
  },
  "not-onboarded": {
    status: 503,
    title: { ar: "الجهاز غير مسجل لدى الهيئة بعد", en: "this terminal is not onboarded yet" },
  },
  "no-request": {
    status: 409,
    title: { ar: "لا طلب شهادة مفتوح لهذا الجهاز", en: "this unit has no certificate request open" },
  },
  "clock-untrusted": {
    status: 503,
    title: { ar: "وقت الجهاز غير موثوق", en: "the terminal's clock cannot be trusted" },
  },
  "certificate-expired": {
    status: 503,
    title: { ar: "انتهت صلاحية شهادة الختم", en: "the stamp certificate has expired" },
  },
  "configuration-changed": {
    status: 503,
    title: {
      ar: "الإعدادات لا تطابق شهادة الختم: تغيرت البيئة أو الرقم الضريبي",
      en: "the configuration no longer fits the stamp certificate: another environment or VAT number",
    },
  },
  "key-unavailable": {
    status: 503,
    title: { ar: "مفتاح التوقيع غير متاح", en: "the signing key is not available" },
  },
  "storage-full": { status: 503, title: { ar: "مساحة التخزين ممتلئة", en: "storage is full" } },
  "storage-failed": { status: 503, title: { ar: "تعذر استخدام التخزين", en: "storage failed" } },
  "storage-locked": { status: 503, title: { ar: "السجل مستخدم من برنامج آخر", en: "the ledger is in use" } },
  "schema-newer": {
    status: 503,
    title: { ar: "السجل كتبه إصدار أحدث", en: "a newer program wrote the ledger" },
  },
  "chain-broken": { status: 503, title: { ar: "سلسلة المستندات غير سليمة", en: "the document chain is broken" } },
  "self-check-failed": {
    status: 503,
    title: { ar: "فشل التحقق الذاتي من الختم", en: "the stamp did not pass its own check" },
  },
  "gateway-unreachable": { status: 503, title: { ar: "تعذر الوصول إلى بوابة الهيئة", en: "the gateway is away" } },
  "gateway-unexpected": { status: 502, title: { ar: "رد غير متوقع من البوابة", en: "unexpected gateway answer" } },
  "printer-failed": { status: 503, title: { ar: "تعذرت الطباعة", en: "the printer failed" } },
  "printer-busy": {
    status: 503,
    title: { ar: "أوراق كثيرة تنتظر هذه الطابعة", en: "too many papers wait at this printer" },
  },
  "no-such-printer": { status: 404, title: { ar: "لا طابعة بهذا الاسم", en: "there is no printer of this name" } },
  "paper-failed": { status: 500, title: { ar: "تعذر رسم هذا الإيصال", en: "this paper cannot be drawn" } },
  "not-cleared": {
    status: 409,
    title: {
      ar: "لم تعتمد الهيئة هذا المستند: ليس فاتورة ضريبية ولا يُطبع",
      en: "the authority has not cleared this document: it is no tax invoice and is not printed",
    },
  },
  "backup-folder-absent": {
    status: 503,
    title: {
      ar: "مجلد النسخ الاحتياطي غير موجود: أعد الوسيط إلى مكانه، أو صحح state.backups",
      en: "the folder of backups is not there: put its medium back, or correct state.backups",
    },
  },
  "backup-no-room": {
    status: 503,
    title: {
      ar: "لا مساحة تكفي للنسخة: انقل النسخ القديمة إلى مكان آخر، أو ركّب وسيطًا أكبر",
      en: "there is no room for the backup: move older ones elsewhere, or fit a larger medium",
    },
  },
  "backup-failed": {
    status: 503,
    title: {
      ar: "لم تُكتب النسخة الاحتياطية: افحص الوسيط وأعد المحاولة",
      en: "the backup was not written: check the medium and try again",
    },
  },
  "address-unavailable": {
    status: 503,
    title: { ar: "العنوان غير متاح", en: "the address is not available" },
  },
  configuration: { status: 503, title: { ar: "خطأ في الإعدادات", en: "the configuration is wrong" } },
};

/** Every code the API can answer, and most of what a command ends with. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

export interface Problem {
  readonly type: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly title: string;
  readonly titles: Bilingual;
  readonly detail?: string;
  readonly violations?: readonly Violation[];
}

export interface ProblemParts {
  readonly detail?: string;
  readonly violations?: readonly Violation[];
  readonly [extra: string]: unknown;
}

/** The status a problem is answered with. */
export const statusOf = (code: ProblemCode): number => PROBLEMS[code].status;

/** A problem document (RFC 9457 section 3.1). */
export function problem(code: ProblemCode, parts: ProblemParts = {}): Problem {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:khatm:problem:${code}`, status, code, title: title.en, titles: title, ...parts };
}

/** The problem document as an HTTP answer. */
export function problemResponse(code: ProblemCode, parts: ProblemParts = {}): Response {
  const body = problem(code, parts);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { "content-type": "application/problem+json" },
  });
}

/** The answer to a query that `readQuery` refused. */
export const wrongQuery = (violations: readonly Violation[]): Response =>
  problemResponse("wrong-query", { violations });

/** The answer to a body that is JSON and yet not what its route takes. */
export const wrongBody = (violations: readonly Violation[]): Response => problemResponse("wrong-body", { violations });

/** A failure of the world as an HTTP answer. */
export const faultResponse = (fault: Fault): Response => problemResponse(fault.code, { detail: fault.message });
