// Credit and debit notes, and what only they or only invoices may say (documents.md C9, C10).
import type { PartOfSale } from "../reading/sale-members.ts";
import { at, type Check, isAbsent, isNote } from "./check.ts";

const isInvoice = ({ type }: PartOfSale): boolean => type === "invoice" || type === "prepayment";

/** Lines that give something back. */
const returnLines = ({ lines }: PartOfSale): readonly { readonly path: string; readonly irn: string }[] =>
  (lines ?? []).flatMap(({ original }, i) =>
    original === undefined ? [] : [{ path: `lines[${i}].original`, irn: original.irn }],
  );

/** Lines that give back something of a document the note does not refer to. */
function strayReturns(sale: PartOfSale): readonly string[] {
  if (!isNote(sale) || sale.originals === undefined) return [];
  const named = new Set<string>(sale.originals.flatMap((original) => (original.by === "irn" ? [original.irn] : [])));
  return returnLines(sale).flatMap(({ path, irn }) => (named.has(irn) ? [] : [`${path}.irn`]));
}

/** Numbers that a list names a second time: an original or an advance counts once. */
const twice =
  (list: "originals" | "prepaid") =>
  (sale: PartOfSale): readonly string[] => {
    const numbers = (sale[list] ?? []).map((one) => ("irn" in one ? one.irn : undefined));
    return numbers.flatMap((irn, i) => (irn !== undefined && numbers.indexOf(irn) < i ? [`${list}[${i}].irn`] : []));
  };

export const NOTE_CHECKS: readonly Check[] = [
  {
    code: "BR-KSA-56",
    broken: at("originals", (sale) => isNote(sale) && sale.originals?.length === 0),
    message: ["الإشعار لا يذكر المستند الأصلي", "a note must name what it refers to"],
    fix: [
      "أضف originals برقم الفاتورة، أو بنص أو فترة إن لم يوجد رقم",
      "add originals with the invoice's number, or a text or period where there is none",
    ],
  },
  {
    code: "BR-KSA-17",
    broken: at("reason", (sale) => isNote(sale) && isAbsent(sale, "reason")),
    message: ["الإشعار بلا سبب", "a note must say why it is issued"],
    fix: [
      "أضف reason: نصًا، أو مفتاح سبب نظامي مثل returned",
      'add reason: words, or the key of a legal one such as "returned"',
    ],
  },
  {
    code: "sale/not-for-type",
    broken: (sale) =>
      isInvoice(sale)
        ? [
            ...at("originals", () => (sale.originals ?? []).length > 0)(sale),
            ...at("reason", () => sale.reason !== undefined)(sale),
            ...returnLines(sale).map(({ path }) => path),
          ]
        : [],
    message: ["هذا الحقل للإشعارات الدائنة والمدينة", "this member belongs to credit and debit notes"],
    fix: ["احذفه أو صحح type", "leave it out, or correct type"],
  },
  {
    code: "sale/not-for-type",
    broken: at("prepaid", ({ type, prepaid = [] }) => type !== undefined && type !== "invoice" && prepaid.length > 0),
    message: ["الدفعات المقدمة تُخصم في الفاتورة النهائية وحدها", "advances are deducted on the final invoice only"],
    fix: ["احذف prepaid أو صحح type", "leave prepaid out, or correct type"],
  },
  {
    code: "sale/named-twice",
    broken: (sale) => [...twice("originals")(sale), ...twice("prepaid")(sale)],
    message: ["هذا المستند مذكور مرتين", "this document is named twice"],
    fix: ["اذكره مرة واحدة", "name it once"],
  },
  {
    code: "sale/stray-return",
    broken: strayReturns,
    message: ["السطر يعيد من مستند لا يذكره الإشعار", "the line gives back part of a document the note does not name"],
    fix: ["أضف رقم هذا المستند إلى originals", "add that document's number to originals"],
  },
];
