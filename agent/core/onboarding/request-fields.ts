// What a certificate request says about the unit, and the rules of its fields (csr.md B2). Paths are the configuration's.
import type { Bilingual } from "../bilingual.ts";
import { parseVatNumber } from "../ids.ts";
import { cleanLine, lengthOf } from "../text.ts";
import type { Violation } from "../violation.ts";

export interface RequestFields {
  /** CN: unique name or asset number of the unit. */
  readonly name: string;
  /** O: the taxpayer. */
  readonly organization: string;
  /** OU: the branch; the member's TIN in a VAT group. */
  readonly branch: string;
  /** UID: the VAT number, or the group's. */
  readonly vat: string;
  /** SN: `1-<maker>|2-<model>|3-<serial>`. */
  readonly maker: string;
  readonly model: string;
  readonly serial: string;
  /** title: `TSCZ`, which documents the unit issues. */
  readonly functionalityMap: string;
  /** registeredAddress: the branch's, best the National Short Address. */
  readonly address: string;
  /** businessCategory. */
  readonly industry: string;
}

/** The unit's serial number as the certificate carries it. */
export const serialNumberOf = ({ maker, model, serial }: RequestFields): string => `1-${maker}|2-${model}|3-${serial}`;

/** Digit 11 of a VAT group's number is 1. */
export const isVatGroup = (vat: string): boolean => vat[10] === "1";

type Field = keyof RequestFields;

const PATHS: Readonly<Record<Field, string>> = {
  name: "unit.name",
  organization: "unit.organization",
  branch: "unit.branch",
  vat: "seller.vat",
  maker: "unit.maker",
  model: "unit.model",
  serial: "unit.serial",
  functionalityMap: "unit.functionalityMap",
  address: "unit.address",
  industry: "unit.industry",
};
const FIELDS = Object.keys(PATHS) as readonly Field[];

interface Rule {
  readonly code: string;
  readonly fields: readonly Field[];
  readonly breaks: (value: string, all: RequestFields) => boolean;
  readonly message: Bilingual;
  readonly fix: Bilingual;
}

/** X.520 upper bounds; the gateway's own message confirms 64 for the serial number. */
const NAME_LIMIT = 64;
const TEXT_LIMIT = 128;

const RULES: readonly Rule[] = [
  {
    code: "csr/missing",
    fields: FIELDS,
    breaks: (value) => value.trim() === "",
    message: { ar: "هذا الحقل إلزامي في طلب الشهادة.", en: "The certificate request needs this field." },
    fix: { ar: "املأ الحقل.", en: "Fill it in." },
  },
  {
    code: "csr/characters",
    fields: FIELDS,
    breaks: (value) => /[!@#$%&*_<=]/.test(value) || !cleanLine(value).ok,
    message: {
      ar: "لا تقبل الهيئة في طلب الشهادة الرموز ! @ # $ % & * _ < = ولا محارف التحكم.",
      en: "The authority accepts none of ! @ # $ % & * _ < = and no control characters in a certificate request.",
    },
    fix: { ar: 'احذفها أو اكتبها كلمة، مثل "و" بدل &.', en: 'Leave them out, or write a word, such as "and" for &.' },
  },
  {
    code: "csr/too-long",
    fields: ["name", "organization", "branch"],
    breaks: (value) => lengthOf(value) > NAME_LIMIT,
    message: { ar: "الحقل أطول من 64 حرفًا.", en: "The field is longer than 64 characters." },
    fix: { ar: "اختصره إلى 64 حرفًا أو أقل.", en: "Shorten it to 64 characters or fewer." },
  },
  {
    code: "csr/too-long",
    fields: ["address", "industry"],
    breaks: (value) => lengthOf(value) > TEXT_LIMIT,
    message: { ar: "الحقل أطول من 128 حرفًا.", en: "The field is longer than 128 characters." },
    fix: { ar: "اختصره؛ يكفي العنوان الوطني المختصر.", en: "Shorten it; the National Short Address is enough." },
  },
  {
    code: "csr/serial-too-long",
    fields: ["serial"],
    breaks: (_, all) => lengthOf(serialNumberOf(all)) > NAME_LIMIT,
    message: {
      ar: "الرقم التسلسلي 1-الصانع|2-الطراز|3-الرقم أطول من 64 حرفًا.",
      en: "The serial number 1-maker|2-model|3-serial is longer than 64 characters.",
    },
    fix: { ar: "اختصر maker أو model أو serial.", en: "Shorten maker, model or serial." },
  },
  {
    code: "csr/serial-separator",
    fields: ["maker", "model", "serial"],
    breaks: (value) => value.includes("|"),
    message: { ar: "العلامة | تفصل أجزاء الرقم التسلسلي.", en: "The sign | separates the parts of the serial number." },
    fix: { ar: "احذف | من هذا الجزء.", en: "Leave | out of this part." },
  },
  {
    code: "csr/vat-number",
    fields: ["vat"],
    breaks: (value) => value !== "" && parseVatNumber(value) === undefined,
    message: {
      ar: "الرقم الضريبي 15 رقمًا يبدأ وينتهي بالرقم 3.",
      en: "A VAT number has 15 digits and starts and ends with 3.",
    },
    fix: {
      ar: "انسخه من شهادة التسجيل في ضريبة القيمة المضافة.",
      en: "Copy it from the VAT registration certificate.",
    },
  },
  {
    code: "csr/group-branch",
    fields: ["branch"],
    breaks: (value, { vat }) => isVatGroup(vat) && !/^\d{10}$/.test(value),
    message: {
      ar: "الرقم الضريبي لمجموعة (الخانة 11 هي 1)، فيجب أن يكون الفرع الرقم المميز للعضو، وهو عشرة أرقام.",
      en: "The VAT number is a group's (digit 11 is 1), so the branch must be the member's ten-digit TIN.",
    },
    fix: { ar: "اكتب الرقم المميز (TIN) للعضو في unit.branch.", en: "Write the member's TIN into unit.branch." },
  },
  {
    code: "csr/functionality-map",
    fields: ["functionalityMap"],
    breaks: (value) => value !== "" && !["1000", "0100", "1100"].includes(value),
    message: {
      ar: "خريطة الوظائف هي 0100 (مبسطة) أو 1000 (ضريبية) أو 1100 (كلتاهما).",
      en: "The functionality map is 0100 (simplified), 1000 (standard) or 1100 (both).",
    },
    fix: { ar: "اختر واحدة من الثلاث.", en: "Choose one of the three." },
  },
];

/** Everything that is wrong with the fields, each with its path in the configuration; empty when nothing is. */
export const requestViolations = (all: RequestFields): readonly Violation[] =>
  RULES.flatMap(({ code, fields, breaks, message, fix }) =>
    fields
      .filter((field) => breaks(all[field], all))
      .map((field) => ({ code, severity: "error" as const, path: PATHS[field], message, fix })),
  );
