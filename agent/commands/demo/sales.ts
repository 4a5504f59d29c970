// A day at a café with a shop corner: the sales of the demonstration, in the words of a till (contract.md, Sale).

/** A sale as JSON. */
type SaleJson = Readonly<Record<string, unknown>>;

/** Numbers of documents issued before, by the key of their sale. */
export type Issued = Readonly<Record<string, string>>;

export interface DemoSale {
  /** Also the till's reference. */
  readonly key: string;
  readonly about: string;
  /** Whether the gateway can be reached when it is sold. */
  readonly when: "online" | "offline";
  readonly sale: (issued: Issued) => SaleJson;
}

const name = (ar: string, en: string): { readonly ar: string; readonly en: string } => ({ ar, en });
const card = (amount: string): readonly SaleJson[] => [{ means: "card", amount, label: "mada" }];
const cash = (amount: string): readonly SaleJson[] => [{ means: "cash", amount }];

const MEDICINE = { category: "Z", exemption: "VATEX-SA-35" } as const;
const EXCHANGE_FEE = { category: "E", exemption: "VATEX-SA-29" } as const;
const PERMIT_FEE = { category: "O", exemption: "VATEX-SA-OOS", reason: "Government fee collected on behalf" } as const;

const ITEMS = {
  flatWhite: { name: name("فلات وايت", "Flat white"), price: "16.00", vat: "S" },
  croissant: { name: name("كرواسون بالجبنة", "Cheese croissant"), price: "12.00", vat: "S" },
  burger: { name: name("برجر لحم بالجبنة", "Beef cheese burger"), price: "28.00", vat: "S" },
  fries: { name: name("بطاطس مقلية مع صلصة الثوم", "French fries with garlic dip"), price: "12.50", vat: "S" },
  kabsa: { name: name("كبسة لحم (نفر)", "Lamb kabsa, one portion"), price: "55.00", vat: "S" },
  juice: { name: name("عصير برتقال طازج 500 مل", "Fresh orange juice 500 ml"), price: "14.00", vat: "S" },
  water: { name: name("مياه معدنية 330 مل", "Mineral water 330 ml"), price: "1.50", vat: "S" },
  dates: { name: name("تمر سكري ملكي", "Sukkari dates, royal"), price: "38.50", unit: "KGM", vat: "S" },
  kunafa: { name: name("كنافة نابلسية", "Kunafa Nabulsi"), price: "60.00", unit: "KGM", vat: "S" },
  cheese: { name: name("جبنة حلوم", "Halloumi cheese"), price: "46.95", unit: "KGM", vat: "S" },
  panadol: { name: name("بنادول إكسترا 24 قرص", "Panadol Extra 24 tablets"), price: "9.75", vat: MEDICINE },
  insulin: { name: name("إنسولين لانتوس قلم", "Lantus insulin pen"), price: "68.40", vat: MEDICINE },
  toothpaste: { name: name("معجون أسنان", "Toothpaste"), price: "11.95", vat: "S" },
} as const;

const line = (item: keyof typeof ITEMS, quantity: string, more: SaleJson = {}): SaleJson => ({
  ...ITEMS[item],
  quantity,
  ...more,
});

const invoice = (lines: readonly SaleJson[], more: SaleJson = {}): SaleJson => ({
  type: "invoice",
  profile: "simplified",
  prices: "vat-inclusive",
  cashier: "Mohammed",
  lines,
  ...more,
});

const RETURNED = name("إرجاع بضاعة", "Goods returned");

