// What each section of khatm.toml is for, in both languages.
import type { Bilingual } from "../agent/core/bilingual.ts";
import type { NamedSection, Section } from "./schema.ts";

/** What each section is for. */
export const SECTIONS: Readonly<Record<Section, Bilingual>> = {
  unit: { ar: "الجهاز كما في شهادته", en: "The unit, as its certificate says" },
  seller: { ar: "البائع كما على الفاتورة", en: "The seller, as on the invoice" },
  "seller.id": { ar: "معرف آخر للبائع", en: "The seller's other id" },
  "seller.address": { ar: "عنوان البائع الوطني", en: "The seller's national address" },
  state: { ar: "مكان الحفظ", en: "Where things are kept" },
  clock: { ar: "الوقت الموثوق", en: "Trusted time" },
  key: { ar: "حماية مفتاح التوقيع", en: "What protects the signing key" },
  api: { ar: "الواجهة المحلية لنقاط البيع", en: "The local API for tills" },
  gateway: { ar: "بوابة الهيئة", en: "The authority's gateway" },
  outbox: { ar: "صندوق الإرسال إلى الهيئة", en: "The outbox: how documents are told to the authority" },
  stackcue: { ar: "وسيط Stackcue بدل بوابة الهيئة", en: "A Stackcue middleware instead of the authority's gateway" },
  printer: { ar: "طابعة الإيصالات", en: "The receipt printer" },
  receipt: { ar: "الإيصال", en: "The receipt" },
  numbering: { ar: "ترقيم المستندات", en: "Document numbers" },
  sales: { ar: "حساب المبيعات", en: "How sales are worked out" },
};

/** What named sections are for, with a name as an example. */
export const NAMED_SECTIONS: Readonly<Record<NamedSection, Bilingual & { readonly example: string }>> = {
  printers: {
    ar: "طابعات أخرى، كل منها بقسم باسمه ومفاتيح قسم printer: يُذكر الاسم في POST /v1/prints",
    en: "More printers, each a section of its own name with the keys of printer: POST /v1/prints names it",
    example: "kitchen",
  },
};
