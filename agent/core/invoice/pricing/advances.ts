// Advances taken off a final invoice (documents.md C10): their facts from the till, else from the ledger.
import type { Irn } from "../../ids.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Violation } from "../../violation.ts";
import type { Advance, AdvanceGroup, Deduction, Sale } from "../draft.ts";
import type { PaidAdvance } from "../figures.ts";
import { error } from "../finding.ts";
import type { Vat } from "../vat.ts";
import { taxOn } from "./vat-ways.ts";

/** Finds a prepayment invoice of this unit by its number. */
export type FindAdvance = (irn: Irn) => Advance | undefined;

/** The advances a sale deducts, each with all its facts; `vats` are those of the sale's own VAT groups. */
export function advancesOf(
  sale: Sale,
  vats: readonly Vat[],
  find: FindAdvance | undefined,
): Result<readonly PaidAdvance[], readonly Violation[]> {
  const deductions = sale.kind.type === "invoice" ? sale.kind.prepaid : [];
  const results = deductions.map((deduction, i) => advanceOf(deduction, `prepaid[${i}]`, vats, find));
  const wrong = results.flatMap((result) => (result.ok ? [] : result.error));
  return wrong.length > 0 ? err(wrong) : ok(results.flatMap((result) => (result.ok ? [result.value] : [])));
}

function advanceOf(
  { irn, advance }: Deduction,
  path: string,
  vats: readonly Vat[],
  find: FindAdvance | undefined,
): Result<PaidAdvance, readonly Violation[]> {
  const known = advance ?? find?.(irn);
  if (known === undefined) return err([unknownAdvance(path, irn)]);
  const wrong = known.groups.flatMap((group, i) => groupProblems(group, `${path}.groups[${i}]`, vats));
  return wrong.length > 0 ? err(wrong) : ok({ irn, ...known });
}

function groupProblems(group: AdvanceGroup, path: string, vats: readonly Vat[]): readonly Violation[] {
  const off = group.tax - taxOn(group.taxable, group.vat.rate);
  return [
    ...(off < -1n || off > 1n ? [wrongTax(path)] : []),
    ...(vats.some(({ category }) => category === group.vat.category) ? [] : [foreignGroup(path, group.vat.category)]),
  ];
}

const unknownAdvance = (path: string, irn: string) =>
  error(
    "BR-KSA-73",
    path,
    [`فاتورة الدفعة المقدمة ${irn} غير معروفة لهذا الجهاز`, `this unit knows no prepayment invoice ${irn}`],
    ["أرسل بياناتها كاملة: uuid وissuedAt وgroups", "send its facts with it: uuid, issuedAt and groups"],
  );

const wrongTax = (path: string) =>
  error(
    "BR-KSA-79",
    `${path}.amount`,
    ["ضريبة الدفعة المقدمة لا توافق مبلغها الخاضع", "the advance's VAT does not fit its taxable amount"],
    [
      "في amount ضريبة الدفعة وحدها، وفي taxable مبلغها بلا ضريبة",
      "amount is the advance's VAT alone, taxable the amount without VAT",
    ],
  );

const foreignGroup = (path: string, category: string) =>
  error(
    "sale/prepaid-group",
    `${path}.vat`,
    [
      `الدفعة المقدمة من فئة ${category} ولا سطر في الفاتورة من هذه الفئة`,
      `the advance is of category ${category}, of which the invoice has no line`,
    ],
    ["صحح فئة الضريبة", "correct the VAT category"],
  );
