// Receipts as shops would print them, for golden dots and for the loop through the printer. Sums are right to the halala.
import type { ReceiptLine, ReceiptModel, SlipModel } from "../../../agent/core/receipt/model.ts";

/** A QR text of `length` characters, as mixed as real base64. */
export function qrText(length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let seed = length;
  return Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return alphabet.charAt(seed >>> 26);
  }).join("");
}

export function line(name: string, en: string, numbers: string, more: Partial<ReceiptLine> = {}): ReceiptLine {
  const [quantity = "1", unitPrice = "0.00", amount = "0.00"] = numbers.split(" ");
  return {
    name: { ar: name, en },
    quantity,
    unit: "PCE",
    unitPrice,
    vat: { category: "S", rate: "15" },
    discounts: [],
    charges: [],
    amount,
    ...more,
  };
}

const cafe: ReceiptModel = {
  form: "receipt",
  profile: "simplified",
  type: "invoice",
  marks: [],
  header: [],
  seller: {
    name: { ar: "مقهى ركن الياسمين", en: "Jasmine Corner Café" },
    address: {
      ar: "7524 شارع الأمير سلطان، حي الروضة، جدة 23431",
      en: "7524 Prince Sultan St, Ar Rawdah, Jeddah 23431",
    },
    vatNumber: "310122393500003",
    id: { scheme: "CRN", value: "4030298761" },
  },
  irn: "JC01-000482",
  issueDate: "2026-11-21",
  issueTime: "21:14:05",
  flags: [],
  originals: [],
  pricesIncludeVat: true,
  lines: [
    line("قهوة لاتيه", "Caffè latte", "2 18.00 36.00"),
    line("كعكة التمر", "Date cake", "1 22.00 22.00"),
    line("مياه معدنية 330 مل", "Mineral water 330 ml", "1 3.00 3.00"),
  ],
  linesTotal: "61.00",
  discounts: [],
  charges: [],
  currency: "SAR",
  totalWithoutVat: "53.04",
  vatGroups: [{ category: "S", rate: "15", taxable: "53.04", vat: "7.96" }],
  vatTotal: "7.96",
  vatInSar: "7.96",
  totalWithVat: "61.00",
  prepaid: [],
  amountDue: "61.00",
  payments: [{ means: "card", label: "mada", amount: "61.00" }],
  cashier: "سارة",
  order: "A-117",
  qr: qrText(568),
  footer: [{ ar: "شكرًا لزيارتكم", en: "Thank you for your visit" }],
};

const restaurant: ReceiptModel = {
  ...cafe,
  seller: {
    ...cafe.seller,
    name: { ar: "شركة مذاق الرياض للتجارة والخدمات الغذائية المحدودة", en: "Riyadh Taste Trading & Catering Co. Ltd." },
    address: {
      ar: "2322 طريق الملك فهد، حي العليا، الرياض 12214",
      en: "2322 King Fahd Rd, Al Olaya, Riyadh 12214",
    },
    id: { scheme: "CRN", value: "1010305648" },
  },
  irn: "SME00023-0042",
  lines: [
    line("برجر لحم بالجبنة (كبير)", "Beef cheese burger (L)", "2 28.00 56.00"),
    line("بطاطس مقلية مع صلصة الثوم", "French fries w/ garlic dip", "1 12.50 12.50"),
    line("كنافة نابلسية", "Kunafa Nabulsi", "0.450 60.00 24.30", {
      unit: "KGM",
      discounts: [{ reason: { ar: "عميل دائم", en: "loyalty" }, percent: "10", amount: "2.70" }],
    }),
    line("عصير برتقال طازج 500 مل", "Fresh orange juice 500 ml", "2 14.00 28.00", {
      note: { ar: "بدون سكر", en: "no sugar" },
    }),
  ],
  linesTotal: "120.80",
  discounts: [{ reason: { ar: "قسيمة", en: "coupon" }, amount: "5.00" }],
  charges: [{ reason: { ar: "خدمة", en: "service" }, amount: "12.08" }],
  totalWithoutVat: "111.20",
  vatGroups: [{ category: "S", rate: "15", taxable: "111.20", vat: "16.68" }],
  vatTotal: "16.68",
  vatInSar: "16.68",
  totalWithVat: "127.88",
  amountDue: "127.88",
  payments: [
    { means: "card", label: "mada", amount: "100.00" },
    { means: "cash", amount: "30.00" },
  ],
  change: "2.12",
  tip: "5.00",
  cashier: "محمد / Mohammed",
  order: "T12-0042",
  note: {
    ar: "طاولة 12، الطابق الأول. للحجز: +966 50 123 4567",
    en: "Table 12, first floor. Booking: +966 50 123 4567",
  },
  qr: qrText(612),
};

