// What can still be taken off a final invoice of an advance this unit issued: each advance once, in its own currency,
// VAT group by VAT group, and only when it is an invoice that stands (documents.md C10).
import { formatHalalas, type Halalas, minus, plus, sum, ZERO } from "../money/halalas.ts";
import type { Violation } from "../violation.ts";
import type { Advance, AdvanceGroup } from "./draft.ts";
import type { PaidAdvance } from "./figures.ts";
import { error } from "./finding.ts";
import type { Priced } from "./lifecycle.ts";
import { groupKey } from "./vat.ts";

/** A prepayment invoice of this unit, with what became of it. */
export interface KnownAdvance extends Advance {
  /** Refused by the authority, or standard and not cleared yet: no invoice to be referred to. */
  readonly standing: "stands" | "rejected" | "not-cleared";
  readonly currency: string;
  /** What earlier invoices took off, in their own groups. */
  readonly taken: readonly AdvanceGroup[];
  /** What credit notes gave back of it, with VAT. */
  readonly refunded: Halalas;
}

/** Why an invoice may not take off what it says. `known` holds the advances of this unit; of others nothing is known. */
export function advanceExcess(invoice: Priced, known: ReadonlyMap<string, KnownAdvance>): readonly Violation[] {
  return invoice.figures.prepaid.flatMap((paid, i) => {
    const advance = known.get(paid.irn);
    if (advance === undefined) return [];
    const wrong = advanceProblem(paid, advance, invoice.sale.currency.code, `prepaid[${i}]`);
    return wrong === undefined ? [] : [wrong];
  });
}

function advanceProblem(
  paid: PaidAdvance,
  advance: KnownAdvance,
  currency: string,
  path: string,
): Violation | undefined {
  if (advance.standing !== "stands") return STANDINGS[advance.standing](path, paid.irn);
  if (paid.uuid !== advance.uuid) return otherDocument(path, paid.irn);
  if (currency !== advance.currency) return otherCurrency(path, advance.currency, currency);
  const left = leftOfAdvance(advance);
  const isTooMuch =
    grossOf(paid.groups) > left.total ||
    paid.groups.some((group) => grossOf([group]) > (left.byGroup.get(groupKey(group.vat)) ?? ZERO));
  return isTooMuch ? exceeded(path, paid.irn, left.total) : undefined;
}

/** What is left with VAT, in all and in each group; what was refunded is of no group, so it lowers the total alone. */
function leftOfAdvance({ groups, taken, refunded }: KnownAdvance) {
  const takenOf = (key: string): Halalas => grossOf(taken.filter(({ vat }) => groupKey(vat) === key));
  const byGroup = new Map(
    groups.map((group) => [groupKey(group.vat), minus(grossOf([group]), takenOf(groupKey(group.vat)))] as const),
  );
  return { byGroup, total: minus(minus(grossOf(groups), grossOf(taken)), refunded) };
}

const grossOf = (groups: readonly AdvanceGroup[]): Halalas => sum(groups.map(({ taxable, tax }) => plus(taxable, tax)));

const exceeded = (path: string, irn: string, left: Halalas) => {
  const rest = formatHalalas(left < ZERO ? ZERO : left);
  return error(
    "advance/exceeded",
    path,
    [`بقي من الدفعة المقدمة ${irn} مع الضريبة ${rest} فقط`, `only ${rest} with VAT is left of the advance ${irn}`],
    [
      "أرسل uuid وissuedAt وgroups بما بقي منها، أو احذفها من prepaid",
      "send uuid, issuedAt and groups with no more than what is left, or leave it out of prepaid",
    ],
  );
};

const STANDINGS = {
  rejected: (path: string, irn: string) =>
    error(
      "advance/rejected",
      path,
      [`رفضت الهيئة فاتورة الدفعة المقدمة ${irn}`, `the authority refused the prepayment invoice ${irn}`],
      [`نفّذ khatm correct ${irn} أولًا`, `run khatm correct ${irn} first`],
    ),
  "not-cleared": (path: string, irn: string) =>
    error(
      "advance/not-cleared",
      path,
      [`فاتورة الدفعة المقدمة ${irn} لم تُعتمد بعد`, `the prepayment invoice ${irn} is not cleared yet`],
      ["انتظر اعتمادها: khatm flush", "wait until it is: khatm flush"],
    ),
} as const;

const otherDocument = (path: string, irn: string) =>
  error(
    "advance/other-document",
    `${path}.uuid`,
    [`لدى هذا الجهاز ${irn} بمعرف UUID آخر`, `this unit's ${irn} has another UUID`],
    ["أرسل irn وحده", "send its irn alone"],
  );

const otherCurrency = (path: string, own: string, here: string) =>
  error(
    "advance/currency",
    path,
    [`الدفعة المقدمة بعملة ${own} والفاتورة بعملة ${here}`, `the advance is in ${own}, the invoice in ${here}`],
    [`أصدر الفاتورة بعملة ${own}`, `issue the invoice in ${own}`],
  );
