// How a till names VAT: "S", or category with exemption (contract.md, vat; documents.md C7).
import type { Bilingual } from "../../bilingual.ts";
import { EXEMPTIONS, type ExemptionCode, isExemptionCode } from "../exemptions.ts";
import { error } from "../finding.ts";
import { STANDARD, type Vat, type VatCategory } from "../vat.ts";
import { problems } from "./problems.ts";
import {
  also,
  described,
  type Failed,
  fail,
  isObject,
  member,
  object,
  oneOf,
  optional,
  type Place,
  type Read,
  required,
} from "./reader.ts";
import { PERCENT, readDecimal, readText } from "./values.ts";

const readExemption: Read<ExemptionCode> = described({ type: "string", enum: Object.keys(EXEMPTIONS) }, (value, at) =>
  typeof value === "string" && isExemptionCode(value)
    ? value
    : fail(at, problems.notOneOf(at.path, value, Object.keys(EXEMPTIONS))),
);

const readRow = object({
  category: required(oneOf(["S", "Z", "E", "O"])),
  rate: optional(readDecimal(PERCENT)),
  exemption: optional(readExemption),
  reason: optional(readText(1000)),
});

interface Row {
  readonly rate: bigint | undefined;
  readonly exemption: ExemptionCode | undefined;
  readonly reason: Bilingual | undefined;
}

/** Reads `"S"` or `{ category, rate?, exemption?, reason? }`. */
export const readVat: Read<Vat> = described({ anyOf: [{ const: "S" }, readRow.schema] }, (value, at) => {
  if (value === "S") return STANDARD;
  return isObject(value) ? readDetailed(value, at) : fail(at, problems.badForm(at.path, value, VAT_FORM));
});

const VAT_FORM = [
  'اكتب "S"، أو { "category": "Z", "exemption": "VATEX-SA-35" }',
  'write "S", or { "category": "Z", "exemption": "VATEX-SA-35" }',
] as const;

const readDetailed: Read<Vat> = also(readRow, ({ category, rate, exemption, reason }, at) => {
  const percent = rate === undefined ? undefined : rate.scale === 0 ? rate.units : -1n;
  const row = { rate: percent, exemption, reason };
  return category === "S" ? standardRated(row, at) : unrated(category, row, at);
});

function standardRated({ rate = 15n, exemption, reason }: Row, at: Place): Vat | Failed {
  if (exemption !== undefined || reason !== undefined) return fail(at, exemptionOnStandard(at.path));
  if (rate === 15n) return STANDARD;
  return rate === 5n ? { category: "S", rate: 5 } : fail(at, wrongRate(member(at, "rate").path, "15, 5"));
}

function unrated(category: Exclude<VatCategory, "S">, { rate = 0n, exemption, reason }: Row, at: Place): Vat | Failed {
  if (rate !== 0n) return fail(at, wrongRate(member(at, "rate").path, "0"));
  const place = member(at, "exemption");
  if (exemption === undefined || EXEMPTIONS[exemption].category !== category) {
    return fail(at, wrongExemption(place.path, category));
  }
  if (exemption === "VATEX-SA-OOS" && reason === undefined) return fail(at, reasonNeeded(member(at, "reason").path));
  return { category, rate: 0, exemption, reason: reason ?? EXEMPTIONS[exemption].text };
}

const exemptionOnStandard = (path: string) =>
  error(
    "BR-S-10",
    path,
    ["الفئة S لا تقبل سبب إعفاء", "category S takes no exemption and no reason"],
    ["احذف exemption وreason أو صحح الفئة", "leave out exemption and reason, or correct the category"],
  );

const wrongRate = (path: string, rates: string) =>
  error(
    "BR-KSA-84",
    path,
    ["نسبة ضريبة غير مقبولة لهذه الفئة", "this category has no such rate"],
    [`النسب المقبولة: ${rates}`, `rates of this category: ${rates}`],
  );

const wrongExemption = (path: string, category: "Z" | "E" | "O") => {
  const codes = Object.entries(EXEMPTIONS).filter(([, row]) => row.category === category);
  const listed = codes.map(([code]) => code).join(", ");
  return error(
    "BR-KSA-CL-04",
    path,
    [`الفئة ${category} تحتاج رمز سبب من رموزها`, `category ${category} needs one of its exemption codes`],
    [`الرموز: ${listed}`, `codes: ${listed}`],
  );
};

const reasonNeeded = (path: string) =>
  error(
    "BR-KSA-83",
    path,
    ["الرمز VATEX-SA-OOS يحتاج سببًا مكتوبًا", "VATEX-SA-OOS needs a reason in words"],
    ["أضف reason", "add reason"],
  );
