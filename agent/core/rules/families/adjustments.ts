// Discounts and charges, of the document and of lines (documents.md C6).
import type { Rule } from "../rule.ts";
import { printsAlike } from "../support/double.ts";
import type { Node } from "../support/node.ts";
import {
  AMOUNT,
  BASE_AMOUNT,
  chargesOf,
  ID,
  isFilled,
  isVat,
  lineCharges,
  TAX_CATEGORY,
} from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { amountAt, exists, from, hasText, isBoolean, path, stringLength } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const PERCENTAGE = path("cbc:MultiplierFactorNumeric");
const REASON = path("cbc:AllowanceChargeReason");
const REASON_CODE = path("cbc:AllowanceChargeReasonCode");
const VAT_CATEGORY_CODE = path("cac:TaxCategory/cbc:ID");

/** Base × percentage in binary floating point and rounded half up, as the official rule does it. */
const shareOf = (adjustment: Node): number =>
  Math.floor(((amountAt(BASE_AMOUNT(adjustment)) * amountAt(PERCENTAGE(adjustment))) / 100) * 100 + 0.5) / 100;

const parentsOf = (node: Node): readonly Node[] => (node.parent === undefined ? [] : [node.parent]);

const GIVE_AMOUNT = says("اكتب المبلغ", "give the amount");
const GIVE_REASON = says("أرسل reason: سبب الرسم", "send reason: why it is charged");
const GIVE_REASON_CODE = says(
  "أرسل reasonCode من UNTDID 7161: ‏ADR أو DL أو ZZZ",
  "send reasonCode of UNTDID 7161: ADR, DL or ZZZ",
);
const BOTH_OR_NONE = says(
  "اكتب النسبة والمبلغ الأساس معا، أو المبلغ وحده",
  "give percentage and base together, or the amount alone",
);

