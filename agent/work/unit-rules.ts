// What only this unit can tell about a sale: whether its CSID covers the profile, and what the ledger knows.
import type { Sale } from "../core/invoice/draft.ts";
import type { Violation } from "../core/violation.ts";
import type { Ledger } from "../ports/ledger.ts";

/** Refusals of the unit itself, before anything is priced. */
export function unitRefusal(sale: Sale, functionalityMap: string, ledger: Ledger): readonly Violation[] {
  return [...profileRefusal(sale, functionalityMap), ...numberRefusal(sale, ledger)];
}

function profileRefusal(sale: Sale, functionalityMap: string): readonly Violation[] {
  const isCovered = functionalityMap[sale.profile === "standard" ? 0 : 1] === "1";
  if (isCovered) return [];
  return [
    {
      code: "unit/profile",
      severity: "error",
      path: "profile",
      message: {
        ar: `شهادة هذا الجهاز لا تسمح بإصدار هذا النوع من الفواتير (${sale.profile === "standard" ? "ضريبية" : "مبسطة"})`,
        en: `this unit's CSID does not cover ${sale.profile} documents (functionality map ${functionalityMap})`,
      },
      fix: {
        ar: "أعد تسجيل الجهاز بخريطة وظائف تشمل هذا النوع (1100)",
        en: "onboard the unit again with a functionality map that covers it (1100)",
      },
    },
  ];
}

function numberRefusal(sale: Sale, ledger: Ledger): readonly Violation[] {
  if (sale.irn === undefined || ledger.findByIrn(sale.irn) === undefined) return [];
  return [
    {
      code: "unit/irn-used",
      severity: "error",
      path: "irn",
      message: { ar: `رقم المستند ${sale.irn} مستخدم من قبل`, en: `document number ${sale.irn} is used already` },
      fix: { ar: "أرسل رقمًا جديدًا أو اترك الحقل للجهاز", en: "send a new number, or leave it to the unit" },
    },
  ];
}
