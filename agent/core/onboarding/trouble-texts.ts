// What stopped an onboarding or a renewal, and what to do next, in Arabic and English. One row per reason.
import type { Bilingual } from "../bilingual.ts";

interface Text {
  readonly message: Bilingual;
  readonly fix: Bilingual;
}

export const TROUBLES = {
  "otp-needed": {
    message: { ar: "يلزم رمز لمرة واحدة (OTP).", en: "A one-time password (OTP) is needed." },
    fix: {
      ar: "أنشئ رمزًا في بوابة فاتورة للبيئة نفسها، ثم أدخله خلال ساعة.",
      en: "Make one in the Fatoora portal of the same environment and enter it within an hour.",
    },
  },
  "otp-unsure": {
    message: {
      ar: "أُرسل الرمز السابق ولم يصل الرد، وقد يكون استُهلك.",
      en: "The last OTP was sent and no answer came back; it may be used up.",
    },
    fix: {
      ar: "أنشئ رمزًا جديدًا في بوابة فاتورة وأعد المحاولة به.",
      en: "Make a new OTP in the Fatoora portal and try again with it.",
    },
  },
  "otp-invalid": {
    message: {
      ar: "رفضت البوابة الرمز: منتهٍ (مدته ساعة)، أو مستعمل، أو لبيئة أو منشأة أخرى.",
      en: "The gateway refused the OTP: expired (it lives an hour), used, or of another environment or taxpayer.",
    },
    fix: {
      ar: "تحقق من unit.environment و seller.vat، ثم أنشئ رمزًا جديدًا وأدخله.",
      en: "Check unit.environment and seller.vat, then make a new OTP and enter it.",
    },
  },
  "fields-invalid": {
    message: {
      ar: "بيانات طلب الشهادة في الإعدادات غير صالحة.",
      en: "The configuration holds values a certificate request must not have.",
    },
    fix: { ar: "صحح الحقول المذكورة وأعد المحاولة.", en: "Correct the fields named and try again." },
  },
  "csr-invalid": {
    message: { ar: "رفضت البوابة طلب الشهادة (CSR).", en: "The gateway refused the certificate request (CSR)." },
    fix: {
      ar: "راجع حقول [unit] والرقم الضريبي: محارف ممنوعة أو حقل ناقص أو رقم ضريبي لمنشأة أخرى.",
      en: "Check [unit] and the VAT number: forbidden characters, a missing field, or another taxpayer's number.",
    },
  },
  "group-branch": {
    message: {
      ar: "الرقم الضريبي لمجموعة، والفرع في الطلب ليس الرقم المميز للعضو.",
      en: "The VAT number is a group's, and the branch in the request is not the member's TIN.",
    },
    fix: {
      ar: "اكتب الرقم المميز للعضو (عشرة أرقام) في unit.branch.",
      en: "Write the member's ten-digit TIN into unit.branch.",
    },
  },
  "field-too-long": {
    message: {
      ar: "حقل في طلب الشهادة أطول من الحد (64 حرفًا للرقم التسلسلي والأسماء).",
      en: "A field of the request is too long (64 characters for the serial number and the names).",
    },
    fix: { ar: "اختصر الحقل المذكور في [unit].", en: "Shorten the field named, in [unit]." },
  },
  "wrong-template": {
    message: {
      ar: "قالب الشهادة لا يناسب هذه البيئة.",
      en: "The certificate template does not fit this environment.",
    },
    fix: {
      ar: "تحقق أن unit.environment هي البيئة التي أُنشئ فيها الرمز، ثم ابدأ برمز جديد.",
      en: "Check that unit.environment is where the OTP was made, then start with a new OTP.",
    },
  },
  "ca-refused": {
    message: {
      ar: "رفضت سلطة التصديق لدى الهيئة إصدار الشهادة.",
      en: "The authority's certification service refused to issue the certificate.",
    },
    fix: {
      ar: "راجع البيئة وبيانات المنشأة؛ فإن صحت فأعد المحاولة بعد ساعة، ثم اتصل بالهيئة.",
      en: "Check environment and taxpayer data; if they are right try again in an hour, then call the authority.",
    },
  },
  "steps-missing": {
    message: {
      ar: "لا تعترف البوابة بأن مستندات الامتثال اجتازت كلها.",
      en: "The gateway does not see all compliance documents as passed.",
    },
    fix: {
      ar: "أعد المحاولة: يرسل الجهاز الناقص وحده دون رمز جديد.",
      en: "Try again: only the missing ones are sent, and no new OTP is needed.",
    },
  },
  "compliance-unknown": {
    message: {
      ar: "لا تعرف البوابة شهادة الامتثال هذه بعد الآن.",
      en: "The gateway no longer knows this compliance CSID.",
    },
    fix: { ar: "ابدأ برمز جديد من بوابة فاتورة.", en: "Start with a new OTP from the Fatoora portal." },
  },
  "current-csid-unknown": {
    message: {
      ar: "لا تقبل البوابة الشهادة الحالية للتجديد: ملغاة على الأرجح.",
      en: "The gateway does not accept the present CSID for a renewal: most likely it is revoked.",
    },
    fix: {
      ar: "سجّل الجهاز من جديد برمز تسجيل في مجلد بيانات جديد، وأبقِ المجلد القديم أرشيفًا.",
      en: "Onboard anew with an onboarding OTP in a new data folder, and keep the old one as the archive.",
    },
  },
  credentials: {
    message: {
      ar: "رفضت البوابة بيانات الدخول (401): الشهادة ملغاة أو منتهية أو لبيئة أخرى.",
      en: "The gateway refused the credentials (401): the CSID is revoked, expired or of another environment.",
    },
    fix: {
      ar: "تحقق من unit.environment ومن حالة الجهاز في بوابة فاتورة، ثم ابدأ برمز جديد.",
      en: "Check unit.environment and the device in the Fatoora portal, then start with a new OTP.",
    },
  },
  "document-refused": {
    message: {
      ar: "رفضت البوابة أحد مستندات الامتثال.",
      en: "The gateway refused a compliance document.",
    },
    fix: {
      ar: "صحح بيانات المنشأة المذكورة في [seller] وأعد المحاولة دون رمز جديد؛ فإن بقي الرفض فأبلغ المورّد.",
      en: "Correct what it names in [seller] and try again, no new OTP needed; if it stays refused tell the vendor.",
    },
  },
  "certificate-foreign": {
    message: {
      ar: "الشهادة الصادرة ليست لمفتاح هذا الجهاز.",
      en: "The certificate issued is not for this unit's key.",
    },
    fix: {
      ar: "لا تستعملها. ابدأ برمز جديد؛ فإن تكرر ذلك فأبلغ المورّد.",
      en: "It is not used. Start with a new OTP; if it happens again tell the vendor.",
    },
  },
  "configuration-changed": {
    message: {
      ar: "تغيرت بيانات الجهاز في الإعدادات بعد طلب الشهادة.",
      en: "The unit's data in the configuration changed after the certificate was asked for.",
    },
    fix: {
      ar: "أعد البيانات كما كانت، أو ابدأ بالبيانات الجديدة برمز جديد.",
      en: "Put the data back, or start with the new data and a new OTP.",
    },
  },
  busy: {
    message: {
      ar: "تسجيل أو تجديد آخر لهذا الجهاز قيد التنفيذ.",
      en: "Another onboarding or renewal of this unit is under way.",
    },
    fix: {
      ar: "انتظر حتى ينتهي، ثم أعد المحاولة؛ لم يُستخدم الرمز.",
      en: "Wait until it has ended, then try again; the OTP was not used.",
    },
  },
  "not-onboarded": {
    message: { ar: "لا شهادة إنتاج لهذا الجهاز حتى تُجدد.", en: "This unit has no production CSID to renew." },
    fix: { ar: "شغّل khatm onboard أولًا.", en: "Run khatm onboard first." },
  },
  decommissioned: {
    message: { ar: "أُخرج هذا الجهاز من الخدمة.", en: "This unit is decommissioned." },
    fix: {
      ar: "سجّل جهازًا جديدًا في مجلد بيانات جديد، وأبقِ هذا المجلد أرشيفًا.",
      en: "Onboard a new unit in a new data folder, and keep this one as the archive.",
    },
  },
  "gateway-address": {
    message: {
      ar: "العنوان الذي أجاب ليس بوابة الهيئة، أو في الشبكة مرشّح.",
      en: "What answered is not the authority's gateway, or the network filters it.",
    },
    fix: { ar: "راجع [gateway] وإعدادات الشبكة.", en: "Check [gateway] and the network." },
  },
  "api-version": {
    message: { ar: "لا تقبل البوابة إصدار الواجهة V2.", en: "The gateway does not accept API version V2." },
    fix: { ar: "حدّث khatm.", en: "Update khatm." },
  },
  network: {
    message: { ar: "تعذر الوصول إلى البوابة.", en: "The gateway cannot be reached." },
    fix: {
      ar: "تحقق من الشبكة وساعة الجهاز، ثم أعد المحاولة؛ لم يُرسل شيء.",
      en: "Check the network and the clock, then try again; nothing was sent.",
    },
  },
  "gateway-away": {
    message: { ar: "البوابة لا تجيب الآن.", en: "The gateway does not answer now." },
    fix: {
      ar: "أعد المحاولة بعد قليل: يكمل الجهاز من حيث توقف.",
      en: "Try again in a while: the unit goes on where it stopped.",
    },
  },
  refused: {
    message: { ar: "رفضت البوابة الطلب.", en: "The gateway refused the request." },
    fix: {
      ar: "اقرأ سبب البوابة وصححه، ثم أعد المحاولة.",
      en: "Read the gateway's reason, correct it and try again.",
    },
  },
  unexpected: {
    message: { ar: "رد غير متوقع لا يُبنى عليه شيء.", en: "An unexpected answer, on which nothing was built." },
    fix: {
      ar: "تحقق من وجود وسيط في الشبكة، ثم أعد المحاولة.",
      en: "Look for a proxy in the network, then try again.",
    },
  },
} as const satisfies Readonly<Record<string, Text>>;