export const adjustments: readonly Rule[] = [
  {
    id: "BR-KSA-F-02",
    official: "error",
    severity: "error",
    when: KSA.indicator,
    breaks: (indicator) => !(isBoolean([indicator], false) || isBoolean([indicator], true)),
    path: "",
    message: says(
      "مؤشر الخصم أو الرسم ليس true ولا false",
      "the indicator of a discount or charge is neither true nor false",
    ),
    fix: says("اكتب false للخصم وtrue للرسم", "write false for a discount, true for a charge"),
    impossible: true,
  },
  {
    id: "BR-31",
    official: "error",
    severity: "error",
    when: EN.allowance,
    breaks: (allowance) => !exists(AMOUNT(allowance)),
    path: "discounts",
    message: says("خصم على المستند بلا مبلغ", "a document discount has no amount"),
    fix: GIVE_AMOUNT,
    impossible: true,
  },
  {
    id: "BR-32",
    official: "error",
    severity: "error",
    when: EN.allowance,
    breaks: (allowance) => !hasText(from(TAX_CATEGORY(allowance).filter(isVat), ID)),
    path: "discounts",
    message: says("خصم على المستند بلا فئة ضريبية", "a document discount has no VAT category"),
    fix: says("اذكر فئة الضريبة للخصم", "name the VAT category of the discount"),
    impossible: true,
  },
  {
    id: "BR-36",
    official: "warning",
    severity: "warning",
    when: EN.charge,
    breaks: (charge) => !exists(AMOUNT(charge)),
    path: "charges",
    message: says("رسم على المستند بلا مبلغ", "a document charge has no amount"),
    fix: GIVE_AMOUNT,
    impossible: true,
  },
  {
    id: "BR-37",
    official: "warning",
    severity: "warning",
    when: EN.charge,
    breaks: (charge) => !exists(VAT_CATEGORY_CODE(charge)),
    path: "charges",
    message: says("رسم على المستند بلا فئة ضريبية", "a document charge has no VAT category"),
    fix: says("أرسل vat للرسم", "send vat with the charge"),
    impossible: true,
  },
  {
    id: "BR-41",
    official: "error",
    severity: "error",
    when: EN.nestedLineAllowance,
    breaks: (allowance) => !exists(AMOUNT(allowance)),
    path: "lines[i].discounts",
    message: says("خصم على بند بلا مبلغ", "a line discount has no amount"),
    fix: GIVE_AMOUNT,
    impossible: true,
  },
  {
    id: "BR-43",
    official: "warning",
    severity: "warning",
    when: EN.lineCharge,
    breaks: (charge) => !exists(AMOUNT(charge)),
    path: "lines[i].charges",
    message: says("رسم على بند بلا مبلغ", "a line charge has no amount"),
    fix: GIVE_AMOUNT,
    impossible: true,
  },
  {
    id: "BR-KSA-19",
    official: "warning",
    severity: "error",
    when: KSA.invoicePercentages,
    each: chargesOf,
    breaks: (charge) => !isFilled(REASON_CODE(charge)),
    path: "charges",
    message: says("رسم على المستند بلا رمز سبب", "a document charge has no reason code"),
    fix: GIVE_REASON_CODE,
    impossible: true,
  },
  {
    id: "BR-KSA-20",
    official: "warning",
    severity: "error",
    when: KSA.invoicePercentages,
    each: (_, doc) => lineCharges(doc),
    breaks: (charge) => !isFilled(REASON_CODE(charge)),
    path: "lines[i].charges",
    message: says("رسم على بند بلا رمز سبب", "a line charge has no reason code"),
    fix: GIVE_REASON_CODE,
    impossible: true,
  },
  {
    id: "BR-KSA-21",
    official: "warning",
    severity: "error",
    when: KSA.invoicePercentages,
    each: chargesOf,
    breaks: (charge) => !isFilled(REASON(charge)),
    path: "charges",
    message: says("رسم على المستند بلا سبب", "a document charge has no reason"),
    fix: GIVE_REASON,
    impossible: true,
  },
  {
    id: "BR-KSA-22",
    official: "warning",
    severity: "error",
    when: KSA.invoicePercentages,
    each: (_, doc) => lineCharges(doc),
    breaks: (charge) => !isFilled(REASON(charge)),
    path: "lines[i].charges",
    message: says("رسم على بند بلا سبب", "a line charge has no reason"),
    fix: GIVE_REASON,
    impossible: true,
  },
  {
    id: "BR-KSA-EN16931-03",
    official: "warning",
    severity: "error",
    when: KSA.adjustment,
    breaks: (adjustment) =>
      stringLength(AMOUNT(adjustment)) > 0 &&
      stringLength(BASE_AMOUNT(adjustment)) > 0 &&
      !printsAlike(amountAt(AMOUNT(adjustment)), shareOf(adjustment)),
    path: "discounts",
    message: says(
      "مبلغ الخصم أو الرسم لا يساوي الأساس × النسبة",
      "the amount of a discount or charge is not base × percentage",
    ),
    fix: says("صحح المبلغ، أو اكتبه دون نسبة وأساس", "correct the amount, or give it without percentage and base"),
    impossible: true,
  },
  {
    id: "BR-KSA-EN16931-04",
    official: "warning",
    severity: "error",
    when: KSA.percentage,
    breaks: (percentage) => !exists(from(parentsOf(percentage), BASE_AMOUNT)),
    path: "discounts",
    message: says("نسبة خصم أو رسم بلا مبلغ أساس", "a discount or charge has a percentage but no base amount"),
    fix: BOTH_OR_NONE,
    impossible: true,
  },
  {
    id: "BR-KSA-EN16931-05",
    official: "warning",
    severity: "error",
    when: KSA.baseAmount,
    breaks: (base) => !exists(from(parentsOf(base), PERCENTAGE)),
    path: "discounts",
    message: says("مبلغ أساس لخصم أو رسم بلا نسبة", "a discount or charge has a base amount but no percentage"),
    fix: BOTH_OR_NONE,
    impossible: true,
  },
];
