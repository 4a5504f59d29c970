// The papers of docs/receipts that are no tax documents.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { DayClosing } from "../../../agent/core/receipt/closing.ts";
import { SELLER_JSON } from "./receipt-issue.ts";

const name = (ar: string, en: string): Bilingual => ({ ar, en });

export const GUEST_CHECK = {
  name: "guest-check",
  about: name("حساب الضيف قبل الدفع", "Guest check, before payment"),
  json: {
    kind: "guest-check",
    order: "T12-0042",
    cashier: name("سارة", "Sara"),
    lines: [
      { name: name("برجر لحم بالجبنة (كبير)", "Beef cheese burger (L)"), quantity: "2", price: "28.00" },
      { name: name("بطاطس مقلية مع صلصة الثوم", "French fries w/ garlic dip"), quantity: "1", price: "12.50" },
      {
        name: name("كنافة نابلسية بالقشطة والفستق الحلبي", "Kunafa Nabulsi with cream and pistachio"),
        quantity: "0.450",
        price: "60.00",
      },
    ],
    total: "95.50",
    note: name("الأسعار شاملة ضريبة القيمة المضافة.", "Prices include VAT."),
  },
};

export const KITCHEN = {
  name: "kitchen-order",
  about: name("طلب المطبخ", "Kitchen order"),
  json: {
    kind: "kitchen-order",
    order: "T12-0042",
    lines: [
      {
        name: name("برجر لحم بالجبنة (كبير)", "Beef cheese burger (L)"),
        quantity: "2",
        note: name("بدون بصل", "No onions"),
      },
      { name: name("بطاطس مقلية مع صلصة الثوم", "French fries w/ garlic dip"), quantity: "1" },
      { name: "كنافة نابلسية", quantity: "3", note: "ساخنة" },
    ],
    note: name("الطاولة 12", "Table 12"),
  },
};

export const TRAINING = {
  name: "training",
  about: name("ورقة تدريب", "Training paper"),
  json: {
    kind: "training",
    cashier: name("متدرب", "Trainee"),
    lines: [
      { name: name("فلات وايت", "Flat white"), quantity: "2", price: "16.00" },
      { name: name("كرواسون بالجبنة", "Cheese croissant"), quantity: "1", price: "12.00" },
    ],
    total: "44.00",
  },
};

export const CLOSING: DayClosing = {
  day: "2026-11-21",
  printed: "2026-11-22 00:04:11",
  seller: SELLER_JSON.name,
  vatNumber: SELLER_JSON.vat,
  unit: "TILL-7",
  firstIrn: "RT7-000341",
  lastIrn: "RT7-000480",
  documents: [
    { profile: "simplified", type: "invoice", count: 136, gross: "9072.90" },
    { profile: "standard", type: "invoice", count: 2, gross: "1150.00" },
    { profile: "simplified", type: "credit-note", count: 2, gross: "64.40" },
  ],
  net: "8837.83",
  vat: "1320.67",
  gross: "10158.50",
  vatGroups: [
    { category: "S", rate: "15", taxable: "8804.47", vat: "1320.67" },
    { category: "Z", rate: "0", taxable: "33.36", vat: "0.00" },
  ],
  payments: [
    { means: "cash", amount: "3008.50" },
    { means: "card", amount: "7150.00" },
  ],
  tips: "45.00",
  cashiers: [
    { name: "محمد / Mohammed", count: 92, gross: "6658.50", cash: "1508.50", card: "5150.00" },
    { name: "سارة / Sara", count: 48, gross: "3500.00", cash: "1500.00", card: "2000.00" },
  ],
  waiting: 3,
  late: 0,
  rejected: 0,
};
