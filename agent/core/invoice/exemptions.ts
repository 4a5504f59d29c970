// Why no VAT is charged: the exemption codes of the data dictionary (documents.md C7) and what each means.
// The texts say in our own words what the VAT regulation's article is about; the code is what the authority reads.
import type { Bilingual } from "../bilingual.ts";

/** One row of the code list: the category it belongs to (BR-KSA-CL-04) and the text for BT-120 and the receipt. */
interface Exemption {
  readonly category: "Z" | "E" | "O";
  readonly text: Bilingual;
}

const row = (category: Exemption["category"], ar: string, en: string): Exemption => ({ category, text: { ar, en } });

export const EXEMPTIONS = {
  "VATEX-SA-29": row("E", "خدمات مالية معفاة", "Exempt financial services"),
  "VATEX-SA-29-7": row("E", "خدمات التأمين على الحياة", "Life insurance services"),
  "VATEX-SA-30": row("E", "معاملات عقارية معفاة", "Exempt real estate transactions"),
  "VATEX-SA-32": row("Z", "تصدير السلع إلى خارج المملكة", "Goods exported from the Kingdom"),
  "VATEX-SA-32(bis)": row("Z", "توريد سلع بنسبة الصفر وفق المادة 32 مكرر", "Zero-rated goods under Article 32 (bis)"),
  "VATEX-SA-33": row("Z", "تصدير الخدمات إلى غير المقيمين", "Services exported to non-residents"),
  "VATEX-SA-34-1": row("Z", "النقل الدولي للسلع", "International transport of goods"),
  "VATEX-SA-34-2": row("Z", "النقل الدولي للركاب", "International transport of passengers"),
  "VATEX-SA-34-3": row(
    "Z",
    "خدمات تابعة للنقل الدولي للركاب",
    "Services incidental to international passenger transport",
  ),
  "VATEX-SA-34-4": row("Z", "توريد وسائل النقل المؤهلة", "Supply of qualifying means of transport"),
  "VATEX-SA-34-5": row("Z", "خدمات متصلة بنقل السلع أو الركاب", "Services related to transport of goods or passengers"),
  "VATEX-SA-35": row("Z", "الأدوية والأجهزة الطبية", "Medicines and medical devices"),
  "VATEX-SA-36": row("Z", "المعادن الاستثمارية المؤهلة", "Qualifying investment metals"),
  "VATEX-SA-EDU": row("Z", "تعليم أهلي للمواطنين", "Private education of citizens"),
  "VATEX-SA-HEA": row("Z", "رعاية صحية أهلية للمواطنين", "Private health care of citizens"),
  "VATEX-SA-MLTRY": row("Z", "توريد سلع عسكرية مؤهلة", "Supply of qualifying military goods"),
  "VATEX-SA-DIPLOMAT": row(
    "Z",
    "توريد لجهات وأفراد دبلوماسيين مؤهلين",
    "Supply to qualifying diplomatic missions and persons",
  ),
  "VATEX-SA-DUTYFREE": row("Z", "مبيعات الأسواق الحرة", "Duty-free shop sales"),
  "VATEX-SA-ROYALDECREE": row("Z", "توريد بنسبة الصفر بأمر ملكي", "Zero-rated by royal decree"),
  "VATEX-SA-OOS": row("O", "خارج نطاق الضريبة", "Outside the scope of VAT"),
} as const satisfies Record<string, Exemption>;

export type ExemptionCode = keyof typeof EXEMPTIONS;

/** The codes under which the buyer must be named with a national id (BR-KSA-25, BR-KSA-49). */
export const CITIZEN_EXEMPTIONS: ReadonlySet<ExemptionCode> = new Set(["VATEX-SA-EDU", "VATEX-SA-HEA"]);

export const isExemptionCode = (text: string): text is ExemptionCode => Object.hasOwn(EXEMPTIONS, text);
