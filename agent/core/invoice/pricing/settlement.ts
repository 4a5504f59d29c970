// What is owed and how it is paid: advances, cash rounding, tenders and change (contract.md, payments and rounding).
import {
  formatHalalas,
  type Halalas,
  larger,
  minus,
  plus,
  roundHalfUp,
  smaller,
  sum,
  ZERO,
} from "../../money/halalas.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Violation } from "../../violation.ts";
import type { Sale } from "../draft.ts";
import type { Settlement } from "../figures.ts";
import { error } from "../finding.ts";

/** BT-114 and BT-115 with what the till took. */
export interface Owed {
  readonly rounding: Halalas;
  readonly payable: Halalas;
  readonly settlement: Settlement;
}

/** Settles a document of this total, `shelfDifference` being what a strict VAT is off from the shelf prices. */
export function settle(
  sale: Sale,
  due: { readonly gross: Halalas; readonly shelfDifference: Halalas; readonly prepaid: Halalas },
): Result<Owed, readonly Violation[]> {
  const exact = minus(plus(due.gross, due.shelfDifference), due.prepaid);
  if (exact < 0n) return err([overpaidInAdvance(due.gross)]);
  const payable = rounded(exact, sale);
  const paid = sum(sale.payments.map(({ amount }) => amount));
  const cash = sum(sale.payments.filter(({ means }) => means === "cash").map(({ amount }) => amount));
  const over = minus(paid, payable);
  const tip = smaller(larger(over, ZERO), sale.tip ?? ZERO);
  const change = minus(over, tip);
  if (sale.payments.length > 0 && over < 0n) return err([underpaid(payable, paid)]);
  if (change > cash) return err([overpaidWithoutCash(minus(change, cash))]);
  const rounding = plus(minus(payable, exact), due.shelfDifference);
  return ok({ rounding, payable, settlement: { paid, change: larger(change, ZERO) } });
}

/** Cash has no coin for every amount; a card does: only what is all paid in cash is rounded. */
function rounded(exact: Halalas, { roundTo, payments }: Sale): Halalas {
  const isAllCash = payments.length > 0 && payments.every(({ means }) => means === "cash");
  if (roundTo === undefined || !isAllCash) return exact;
  return (roundHalfUp(exact, roundTo) * roundTo) as Halalas;
}

const overpaidInAdvance = (gross: Halalas) =>
  error(
    "sale/prepaid-too-large",
    "prepaid",
    [
      `الدفعات المقدمة أكبر من إجمالي الفاتورة ${formatHalalas(gross)}`,
      `the advances are above the invoice total ${formatHalalas(gross)}`,
    ],
    [
      "أعد الفرق بإشعار دائن على فاتورة الدفعة المقدمة",
      "give the difference back by a credit note on the prepayment invoice",
    ],
  );

const underpaid = (payable: Halalas, paid: Halalas) =>
  error(
    "sale/underpaid",
    "payments",
    [
      `المدفوع ${formatHalalas(paid)} أقل من المستحق ${formatHalalas(payable)}`,
      `${formatHalalas(paid)} was paid of ${formatHalalas(payable)}`,
    ],
    [
      'أضف الدفعة الناقصة، بوسيلة "account" لما يبقى على الحساب، أو أرسل payments فارغة للبيع الآجل',
      'add what is missing (means "account" for what stays open), or send no payments for a sale on credit',
    ],
  );

const overpaidWithoutCash = (excess: Halalas) =>
  error(
    "sale/overpaid",
    "payments",
    [
      `المدفوع بغير النقد يزيد ${formatHalalas(excess)} عن المستحق، والباقي لا يُرد إلا من النقد`,
      `${formatHalalas(excess)} too much was paid by other means than cash; only cash gives change`,
    ],
    ["صحح مبلغ الدفعة، أو سجل الزيادة في tip", "correct the payment, or name the excess as tip"],
  );
