// The paper of a sale that waits for clearance: it says that it is no tax invoice, and carries no QR code (gateway.md A10).
import type { Bilingual } from "../bilingual.ts";
import type { ReceiptMark, ReceiptModel, SlipModel } from "./model.ts";

const TITLE: Bilingual = { ar: "عملية بانتظار اعتماد الهيئة", en: "Awaiting clearance" };
const PROMISE: Bilingual = {
  ar: "تُسلَّم الفاتورة الضريبية بعد اعتمادها من الهيئة.",
  en: "The tax invoice follows once the authority has cleared it.",
};
const LABELS = {
  reference: { ar: "المرجع", en: "Reference" },
  received: { ar: "الوقت", en: "Received" },
  buyer: { ar: "العميل", en: "Customer" },
  due: { ar: "المبلغ المستحق", en: "Amount due" },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** What a slip is made of. */
export interface HeldPaper {
  readonly reference: string;
  /** `YYYY-MM-DD HH:mm:ss`, Riyadh. */
  readonly received: string;
  readonly buyer: Bilingual;
  readonly lines: readonly { readonly name: Bilingual; readonly amount: string }[];
  readonly due: string;
  readonly marks: readonly ReceiptMark[];
}

/** The slip of a held sale; the raster puts "not a tax invoice" over every slip. */
export const heldSlip = ({ reference, received, buyer, lines, due, marks }: HeldPaper): SlipModel => ({
  form: "slip",
  marks,
  title: TITLE,
  rows: [
    {
      kind: "facts",
      facts: [
        { label: LABELS.reference, value: reference },
        { label: LABELS.received, value: received },
        { label: LABELS.buyer, value: buyer.ar === "" ? buyer.en : buyer.ar },
      ],
    },
    { kind: "rule" },
    ...lines.map(({ name, amount }) => ({ kind: "amount", label: name, amount, isStrong: false }) as const),
    { kind: "rule" },
    { kind: "amount", label: LABELS.due, amount: due, isStrong: true },
    { kind: "text", text: PROMISE },
  ],
});

/** The slip of a document that was sent and not answered: its receipt without anything that makes it one. */
export const slipOfReceipt = (receipt: ReceiptModel, reference: string): SlipModel =>
  heldSlip({
    reference,
    received: `${receipt.issueDate} ${receipt.issueTime}`,
    buyer: receipt.buyer?.name ?? { ar: "", en: "" },
    lines: receipt.lines.map(({ name, amount }) => ({ name, amount })),
    due: receipt.amountDue,
    marks: receipt.marks.filter((mark) => mark !== "copy"),
  });
