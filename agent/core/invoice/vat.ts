// VAT categories and rates of a line (documents.md C7): a rate that its category forbids cannot be written down.
import type { Bilingual } from "../bilingual.ts";
import type { ExemptionCode } from "./exemptions.ts";

export type VatCategory = "S" | "Z" | "E" | "O";

/** Percent. 5 stands for supplies from before July 2020 (BR-KSA-84). */
export type VatRate = 15 | 5 | 0;

/** Fifteen percent, or five for old supplies. */
export interface StandardRated {
  readonly category: "S";
  readonly rate: 15 | 5;
}

/** Zero rated, exempt or out of scope: always with code and text of the reason (BR-KSA-CL-04, BR-KSA-83). */
export interface Unrated {
  readonly category: "Z" | "E" | "O";
  readonly rate: 0;
  readonly exemption: ExemptionCode;
  readonly reason: Bilingual;
}

export type Vat = StandardRated | Unrated;

export const STANDARD: StandardRated = { category: "S", rate: 15 };

/** The categories and rates in the order every document lists its VAT groups in. */
export const GROUP_ORDER = ["S15", "S5", "Z0", "E0", "O0"] as const;
export type GroupKey = (typeof GROUP_ORDER)[number];

/** The VAT group a supply belongs to: a document carries one exemption reason per category, so this names it fully. */
export const groupKey = (vat: Vat): GroupKey =>
  vat.category === "S" ? (vat.rate === 15 ? "S15" : "S5") : `${vat.category}0`;
