// Digits behind the point: two at most in every amount (BR-DEC), and in percentages of 0 to 100 (BR-KSA-DEC).
import type { Bilingual } from "../../bilingual.ts";
import type { Rule } from "../rule.ts";
import { compare, type Decimal, decimal, ZERO } from "../support/decimal.ts";
import type { Node } from "../support/node.ts";
import { hasMoreThanTwoDecimals } from "../support/text.ts";
import {
  AMOUNT,
  allAdjustments,
  BASE_AMOUNT,
  isAllowance,
  LINE_NET,
  SUBTOTALS,
  TAX_AMOUNT,
  TAX_TOTALS,
  TAXABLE_AMOUNT,
} from "../support/vocabulary.ts";
import { DECIMALS_FIX, decimalsMessage, says } from "../support/wording.ts";
import { decimalAt, from, type Path, path, stringLength, stringOf, tidy } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const HUNDRED = decimal("100");
const PERCENTAGE = path("cbc:MultiplierFactorNumeric");

const itself: Path = (node) => [node];
const hasTooMany = (node: Node, step: Path): boolean => hasMoreThanTwoDecimals(stringOf(step(node)));

const twoDecimals = (id: string, when: Rule["when"], step: Path, where: string, field: Bilingual): Rule => ({
  id,
  official: "warning",
  severity: "error",
  when,
  breaks: (node) => hasTooMany(node, step),
  path: where,
  message: decimalsMessage(field),
  fix: DECIMALS_FIX,
  impossible: true,
});

const isPercentage = (value: Decimal | undefined): boolean =>
  value !== undefined && compare(value, ZERO) >= 0 && compare(value, HUNDRED) <= 0;

const DISCOUNT = says("مبلغ الخصم", "the amount of the discount");
const DISCOUNT_BASE = says("المبلغ الأساس للخصم", "the base amount of the discount");
const CHARGE = says("مبلغ الرسم", "the amount of the charge");
const CHARGE_BASE = says("المبلغ الأساس للرسم", "the base amount of the charge");

