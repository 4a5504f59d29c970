// What stands on a non-fiscal paper, kind by kind, and how it says that it is no invoice.
import type { Bilingual } from "../bilingual.ts";
import type { NonFiscalKind, NonFiscalLine, NonFiscalPaper, SlipModel, SlipRow } from "./model.ts";

const TITLES: { readonly [kind in NonFiscalKind]: Bilingual } = {
  "guest-check": { ar: "حساب الضيف", en: "Guest check" },
  "kitchen-order": { ar: "طلب المطبخ", en: "Kitchen order" },
  training: { ar: "ورقة تدريب", en: "Training paper" },
};

/** The bar over the paper where it says more than "not a tax invoice". */
const NOTICES: { readonly [kind in NonFiscalKind]?: Bilingual } = {
  training: { ar: "تدريب — ليست فاتورة", en: "TRAINING — not an invoice" },
};

const LABELS = {
  order: { ar: "رقم الطلب", en: "Order" },
  cashier: { ar: "أمين الصندوق", en: "Cashier" },
  printed: { ar: "الوقت", en: "Printed" },
  total: { ar: "المجموع", en: "Total" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** The slip the raster draws for a non-fiscal paper. */
export function nonFiscalSlip(paper: NonFiscalPaper): SlipModel {
  const { kind, marks, title, lines, total, note } = paper;
  const notice = NOTICES[kind];
  const facts = factsOf(paper);
  return {
    form: "slip",
    marks,
    ...(notice === undefined ? {} : { notice }),
    title: title ?? TITLES[kind],
    rows: [
      ...(facts.length === 0 ? [] : [{ kind: "facts", facts } as const, RULE]),
      ...lines.map((line) => itemRow(line, kind)),
      ...(total === undefined
        ? []
        : [RULE, { kind: "amount", label: LABELS.total, amount: total, isStrong: true } as const]),
      ...(note === undefined ? [] : [RULE, { kind: "text", text: note } as const]),
    ],
  };
}

const RULE: SlipRow = { kind: "rule" };

const factsOf = ({ order, printed, cashier }: NonFiscalPaper) =>
  Object.entries({ order, printed, cashier }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ label: LABELS[name as keyof typeof LABELS], value }],
  );

const itemRow = (line: NonFiscalLine, kind: NonFiscalKind): SlipRow => ({
  ...line,
  kind: "item",
  isLarge: kind === "kitchen-order",
});
