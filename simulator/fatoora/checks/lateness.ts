// Simplified documents must arrive within 24 hours of issue; later they are still taken (check D23, reference:
// documents C16).
import type { Invoice } from "../invoice.ts";
import type { Check } from "./check.ts";

const DAY = 86_400_000;
const RIYADH = "+03:00";

/** When a document says it was issued, milliseconds since 1970; not a number where it says nothing readable. */
export const issuedAt = ({ issueDate, issueTime }: Invoice): number =>
  Date.parse(`${issueDate}T${issueTime}${issueTime.endsWith("Z") ? "" : RIYADH}`);

/** The row about lateness. */
export const LATENESS_CHECKS: readonly Check[] = [
  {
    id: "D23",
    code: "BR-KSA-98",
    category: "KSA",
    severity: { reporting: "WARNING" },
    message: {
      ar: "[BR-KSA-98] - يجب إرسال الفاتورة المبسطة خلال 24 ساعة من إصدارها.",
      en: "[BR-KSA-98] - The simplified invoice should be submitted within 24 hours of issuing the invoice.",
    },
    fails: ({ reading, now }) => reading.kind === "simplified" && now - issuedAt(reading) > DAY,
  },
];