export const DEMO_SALES: readonly DemoSale[] = [
  {
    key: "coffee",
    about: "two coffees and a croissant, by card",
    when: "online",
    sale: () => invoice([line("flatWhite", "2"), line("croissant", "1")], { payments: card("44.00"), order: "A-101" }),
  },
  {
    key: "mixed",
    about: "mixed VAT categories, weight, line and document discount, service charge, change",
    when: "online",
    sale: () =>
      invoice(
        [
          line("burger", "2"),
          line("panadol", "1", { code: "P24", barcode: "6251159025555" }),
          line("kunafa", "0.450", { discounts: [{ percent: "10", reason: name("عميل دائم", "loyalty") }] }),
        ],
        {
          discounts: [{ amount: "5.00", reason: name("قسيمة", "coupon") }],
          charges: [{ amount: "3.00", reason: name("رسوم خدمة", "service charge"), reasonCode: "ADR", vat: "S" }],
          payments: [...card("60.00"), ...cash("30.00")],
          order: "T12-0042",
        },
      ),
  },
  {
    key: "dates",
    about: "dates by weight, cash with change",
    when: "online",
    sale: () => invoice([line("dates", "1.275")], { payments: cash("50.00") }),
  },
  {
    key: "pharmacy",
    about: "zero-rated medicines beside a taxed item",
    when: "online",
    sale: () =>
      invoice([line("insulin", "3"), line("panadol", "2"), line("toothpaste", "1")], { payments: card("236.65") }),
  },
  {
    key: "table",
    about: "a restaurant table with 10 % service charge and a tip",
    when: "online",
    sale: () =>
      invoice([line("kabsa", "3"), line("fries", "2"), line("juice", "3"), line("water", "4")], {
        charges: [
          { amount: "23.80", reason: name("رسوم خدمة 10٪", "service charge 10 %"), reasonCode: "ADR", vat: "S" },
        ],
        payments: card("261.80"),
        tip: "20.00",
        order: "T07-0043",
        note: name("بدون بصل", "no onions"),
      }),
  },
  {
    key: "percent",
    about: "a percentage off the whole basket, split over two VAT categories",
    when: "online",
    sale: () =>
      invoice([line("cheese", "0.385"), line("insulin", "1"), line("juice", "2")], {
        discounts: [{ percent: "15", reason: name("خصم اليوم الوطني", "National Day discount") }],
        payments: card("200.00").map((p) => ({ ...p, amount: "97.31" })),
      }),
  },
  {
    key: "return",
    about: "credit note for one coffee of the first sale",
    when: "online",
    sale: ({ coffee }) => ({
      ...invoice([line("flatWhite", "1", { original: { irn: coffee, line: 1 } })], { payments: cash("16.00") }),
      type: "credit-note",
      originals: [{ irn: coffee }],
      reason: RETURNED,
    }),
  },
  {
    key: "correction",
    about: "debit note: a juice was forgotten at the table",
    when: "online",
    sale: ({ table }) => ({
      ...invoice([line("juice", "1")], { payments: card("14.00") }),
      type: "debit-note",
      originals: [{ irn: table }],
      reason: name("تعديل قيمة التوريد", "Change of the supply's value"),
    }),
  },
  {
    key: "net-prices",
    about: "prices without VAT, as a caterer quotes them",
    when: "online",
    sale: () =>
      invoice(
        [
          {
            name: name("ضيافة قهوة عربية لكل شخص", "Arabic coffee service per guest"),
            quantity: "25",
            price: "7.85",
            vat: "S",
          },
        ],
        { prices: "vat-exclusive", payments: [{ means: "transfer", amount: "225.69" }] },
      ),
  },
  {
    key: "gift",
    about: "a free item and a line given away whole",
    when: "online",
    sale: () =>
      invoice(
        [
          line("flatWhite", "1"),
          { name: name("بسكويت ضيافة", "Complimentary biscuit"), quantity: "1", price: "0.00", vat: "S" },
          line("croissant", "1", { discounts: [{ percent: "100", reason: name("بطاقة الولاء", "loyalty card") }] }),
        ],
        { payments: card("16.00") },
      ),
  },
  {
    key: "fee",
    about: "a government fee collected on behalf: outside the scope of VAT",
    when: "online",
    sale: () =>
      invoice(
        [
          { name: name("رسوم تصريح", "Permit fee"), quantity: "1", price: "40.00", vat: PERMIT_FEE },
          line("water", "2"),
        ],
        {
          payments: card("43.00"),
        },
      ),
  },
  {
    key: "exchange",
    about: "an exempt financial fee",
    when: "online",
    sale: () =>
      invoice(
        [{ name: name("عمولة صرف عملة", "Currency exchange fee"), quantity: "1", price: "12.00", vat: EXCHANGE_FEE }],
        {
          payments: cash("20.00"),
        },
      ),
  },
  {
    key: "offline-breakfast",
    about: "breakfast for one, the gateway is away",
    when: "offline",
    sale: () => invoice([line("flatWhite", "1"), line("croissant", "2")], { payments: card("40.00") }),
  },
  {
    key: "offline-buyer",
    about: "a receipt with the customer's name",
    when: "offline",
    sale: () =>
      invoice([line("dates", "5.000"), line("kunafa", "1.250")], {
        buyer: { name: name("مؤسسة ضيوف الرحمن", "Duyuf Est.") },
        payments: card("267.50"),
      }),
  },
  {
    key: "offline-rounding",
    about: "cash rounded to 25 halalas",
    when: "offline",
    sale: () =>
      invoice([line("cheese", "0.312"), line("toothpaste", "1")], {
        payments: cash("30.00"),
        rounding: { to: "0.25" },
      }),
  },
  {
    key: "offline-scale",
    about: "what the scale's label says is what is charged",
    when: "offline",
    sale: () => invoice([line("cheese", "0.333", { amount: "15.63" })], { payments: cash("16.00") }),
  },
  {
    key: "offline-refund",
    about: "credit note for an invoice that is not reported yet",
    when: "offline",
    sale: (issued) => ({
      ...invoice([line("croissant", "1", { original: { irn: issued["offline-breakfast"], line: 2 } })], {
        payments: card("12.00"),
      }),
      type: "credit-note",
      originals: [{ irn: issued["offline-breakfast"] }],
      reason: RETURNED,
    }),
  },
  {
    key: "offline-old-receipt",
    about: "credit note for a receipt of the system before",
    when: "offline",
    sale: () => ({
      ...invoice([line("toothpaste", "1")], { payments: cash("11.95") }),
      type: "credit-note",
      originals: [{ text: "Receipt 88213 of the previous system" }],
      reason: RETURNED,
    }),
  },
  {
    key: "offline-debit",
    about: "debit note while offline",
    when: "offline",
    sale: (issued) => ({
      ...invoice([line("water", "2")], { payments: cash("5.00") }),
      type: "debit-note",
      originals: [{ irn: issued["offline-buyer"] }],
      reason: name("تعديل قيمة التوريد", "Change of the supply's value"),
    }),
  },
  {
    key: "offline-coupon",
    about: "two discounts on one line and a voucher",
    when: "offline",
    sale: () =>
      invoice(
        [
          line("burger", "3", {
            discounts: [
              { amount: "4.00", reason: name("عرض الثلاثة", "three for less") },
              { percent: "5", reason: name("خصم الموظفين", "staff discount") },
            ],
          }),
        ],
        { payments: [{ means: "voucher", amount: "20.00", label: "GIFT-77" }, ...card("55.80")] },
      ),
  },
  {
    key: "offline-long",
    about: "long names in both languages, and characters that need care: & < > \" '",
    when: "offline",
    sale: () =>
      invoice(
        [
          {
            name: name(
              "سلة هدايا فاخرة تحتوي على تمور المدينة والقهوة السعودية وماء الورد الطائفي والمعمول بالتمر",
              'Luxury gift basket with Madinah dates, Saudi coffee, Taif rose water & date maamoul <large> "special"',
            ),
            quantity: "1",
            price: "349.99",
            vat: "S",
          },
        ],
        { payments: card("349.99") },
      ),
  },
  {
    key: "offline-groceries",
    about: "a basket of thirteen lines",
    when: "offline",
    sale: () => {
      const basket = (Object.keys(ITEMS) as (keyof typeof ITEMS)[]).map((item, index) =>
        line(item, String((index % 3) + 1)),
      );
      return invoice(basket, { payments: cash("1000.00") });
    },
  },
  {
    key: "offline-tobacco",
    about: "a fee as a charge on the line",
    when: "offline",
    sale: () =>
      invoice(
        [
          {
            name: name("معسل تفاحتين", "Two-apple shisha"),
            quantity: "1",
            price: "45.00",
            vat: "S",
            charges: [{ amount: "25.00", reason: name("رسوم التبغ", "tobacco fee"), reasonCode: "ZZZ" }],
          },
        ],
        { payments: card("70.00") },
      ),
  },
  {
    key: "offline-credit-sale",
    about: "a sale on credit: nothing paid yet",
    when: "offline",
    sale: () =>
      invoice([line("kabsa", "10"), line("water", "12")], { payments: [], buyer: { name: "Najd Contracting" } }),
  },
];