const PRODUCTS: readonly (readonly [string, string, string, string])[] = [
  ["أرز بسمتي هندي حبة طويلة فاخر من مزارع الهيمالايا", "Premium long grain Indian basmati rice", "5", "42.95"],
  ["زيت زيتون بكر ممتاز معصور على البارد", "Extra virgin olive oil, cold pressed", "1", "38.50"],
  ["حليب طازج كامل الدسم 2 لتر", "Fresh full fat milk 2 L", "2", "11.00"],
  ["خبز أبيض", "White bread", "3", "5.50"],
  ["دجاج مبرد كامل", "Whole chilled chicken", "2", "19.75"],
  ["مناديل ورقية ناعمة عبوة اقتصادية 10 علب", "Soft facial tissues, saver pack 10 boxes", "1", "27.95"],
];

const supermarketLines = Array.from({ length: 60 }, (_, index): ReceiptLine => {
  const [ar, en, quantity, price] = PRODUCTS[index % PRODUCTS.length] ?? ["", "", "1", "1.00"];
  const halalas = Number(quantity) * Math.round(Number(price) * 100);
  return line(ar, en, `${quantity} ${price} ${(halalas / 100).toFixed(2)}`);
});

const supermarket: ReceiptModel = {
  ...cafe,
  seller: {
    ...cafe.seller,
    name: { ar: "أسواق الواحة المركزية", en: "Al Waha Central Markets" },
  },
  irn: "AWM-2026-11-0098123",
  lines: supermarketLines,
  linesTotal: "3592.00",
  totalWithoutVat: "3123.48",
  vatGroups: [{ category: "S", rate: "15", taxable: "3123.48", vat: "468.52" }],
  vatTotal: "468.52",
  vatInSar: "468.52",
  totalWithVat: "3592.00",
  amountDue: "3592.00",
  payments: [{ means: "card", label: "Visa •••• 4242", amount: "3592.00" }],
  qr: qrText(640),
};

const creditNote: ReceiptModel = {
  ...cafe,
  seller: restaurant.seller,
  type: "credit-note",
  irn: "SME00023-0043",
  originals: ["SME00023-0042"],
  reason: { ar: "إرجاع البضاعة أو جزء منها", en: "Goods or services refund" },
  lines: [line("عصير برتقال طازج 500 مل", "Fresh orange juice 500 ml", "1 14.00 14.00")],
  linesTotal: "14.00",
  totalWithoutVat: "12.17",
  vatGroups: [{ category: "S", rate: "15", taxable: "12.17", vat: "1.83" }],
  vatTotal: "1.83",
  vatInSar: "1.83",
  totalWithVat: "14.00",
  amountDue: "14.00",
  payments: [{ means: "cash", amount: "14.00" }],
};

const debitNote: ReceiptModel = {
  ...creditNote,
  type: "debit-note",
  irn: "SME00023-0044",
  reason: {
    ar: "تعديل قيمة التوريد بعد الاتفاق مع العميل على خدمة التوصيل",
    en: "Amendment of the supply value, delivery agreed later",
  },
  lines: [line("رسوم توصيل", "Delivery fee", "1 20.00 20.00")],
  linesTotal: "20.00",
  totalWithoutVat: "17.39",
  vatGroups: [{ category: "S", rate: "15", taxable: "17.39", vat: "2.61" }],
  vatTotal: "2.61",
  vatInSar: "2.61",
  totalWithVat: "20.00",
  amountDue: "20.00",
  payments: [{ means: "card", amount: "20.00" }],
};

