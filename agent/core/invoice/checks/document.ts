// Flags, dates, currency and rounding against each other (documents.md C1, C4, C5).
import type { PartOfSale } from "../reading/sale-members.ts";
import { at, type Check, isAbsent, isSimplified, isSimplifiedSummary } from "./check.ts";

const has = (sale: PartOfSale, flag: "export" | "self-billed"): boolean => sale.flags?.includes(flag) === true;
const isForeign = ({ currency }: PartOfSale): boolean => currency !== undefined && currency !== "SAR";

export const DOCUMENT_CHECKS: readonly Check[] = [
  {
    code: "BR-KSA-31",
    broken: at("flags", (sale) => isSimplified(sale) && has(sale, "self-billed")),
    message: ["الفوترة الذاتية لا تكون في فاتورة مبسطة", "a simplified document cannot be self-billed"],
    fix: ['استخدم profile "standard"', 'use profile "standard"'],
  },
  {
    code: "sale/simplified-export",
    broken: at("flags", (sale) => isSimplified(sale) && has(sale, "export")),
    message: ["التصدير يحتاج فاتورة ضريبية لا مبسطة", "an export needs a tax invoice, not a simplified one"],
    fix: ['استخدم profile "standard"', 'use profile "standard"'],
  },
  {
    code: "BR-KSA-07",
    broken: at("flags", (sale) => has(sale, "export") && has(sale, "self-billed")),
    message: ["لا تجتمع الفوترة الذاتية والتصدير", "an export cannot be self-billed"],
    fix: ["أبقِ أحدهما", "keep one of the two"],
  },
  {
    code: "BR-KSA-72",
    broken: (sale) =>
      isSimplifiedSummary(sale)
        ? (["supplyDate", "supplyEndDate"] as const).filter((name) => isAbsent(sale, name))
        : [],
    message: [
      "الفاتورة المجملة تحتاج بداية فترة التوريد ونهايتها",
      "a summary invoice needs first and last supply date",
    ],
    fix: ["أضف supplyDate وsupplyEndDate", "add supplyDate and supplyEndDate"],
  },
  {
    code: "BR-KSA-35",
    broken: at(
      "supplyDate",
      (sale) => sale.supplyEndDate !== undefined && isAbsent(sale, "supplyDate") && !isSimplifiedSummary(sale),
    ),
    message: ["نهاية التوريد بلا بدايته", "a last supply date needs the first one"],
    fix: ["أضف supplyDate", "add supplyDate"],
  },
  {
    code: "BR-KSA-36",
    broken: at("supplyEndDate", ({ supplyDate, supplyEndDate }) => {
      return supplyDate !== undefined && supplyEndDate !== undefined && supplyEndDate < supplyDate;
    }),
    message: ["نهاية التوريد قبل بدايته", "the last supply date is before the first"],
    fix: ["صحح التاريخين", "correct the two dates"],
  },
  {
    code: "sale/exchange-rate",
    broken: at("exchangeRate", (sale) => isForeign(sale) && isAbsent(sale, "exchangeRate")),
    message: [
      "ضريبة العملة الأجنبية تُذكر بالريال، فسعر الصرف مطلوب",
      "VAT is also stated in riyals, so the rate is needed",
    ],
    fix: ["أضف exchangeRate: ريالات للوحدة الواحدة", "add exchangeRate: riyals per unit"],
  },
  {
    code: "sale/exchange-rate",
    broken: at("exchangeRate", (sale) => sale.currency === "SAR" && sale.exchangeRate !== undefined),
    message: ["لا سعر صرف للريال", "riyals have no exchange rate"],
    fix: ["احذف exchangeRate أو صحح currency", "leave exchangeRate out, or correct currency"],
  },
  {
    code: "sale/rounding",
    broken: at("rounding.to", ({ rounding }) => rounding !== undefined && (rounding.to < 1n || rounding.to > 100n)),
    message: ["التقريب النقدي من 0.01 إلى 1.00", "cash is rounded to a multiple of 0.01 to 1.00"],
    fix: ["اكتب مثلًا 0.25", "write for instance 0.25"],
  },
];
