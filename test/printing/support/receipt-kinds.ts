// Every kind of paper the product prints, once: what stands in docs/receipts.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import { closingSlip } from "../../../agent/core/receipt/closing.ts";
import { slipOfReceipt } from "../../../agent/core/receipt/held-slip.ts";
import type { Printable, ReceiptModel } from "../../../agent/core/receipt/model.ts";
import { parseNonFiscalPaper } from "../../../agent/core/receipt/non-fiscal.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { right } from "../../support/pricing.ts";
import { openIssuer } from "./receipt-issue.ts";
import { CLOSING, GUEST_CHECK, KITCHEN, TRAINING } from "./receipt-other-papers.ts";

export interface Kind {
  /** Begins the name of its pictures. */
  readonly name: string;
  readonly about: Bilingual;
  readonly paper: Printable;
  readonly withLogo?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const name = (ar: string, en: string): Bilingual => ({ ar, en });
const sale = (lines: readonly Json[], more: Json = {}): Json => ({
  type: "invoice",
  profile: "simplified",
  prices: "vat-inclusive",
  cashier: name("محمد", "Mohammed"),
  lines: lines.map((line) => ({ vat: "S", quantity: "1", ...line })),
  ...more,
});

const BURGER = { name: name("برجر لحم بالجبنة (كبير)", "Beef cheese burger (L)"), quantity: "2", price: "28.00" };
const FRIES = { name: name("بطاطس مقلية مع صلصة الثوم", "French fries w/ garlic dip"), price: "12.50" };
const JUICE = { name: name("عصير برتقال طازج 500 مل", "Fresh orange juice 500 ml"), price: "14.00" };
const KUNAFA = { name: name("كنافة نابلسية", "Kunafa Nabulsi"), quantity: "0.450", unit: "KGM", price: "60.00" };
const MEDICINE = { category: "Z", exemption: "VATEX-SA-35" };

const BUYER = {
  name: name("شركة الأفق الجديد للمقاولات", "New Horizon Contracting Co."),
  vat: "300055184400003",
  address: {
    street: name("شارع صلاح الدين", "Salah Ad Din St"),
    building: "1111",
    district: name("المروج", "Al Muruj"),
    city: name("الرياض", "Riyadh"),
    postalCode: "12222",
  },
};

const GOODS: readonly (readonly [ar: string, en: string, quantity: string, price: string])[] = [
  [
    "أرز بسمتي هندي حبة طويلة فاخر من مزارع الهيمالايا معتق سنتين",
    "Premium long grain Indian basmati rice, aged two years",
    "5",
    "42.95",
  ],
  ["زيت زيتون بكر ممتاز معصور على البارد", "Extra virgin olive oil, cold pressed", "1", "38.50"],
  ["حليب طازج كامل الدسم 2 لتر", "Fresh full fat milk 2 L", "2", "11.00"],
  ["خبز أبيض", "White bread", "3", "5.50"],
  ["دجاج مبرد كامل", "Whole chilled chicken", "2", "19.75"],
  ["مناديل ورقية ناعمة عبوة اقتصادية 10 علب", "Soft facial tissues, saver pack 10 boxes", "1", "27.95"],
];

const sixtyLines = Array.from({ length: 60 }, (_, i) => {
  const [ar = "", en = "", quantity = "1", price = "1.00"] = GOODS[i % GOODS.length] ?? [];
  return { name: name(ar, en), quantity, price };
});

const inCash = (amount: string): Json => ({ payments: [{ means: "cash", amount }] });
const byCard = (amount: string): Json => ({ payments: [{ means: "card", amount, label: "mada" }] });

/** Every paper, in the order of the page. */
export function kinds(): readonly Kind[] {
  const { issue } = openIssuer();
  const simplified = issue(
    sale(
      [
        BURGER,
        FRIES,
        { ...KUNAFA, discounts: [{ percent: "10", reason: name("عميل دائم", "loyalty") }] },
        { ...JUICE, quantity: "2", note: name("بدون سكر", "no sugar") },
      ],
      {
        discounts: [{ amount: "5.00", reason: name("قسيمة", "coupon") }],
        charges: [{ amount: "12.08", reason: name("خدمة", "service"), reasonCode: "ADR", vat: "S" }],
        payments: [
          { means: "card", amount: "100.00", label: "mada" },
          { means: "cash", amount: "40.00" },
        ],
        tip: "5.00",
        order: "T12-0042",
        note: name(
          "طاولة 12، الطابق الأول. للحجز: +966 50 123 4567",
          "Table 12, first floor. Booking: +966 50 123 4567",
        ),
      },
    ),
  );
  const zeroRated = issue(
    sale(
      [
        {
          name: name("بنادول 500 ملجم 24 قرصًا", "Panadol 500 mg 24 tablets"),
          quantity: "2",
          price: "9.75",
          vat: MEDICINE,
        },
        { name: name("فيتامين د3", "Vitamin D3 50,000 IU"), price: "31.20", vat: MEDICINE },
        { name: name("شامبو ضد القشرة 400 مل", "Anti-dandruff shampoo 400 ml"), price: "34.50" },
      ],
      { ...inCash("100.00"), rounding: { to: "0.25" } },
    ),
  );
  const originals = [{ irn: simplified.irn }];
  const credit = issue(
    sale([JUICE], {
      type: "credit-note",
      originals,
      reason: name("إرجاع البضاعة أو جزء منها", "Goods or services refund"),
      ...inCash("14.00"),
    }),
  );
  const debit = issue(
    sale([{ name: name("رسوم توصيل", "Delivery fee"), price: "20.00" }], {
      type: "debit-note",
      originals,
      reason: name(
        "تعديل قيمة التوريد بعد الاتفاق على خدمة التوصيل",
        "Amendment of the supply value, delivery agreed later",
      ),
      ...byCard("20.00"),
    }),
  );
  const advance = issue(
    sale([{ name: name("دفعة مقدمة عن ضيافة مناسبة", "Advance for catering an event"), price: "5000.00" }], {
      type: "prepayment",
      payments: [{ means: "transfer", amount: "5000.00" }],
    }),
  );
  const final = issue(
    sale([{ name: name("ضيافة مناسبة", "Catering of an event"), price: "14375.00" }], {
      prepaid: [
        {
          irn: advance.irn,
          uuid: "8e6000cf-1a98-4174-b3e7-b5d5954bc10d",
          issuedAt: `${advance.issueDate}T${advance.issueTime}`,
          groups: [{ vat: "S", taxable: "4347.83", amount: "652.17" }],
        },
      ],
      supplyDate: "2026-11-20",
      payments: [{ means: "transfer", amount: "9375.00" }],
    }),
  );
  const standard = issue(sale([BURGER, JUICE], { profile: "standard", buyer: BUYER, ...byCard("70.00") }));
  const long = issue(sale(sixtyLines, { order: "AWM-98123" }));
  return [
    {
      name: "simplified",
      about: name(
        "فاتورة ضريبية مبسطة بخصومات ورسوم خدمة ودفع بوسيلتين وإكرامية",
        "Simplified tax invoice with discounts, a service charge, two payments and a tip",
      ),
      paper: simplified,
    },
    {
      name: "zero-rated",
      about: name(
        "فاتورة بفئتي ضريبة وتقريب نقدي، مع شعار المتجر",
        "Two VAT categories and cash rounding, with the shop's logo",
      ),
      paper: zeroRated,
      withLogo: true,
    },
    { name: "credit-note", about: name("إشعار دائن", "Credit note"), paper: credit },
    { name: "debit-note", about: name("إشعار مدين", "Debit note"), paper: debit },
    { name: "prepayment", about: name("فاتورة دفعة مقدمة", "Prepayment invoice"), paper: advance },
    {
      name: "final",
      about: name("الفاتورة النهائية بعد خصم الدفعة المقدمة", "Final invoice with the advance taken off"),
      paper: final,
    },
    {
      name: "standard",
      about: name("فاتورة ضريبية معتمدة لمنشأة", "Cleared tax invoice for a business"),
      paper: standard,
    },
    {
      name: "copy",
      about: name("نسخة من فاتورة صدرت", "Copy of an issued invoice"),
      paper: marked(simplified, "copy"),
    },
    {
      name: "test",
      about: name("إيصال تجريبي خارج بيئة الإنتاج", "Test receipt, outside production"),
      paper: marked(credit, "test"),
    },
    { name: "sixty-lines", about: name("ستون صنفًا بأسماء طويلة", "Sixty lines with long names"), paper: long },
    {
      name: "held",
      about: name("قسيمة عملية بانتظار الاعتماد", "Slip of a sale awaiting clearance"),
      paper: slipOfReceipt(standard, "till-7/000123"),
    },
    { name: "closing", about: name("الإقفال اليومي", "Daily closing"), paper: closingSlip(CLOSING, RECEIPT_TEXTS, []) },
    ...[GUEST_CHECK, KITCHEN, TRAINING].map(({ about, json, ...rest }) => ({
      ...rest,
      about,
      paper: { ...right(parseNonFiscalPaper(json)), printed: "2026-11-21 21:20:44" },
    })),
  ];
}

const marked = (receipt: ReceiptModel, mark: "copy" | "test"): ReceiptModel => ({ ...receipt, marks: [mark] });