const pharmacy: ReceiptModel = {
  ...cafe,
  seller: { ...cafe.seller, name: { ar: "صيدلية الشفاء الحديثة", en: "Modern Shifa Pharmacy" } },
  buyer: {
    name: { ar: "عبد الله بن محمد القحطاني", en: "Abdullah Al Qahtani" },
    id: { scheme: "NAT", value: "1023456789" },
  },
  irn: "PH-77-120045",
  lines: [
    line("بنادول 500 ملجم 24 قرصًا", "Panadol 500 mg 24 tablets", "2 9.75 19.50", { vat: { category: "Z", rate: "0" } }),
    line("فيتامين د3", "Vitamin D3 50,000 IU", "1 31.20 31.20", { vat: { category: "Z", rate: "0" } }),
    line("شامبو ضد القشرة 400 مل", "Anti-dandruff shampoo 400 ml", "1 34.50 34.50"),
  ],
  linesTotal: "85.20",
  totalWithoutVat: "80.70",
  vatGroups: [
    { category: "S", rate: "15", taxable: "30.00", vat: "4.50" },
    {
      category: "Z",
      rate: "0",
      taxable: "50.70",
      vat: "0.00",
      exemption: {
        code: "VATEX-SA-35",
        text: { ar: "الأدوية والمعدات الطبية", en: "Medicines and medical equipment" },
      },
    },
  ],
  vatTotal: "4.50",
  vatInSar: "4.50",
  totalWithVat: "85.20",
  rounding: "0.05",
  amountDue: "85.25",
  payments: [{ means: "cash", amount: "100.00" }],
  change: "14.75",
};

const prepaid: ReceiptModel = {
  ...cafe,
  flags: ["summary", "third-party"],
  supplyDate: "2026-11-01",
  supplyEndDate: "2026-11-20",
  pricesIncludeVat: false,
  lines: [line("ضيافة مناسبة", "Catering of an event", "1 12500.00 14375.00")],
  linesTotal: "14375.00",
  totalWithoutVat: "12500.00",
  vatGroups: [{ category: "S", rate: "15", taxable: "12500.00", vat: "1875.00" }],
  vatTotal: "1875.00",
  vatInSar: "1875.00",
  totalWithVat: "14375.00",
  prepaid: [{ irn: "JC01-000311", amount: "5000.00" }],
  amountDue: "9375.00",
  payments: [{ means: "transfer", amount: "9375.00" }],
};

const dollars: ReceiptModel = { ...cafe, currency: "USD", vatInSar: "29.85", marks: ["test"] };

export const SAMPLES = {
  cafe,
  restaurant,
  supermarket,
  "credit-note": creditNote,
  "debit-note": debitNote,
  copy: { ...restaurant, marks: ["copy"] },
  test: { ...cafe, marks: ["test"] },
  pharmacy,
  prepaid,
  dollars,
} as const satisfies Readonly<Record<string, ReceiptModel>>;

export const SLIP: SlipModel = {
  form: "slip",
  marks: ["test"],
  title: { ar: "طلب المطبخ", en: "Kitchen order" },
  rows: [
    {
      kind: "facts",
      facts: [
        { label: { ar: "الطاولة", en: "Table" }, value: "12" },
        { label: { ar: "الطلب", en: "Order" }, value: "T12-0042" },
      ],
    },
    { kind: "rule" },
    { kind: "amount", label: { ar: "برجر لحم بالجبنة", en: "Beef cheese burger" }, amount: "2", isStrong: true },
    { kind: "amount", label: { ar: "كنافة نابلسية", en: "Kunafa Nabulsi" }, amount: "1", isStrong: false },
    { kind: "text", text: { ar: "بدون بصل", en: "No onions" } },
  ],
};