export const decimals: readonly Rule[] = [
  twoDecimals("BR-DEC-01", EN.allowance, AMOUNT, "discounts", DISCOUNT),
  twoDecimals("BR-DEC-02", EN.allowance, BASE_AMOUNT, "discounts", DISCOUNT_BASE),
  twoDecimals("BR-DEC-05", EN.charge, AMOUNT, "charges", CHARGE),
  twoDecimals("BR-DEC-06", EN.charge, BASE_AMOUNT, "charges", CHARGE_BASE),
  twoDecimals("BR-DEC-09", EN.totals, LINE_NET, "lines", says("مجموع صافي البنود", "the sum of the line net amounts")),
  twoDecimals(
    "BR-DEC-10",
    EN.totals,
    path("cbc:AllowanceTotalAmount"),
    "discounts",
    says("مجموع خصومات المستند", "the sum of the document discounts"),
  ),
  twoDecimals(
    "BR-DEC-11",
    EN.totals,
    path("cbc:ChargeTotalAmount"),
    "charges",
    says("مجموع رسوم المستند", "the sum of the document charges"),
  ),
  twoDecimals(
    "BR-DEC-12",
    EN.totals,
    path("cbc:TaxExclusiveAmount"),
    "lines",
    says("الإجمالي بدون الضريبة", "the total without VAT"),
  ),
  twoDecimals(
    "BR-DEC-13",
    EN.vatTotal,
    itself,
    "lines",
    says("إجمالي الضريبة بعملة الفاتورة", "the VAT total in the invoice currency"),
  ),
  twoDecimals(
    "BR-DEC-14",
    EN.totals,
    path("cbc:TaxInclusiveAmount"),
    "lines",
    says("الإجمالي شامل الضريبة", "the total with VAT"),
  ),
  twoDecimals(
    "BR-DEC-15",
    EN.vatTotalInSar,
    itself,
    "lines",
    says("إجمالي الضريبة بالريال", "the VAT total in riyals"),
  ),
  twoDecimals(
    "BR-DEC-16",
    EN.totals,
    path("cbc:PrepaidAmount"),
    "prepaid",
    says("المبلغ المدفوع مقدما", "the prepaid amount"),
  ),
  twoDecimals(
    "BR-DEC-17",
    EN.totals,
    path("cbc:PayableRoundingAmount"),
    "rounding",
    says("مبلغ التقريب", "the rounding amount"),
  ),
  twoDecimals("BR-DEC-18", EN.totals, path("cbc:PayableAmount"), "lines", says("المبلغ المستحق", "the amount due")),
  twoDecimals(
    "BR-DEC-19",
    EN.breakdown,
    TAXABLE_AMOUNT,
    "lines",
    says("المبلغ الخاضع لكل فئة ضريبية", "the taxable amount of a VAT category"),
  ),
  twoDecimals(
    "BR-DEC-20",
    EN.breakdown,
    TAX_AMOUNT,
    "lines",
    says("ضريبة كل فئة ضريبية", "the VAT amount of a VAT category"),
  ),
  twoDecimals("BR-DEC-23", EN.line, LINE_NET, "lines[i]", says("صافي البند", "the line net amount")),
  twoDecimals("BR-DEC-24", EN.nestedLineAllowance, AMOUNT, "lines[i].discounts", DISCOUNT),
  twoDecimals("BR-DEC-25", EN.nestedLineAllowance, BASE_AMOUNT, "lines[i].discounts", DISCOUNT_BASE),
  twoDecimals("BR-DEC-27", EN.lineCharge, AMOUNT, "lines[i].charges", CHARGE),
  twoDecimals("BR-DEC-28", EN.lineCharge, BASE_AMOUNT, "lines[i].charges", CHARGE_BASE),
  twoDecimals(
    "BR-KSA-DEC-03",
    KSA.linePercentages,
    path("cac:TaxTotal/cbc:TaxAmount"),
    "lines[i]",
    says("ضريبة البند", "the VAT amount of the line"),
  ),
  twoDecimals(
    "BR-KSA-DEC-04",
    KSA.linePercentages,
    path("cac:TaxTotal/cbc:RoundingAmount"),
    "lines[i]",
    says("مبلغ البند شامل الضريبة", "the line amount with VAT"),
  ),
  {
    id: "BR-KSA-DEC-06",
    official: "warning",
    severity: "warning",
    when: KSA.lineWithPrepaid,
    each: (line) => from(TAX_TOTALS(line), SUBTOTALS),
    breaks: (advance) => hasTooMany(advance, TAXABLE_AMOUNT) || hasTooMany(advance, TAX_AMOUNT),
    path: "prepaid",
    message: decimalsMessage(says("مبلغ الدفعة المقدمة أو ضريبتها", "the advance's taxable or VAT amount")),
    fix: DECIMALS_FIX,
    impossible: true,
  },
  {
    id: "BR-KSA-DEC-01",
    official: "error",
    severity: "error",
    when: KSA.invoicePercentages,
    each: (_, doc) => allAdjustments(doc).filter((node) => isAllowance(node) && node.parent?.key !== "cac:Price"),
    breaks: (allowance) =>
      stringLength(PERCENTAGE(allowance)) > 0 &&
      !(isPercentage(decimalAt(PERCENTAGE(allowance))) && !hasTooMany(allowance, PERCENTAGE)),
    path: "discounts",
    message: says(
      "نسبة الخصم يجب أن تكون من 0 إلى 100 وبمنزلتين عشريتين على الأكثر",
      "the percentage of a discount must be 0 to 100 with at most two digits behind the point",
    ),
    fix: says("اكتب النسبة أرقاما فقط، مثل 12.5، بلا علامة %", "write digits only, as in 12.5, without %"),
  },
  {
    id: "BR-KSA-DEC-02",
    official: "error",
    severity: "error",
    when: KSA.percent,
    breaks: (percent) =>
      tidy([percent]) !== "" && !(isPercentage(decimalAt([percent])) && !hasTooMany(percent, itself)),
    path: "lines[i].vat",
    message: says(
      "نسبة الضريبة يجب أن تكون من 0 إلى 100 وبمنزلتين عشريتين على الأكثر",
      "a VAT rate must be 0 to 100 with at most two digits behind the point",
    ),
    fix: says("اكتب النسبة أرقاما فقط، مثل 15.00، بلا علامة %", "write digits only, as in 15.00, without %"),
    impossible: true,
  },
];
