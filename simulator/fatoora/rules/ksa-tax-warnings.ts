// Rules of the Kingdom about charges, exemptions and exchange rates whose breach is told and forgiven.
import { all, type Element } from "../xml/element.ts";
import { CHARGE_REASONS, EXEMPTIONS } from "./codes.ts";
import { GROUP_CATEGORY, LINE, LINE_GROUP } from "./paths.ts";
import { adjustments, amount, categoryOf, filled, has, isVat, type Row, rules, value } from "./rule.ts";

const PREPAYMENT_CATEGORY = `${LINE_GROUP}/cac:TaxCategory`;
const REASON_CODE = "cbc:TaxExemptionReasonCode";

const chargesLack =
  (path: string) =>
  (parent: Element): boolean =>
    adjustments(parent, "true").some((one) => !filled(one, path));

const chargeReasonIsStrange = (parent: Element): boolean =>
  adjustments(parent, "true").some((one) => {
    const reason = value(one, "cbc:AllowanceChargeReasonCode");
    return reason !== "" && !CHARGE_REASONS.has(reason);
  });

const lacksCode =
  (code: string) =>
  (category: Element): boolean =>
    categoryOf(category) === code && !filled(category, REASON_CODE);

const codeIsStrange = (category: Element): boolean => {
  const allowed = EXEMPTIONS[categoryOf(category)];
  const code = value(category, REASON_CODE);
  return allowed !== undefined && code !== "" && !allowed.has(code);
};

const lacksText = (category: Element): boolean =>
  categoryOf(category) in EXEMPTIONS && has(category, REASON_CODE) && !filled(category, "cbc:TaxExemptionReason");

/** The same demands on the VAT category of a prepayment. */
const onVat =
  (test: (category: Element) => boolean) =>
  (category: Element): boolean =>
    isVat(category) && test(category);

const outOfScopeHasRate =
  (indicator: "true" | "false") =>
  (invoice: Element): boolean =>
    adjustments(invoice, indicator)
      .flatMap((one) => all(one, "cac:TaxCategory"))
      .some((category) => categoryOf(category) === "O" && amount(category, "cbc:Percent") !== 0n);

const EXCHANGE = ["cbc:SourceCurrencyCode", "cbc:TargetCurrencyCode", "cbc:CalculationRate"];

const ROWS: readonly Row[] = [
  ["BR-KSA-12", "", outOfScopeHasRate("false")],
  ["BR-KSA-13", "", outOfScopeHasRate("true")],
  ["BR-KSA-19", "", chargesLack("cbc:AllowanceChargeReasonCode")],
  ["BR-KSA-20", LINE, chargesLack("cbc:AllowanceChargeReasonCode")],
  ["BR-KSA-21", "", chargesLack("cbc:AllowanceChargeReason")],
  ["BR-KSA-22", LINE, chargesLack("cbc:AllowanceChargeReason")],
  ["BR-KSA-23", GROUP_CATEGORY, lacksCode("E")],
  ["BR-KSA-24", GROUP_CATEGORY, lacksCode("O")],
  ["BR-KSA-69", GROUP_CATEGORY, lacksCode("Z")],
  ["BR-KSA-83", GROUP_CATEGORY, lacksText],
  ["BR-KSA-87", "cac:TaxExchangeRate", (e) => EXCHANGE.some((path) => !filled(e, path))],
  ["BR-KSA-93", PREPAYMENT_CATEGORY, onVat(lacksCode("Z"))],
  ["BR-KSA-94", PREPAYMENT_CATEGORY, onVat(lacksCode("E"))],
  ["BR-KSA-95", PREPAYMENT_CATEGORY, onVat(lacksCode("O"))],
  ["BR-KSA-96", PREPAYMENT_CATEGORY, onVat(lacksText)],
  ["BR-KSA-CL-04", GROUP_CATEGORY, codeIsStrange],
  ["BR-KSA-CL-06", ["", LINE], chargeReasonIsStrange],
  ["BR-KSA-CL-07", PREPAYMENT_CATEGORY, onVat(codeIsStrange)],
];

/** The rules, in the order of their codes. */
export const KSA_TAX_WARNINGS = rules(ROWS);
