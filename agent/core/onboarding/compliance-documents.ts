// What is sold on the compliance documents: one sale per step, as a till would send it (contract.md, gateway.md A5).
import type { ComplianceStep } from "./enrolment.ts";

/** A sale in the till's JSON. */
export type ComplianceSale = Readonly<Record<string, unknown>>;

/** A business customer known by its commercial registration: no VAT number that could be the seller's own. */
const BUYER = {
  name: { ar: "شركة واحة الضيافة للتموين", en: "Hospitality Oasis Catering Co." },
  id: { scheme: "CRN", value: "4030284619" },
  address: {
    street: { ar: "طريق الملك عبدالعزيز", en: "King Abdulaziz Road" },
    building: "7364",
    district: { ar: "الزهراء", en: "Az Zahra" },
    city: { ar: "جدة", en: "Jeddah" },
    postalCode: "23425",
    country: "SA",
  },
} as const;

const LINES = {
  coffee: { name: { ar: "قهوة عربية 250 جم", en: "Arabic coffee 250 g" }, unit: "PCE", vat: "S" },
  dates: { name: { ar: "تمر سكري", en: "Sukkari dates" }, unit: "KGM", vat: "S" },
} as const;

const INVOICE = [
  { ...LINES.coffee, quantity: "2", price: "34.50" },
  { ...LINES.dates, quantity: "1.250", price: "46.00" },
] as const;
const PART_BACK = [{ ...LINES.coffee, quantity: "1", price: "34.50" }] as const;
const PART_MORE = [{ ...LINES.dates, quantity: "0.500", price: "46.00" }] as const;

type Kind = "invoice" | "credit-note" | "debit-note";

/** The notes' reasons are legal ones, by key. */
const CONTENT: Readonly<Record<Kind, object>> = {
  invoice: { lines: INVOICE },
  "credit-note": { lines: PART_BACK, reason: "returned" },
  "debit-note": { lines: PART_MORE, reason: "value-changed" },
};

/**
 * The sale of a step. Its number tells it apart from the shop's own documents, and its notes refer to its invoice.
 * @example complianceSale("simplified-credit-note-compliant").type // "credit-note"
 */
export function complianceSale(step: ComplianceStep): ComplianceSale {
  const profile = step.startsWith("standard") ? "standard" : "simplified";
  const type = kindOf(step);
  const number = (kind: Kind): string => `COMPLIANCE-${profile}-${kind}`;
  return {
    reference: number(type),
    irn: number(type),
    type,
    profile,
    prices: "vat-inclusive",
    ...CONTENT[type],
    ...(type === "invoice" ? {} : { originals: [{ irn: number("invoice") }] }),
    ...(profile === "standard" ? { buyer: BUYER } : {}),
  };
}

function kindOf(step: ComplianceStep): Kind {
  if (step.includes("credit-note")) return "credit-note";
  return step.includes("debit-note") ? "debit-note" : "invoice";
}
