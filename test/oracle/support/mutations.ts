// What mutated documents are made of: texts per kind of element, attribute values, and parts of invoices.
import { element, type XmlElement } from "../../../agent/core/xml/tree.ts";
import type { Random } from "./random.ts";

const NUMBERS = [
  "0",
  "0.00",
  "0.0",
  "-1",
  "-0.01",
  "-0",
  "0.001",
  "0.004",
  "0.005",
  "0.006",
  "1",
  "2",
  "5",
  "5.00",
  "15",
  "15.0",
  "15.00",
  "15.5",
  "14.99",
  "14",
  "16",
  "100",
  "100.00",
  "100.01",
  "101",
  "12.345",
  "12.3456",
  "1.005",
  "99999999999999.99",
  "1e2",
  "abc",
  "",
  " ",
  " 15 ",
  "15%",
  "%",
  "+15.00",
  "15.",
  ".5",
  "INF",
  "NaN",
  "٥",
  "1,000.00",
  "0.0000001",
  "115.00",
  "0.000000",
  "123456789012345",
  "3.14159265358979",
];
const DATES = [
  "2026-11-21",
  "2026-11-22",
  "2026-11-20",
  "2027-01-01",
  "2022-02-30",
  "2024-02-29",
  "2023-02-29",
  "2100-02-29",
  "1999-12-31",
  "2022-9-07",
  "2022-09-07Z",
  "2026-11-22+03:00",
  "20220907",
  "",
  " 2022-09-07",
  "07-09-2022",
  "2022-13-01",
  "abcdefghij",
];
const TIMES = [
  "12:21:28",
  "12:21:28Z",
  "24:00:00",
  "23:59:60",
  "1:2:3",
  "12:21",
  "",
  "12:21:28.5",
  "12:21:28+03:00",
  " 12:21:28",
  "noon",
];
const CURRENCIES = ["SAR", "USD", "EUR", "sar", "", " SAR ", "XYZ", "S", "SA", "SAR USD", "SA.", "[", ".*", "AED"];
const CATEGORIES = ["S", "Z", "E", "O", "AE", "", " S ", "S Z", "s", "G", "X", " "];
const IDS = [
  ...CATEGORIES,
  "VAT",
  "vat",
  " VAT ",
  "GST",
  "QR",
  " QR ",
  "ICV",
  "PIH",
  "1",
  "0",
  "1234567",
  "123456",
  "1010010000",
  "1010010001",
  "7001234567",
  "7012345678",
  "3123456780",
  "0123456789",
  "0000000000",
  "1098765432",
  "2098765432",
  "12345678",
  "311111111111113",
  "٠١٢٣٤٥٦٧",
  "A12",
  "urn:oasis:names:specification:ubl:signature:1",
  "urn:oasis:names:specification:ubl:signature:Invoice",
  "x".repeat(127),
  "x".repeat(128),
  "x".repeat(5001),
];
const TEXTS = [
  "",
  " ",
  "x",
  "ab",
  "abc",
  "007",
  "٠٠٧",
  "12345",
  "abc def",
  "خل",
  "x".repeat(127),
  "x".repeat(128),
  "ن".repeat(127),
  "😀".repeat(64),
  "😀".repeat(128),
  "x".repeat(1000),
  "x".repeat(1001),
  "x".repeat(5000),
  "x".repeat(5001),
];
const TRANSACTIONS = [
  "0100000",
  "0200000",
  "0211110",
  "0200100",
  "0100100",
  "0100001",
  "0100101",
  "0200001",
  "0200010",
  "0100010",
  "0300000",
  "020000",
  "02000000",
  "020000000",
  "020000001",
  "010000001",
  "020100000",
  "0202000",
  "",
  "abcdefg",
  "0200010000",
  " 0200000",
];

const POOLS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/Amount$|Quantity$|Percent$|Rate$|Numeric$/, NUMBERS],
  [/Date$/, DATES],
  [/Time$/, TIMES],
  [/CurrencyCode$/, CURRENCIES],
  [/InvoiceTypeCode$|DocumentTypeCode$/, ["388", "381", "383", "386", "389", "", " 388 ", "380", "999", "386 "]],
  [/PaymentMeansCode$/, ["10", "30", "42", "48", "1", "69", "71", "", "ZZZ", " 10 ", "10 30"]],
  [
    /ReasonCode$/,
    [
      "",
      "VATEX-SA-32",
      "VATEX-SA-35",
      "VATEX-SA-EDU",
      "VATEX-SA-HEA",
      "VATEX-SA-29",
      "VATEX-SA-OOS",
      "VATEX-SA-32(bis)",
      "VATEX-SA-ROYALDECREE",
      "VATEX-SA-XX",
      " VATEX-SA-35 ",
      "AA",
      "ADR",
      "CAP",
      "ZZZZ",
      "VATEX-SA-35 VATEX-SA-36",
    ],
  ],
  [/IdentificationCode$/, ["SA", "AE", "XX", "", " SA ", "sa"]],
  [/ChargeIndicator$/, ["true", "false", "1", "0", "", "TRUE", " true "]],
  [/ID$/, IDS],
  [
    /CompanyID$/,
    [
      "310122393500003",
      "399999999900003",
      "300000000000003",
      "123456789012345",
      "31012239350000",
      "",
      " ",
      "٣١٠١٢٢٣٩٣٥٠٠٠٠٣",
    ],
  ],
  [/PostalZone$/, ["23333", "2333", "233333", "", "٢٣٣٣٣", " 23333", "abcde"]],
  [/BuildingNumber$/, ["2322", "232", "23222", "", "٢٣٢٢", "abcd"]],
  [/UUID$/, ["", "1", "-", "!", "_", "١٢", "a b", "8d487816-70b8-4ade-a618-9d620b73814a", "10x"]],
  [/ProfileID$/, ["reporting:1.0", " reporting:1.0 ", "clearance:1.0", ""]],
  [/Telephone$/, ["0501234567", "+966501234567", "12345", "", "+12", "05O1234567"]],
  [/EmbeddedDocumentBinaryObject$/, ["", "QQ==", "x".repeat(1000), "x".repeat(1001), " "]],
];

/** Texts to try in an element of this key. */
export function textsFor(key: string): readonly string[] {
  const pool = POOLS.find(([pattern]) => pattern.test(key))?.[1];
  return pool === undefined ? TEXTS : [...pool, ...TEXTS.slice(0, 2)];
}

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  currencyID: CURRENCIES,
  name: TRANSACTIONS,
  mimeCode: ["text/plain", " text/plain ", "text/xml", "application/pdf", "text/plain application/pdf"],
  schemeID: [
    "CRN",
    "TIN",
    "NAT",
    "IQA",
    "700",
    "MOM",
    "MLS",
    "SAG",
    "GCC",
    "PAS",
    "OTH",
    "crn",
    "XXX",
    " CRN ",
    "RN M",
    "UN/ECE 5305",
  ],
  unitCode: ["PCE", "KGM", "x".repeat(127), "x".repeat(128)],
};

/** Values to try in an attribute of this name. */
export const attributeValues = (name: string): readonly string[] => ATTRIBUTES[name] ?? ["", "x"];

/** Keys one element may be renamed to: confusions that keep the prefix. */
export function namesOf(key: string): readonly string[] {
  const groups = [
    ["cbc:Amount", "cbc:BaseAmount", "cbc:MultiplierFactorNumeric"],
    ["cbc:TaxAmount", "cbc:TaxableAmount", "cbc:RoundingAmount"],
    ["cbc:TaxExclusiveAmount", "cbc:TaxInclusiveAmount", "cbc:LineExtensionAmount", "cbc:PayableAmount"],
    ["cbc:AllowanceTotalAmount", "cbc:ChargeTotalAmount", "cbc:PrepaidAmount", "cbc:PayableRoundingAmount"],
    ["cbc:StreetName", "cbc:AdditionalStreetName", "cbc:CityName", "cbc:CitySubdivisionName", "cbc:CountrySubentity"],
    ["cbc:ActualDeliveryDate", "cbc:LatestDeliveryDate"],
    ["cbc:AllowanceChargeReason", "cbc:AllowanceChargeReasonCode"],
    ["cbc:TaxExemptionReason", "cbc:TaxExemptionReasonCode"],
    ["cac:AccountingSupplierParty", "cac:AccountingCustomerParty"],
  ];
  return groups.find((group) => group.includes(key)) ?? ["cbc:Note"];
}

type Make = (random: Random) => XmlElement;

const money = (name: string, random: Random): XmlElement =>
  element(name, random.pick(["0.00", "1.00", "5.00", "10.00", "2.50", "100.00", "1.005", "-1.00"]), [
    { name: "currencyID", value: random.pick(["SAR", "SAR", "SAR", "USD"]) },
  ]);
const category = (random: Random, name = "cac:TaxCategory"): XmlElement => {
  const code = random.pick(["S", "Z", "E", "O"]);
  const rate = code === "S" ? random.pick(["15", "15.00", "5", "0"]) : random.pick(["0", "0.00", "15"]);
  return element(name, [
    element("cbc:ID", code),
    ...(random.below(6) === 0 ? [] : [element("cbc:Percent", rate)]),
    ...(random.below(3) === 0 ? [element("cbc:TaxExemptionReasonCode", random.pick(textsFor("ReasonCode")))] : []),
    ...(random.below(3) === 0 ? [element("cbc:TaxExemptionReason", random.pick(TEXTS))] : []),
    element("cac:TaxScheme", [element("cbc:ID", random.pick(["VAT", "VAT", "VAT", "vat", "GST"]))]),
  ]);
};
const adjustment = (random: Random, isDocument: boolean): XmlElement =>
  element("cac:AllowanceCharge", [
    element("cbc:ChargeIndicator", random.pick(["true", "false"])),
    ...(random.below(2) === 0
      ? []
      : [element("cbc:AllowanceChargeReasonCode", random.pick(["95", "ADR", "AA", "CAP", "QQQ", ""]))]),
    ...(random.below(2) === 0 ? [] : [element("cbc:AllowanceChargeReason", random.pick(TEXTS))]),
    ...(random.below(3) === 0
      ? [element("cbc:MultiplierFactorNumeric", random.pick(["10", "50", "12.5", "101", "1.234"]))]
      : []),
    ...(random.below(8) === 0 ? [] : [money("cbc:Amount", random)]),
    ...(random.below(3) === 0 ? [money("cbc:BaseAmount", random)] : []),
    ...(isDocument && random.below(8) > 0 ? [category(random)] : []),
  ]);
const subtotal = (random: Random): XmlElement =>
  element("cac:TaxSubtotal", [money("cbc:TaxableAmount", random), money("cbc:TaxAmount", random), category(random)]);
const leaf =
  (name: string, texts: readonly string[]): Make =>
  (random) =>
    element(name, random.pick(texts));
const reference =
  (name: string): Make =>
  (random) =>
    element(name, random.below(6) === 0 ? [] : [element("cbc:ID", random.pick(IDS))]);
const attachment: Make = (random) =>
  element("cac:Attachment", [
    element("cbc:EmbeddedDocumentBinaryObject", random.pick(["", "QQ==", "x".repeat(1001)]), [
      { name: "mimeCode", value: random.pick(["text/plain", "application/pdf", "text/xml"]) },
    ]),
  ]);

const FRAGMENTS: Readonly<Record<string, readonly Make[]>> = {
  Invoice: [
    (random) => adjustment(random, true),
    (random) => adjustment(random, true),
    (random) =>
      element("cac:TaxTotal", [money("cbc:TaxAmount", random), ...(random.below(2) === 0 ? [subtotal(random)] : [])]),
    (random) =>
      element("cac:TaxExchangeRate", [
        ...(random.below(4) === 0 ? [] : [element("cbc:SourceCurrencyCode", random.pick(CURRENCIES))]),
        ...(random.below(4) === 0 ? [] : [element("cbc:TargetCurrencyCode", random.pick(CURRENCIES))]),
        ...(random.below(4) === 0 ? [] : [element("cbc:CalculationRate", random.pick(NUMBERS))]),
      ]),
    (random) =>
      element("cac:BillingReference", [
        ...(random.below(4) === 0
          ? []
          : [element("cac:InvoiceDocumentReference", [element("cbc:ID", random.pick(IDS))])]),
      ]),
    (random) =>
      element("cac:Delivery", [
        ...(random.below(3) === 0 ? [] : [element("cbc:ActualDeliveryDate", random.pick(DATES))]),
        ...(random.below(3) === 0 ? [] : [element("cbc:LatestDeliveryDate", random.pick(DATES))]),
      ]),
    (random) =>
      element("cac:PaymentMeans", [
        ...(random.below(4) === 0 ? [] : [element("cbc:PaymentMeansCode", random.pick(["10", "69", "999"]))]),
        ...(random.below(2) === 0 ? [] : [element("cbc:InstructionNote", random.pick(TEXTS))]),
        ...(random.below(3) === 0
          ? [
              element("cac:PayeeFinancialAccount", [
                element("cbc:ID", random.pick(IDS)),
                element("cbc:PaymentNote", random.pick(TEXTS)),
              ]),
            ]
          : []),
      ]),
    (random) =>
      element("cac:AdditionalDocumentReference", [
        element("cbc:ID", random.pick(IDS)),
        ...(random.below(2) === 0 ? [attachment(random)] : []),
      ]),
    reference("cac:OrderReference"),
    reference("cac:ContractDocumentReference"),
    leaf("cbc:Note", TEXTS),
    leaf("cbc:TaxPointDate", DATES),
    leaf("cbc:DueDate", DATES),
  ],
  "cac:InvoiceLine": [
    (random) => adjustment(random, false),
    (random) => adjustment(random, false),
    (random) =>
      element("cac:DocumentReference", [
        ...(random.below(5) === 0 ? [] : [element("cbc:ID", "SME1")]),
        ...(random.below(5) === 0 ? [] : [element("cbc:IssueDate", random.pick(DATES))]),
        ...(random.below(5) === 0 ? [] : [element("cbc:IssueTime", random.pick(TIMES))]),
        ...(random.below(5) === 0 ? [] : [element("cbc:DocumentTypeCode", random.pick(["386", "388", " 386"]))]),
      ]),
  ],
  "cac:TaxTotal": [subtotal],
  "cac:TaxSubtotal": [(random) => category(random)],
  "cac:LegalMonetaryTotal": [
    (random) => money("cbc:PrepaidAmount", random),
    (random) => money("cbc:PayableRoundingAmount", random),
    (random) => money("cbc:AllowanceTotalAmount", random),
    (random) => money("cbc:ChargeTotalAmount", random),
  ],
  "cac:Price": [
    (random) =>
      element("cac:AllowanceCharge", [
        element("cbc:ChargeIndicator", random.pick(["false", "true"])),
        money("cbc:Amount", random),
        money("cbc:BaseAmount", random),
      ]),
    (random) =>
      element("cbc:BaseQuantity", random.pick(["1", "2", "0", "-1", "abc", "", "3"]), [
        { name: "unitCode", value: random.pick(["PCE", "x".repeat(128)]) },
      ]),
  ],
  "cac:Item": [
    (random) => element("cac:BuyersItemIdentification", [element("cbc:ID", random.pick(IDS))]),
    (random) => element("cac:SellersItemIdentification", [element("cbc:ID", random.pick(IDS))]),
    (random) => element("cac:StandardItemIdentification", [element("cbc:ID", random.pick(IDS))]),
    (random) =>
      element(
        "cac:AdditionalItemProperty",
        random.below(2) === 0 ? [element("cbc:Name", "x")] : [element("cbc:Name", "x"), element("cbc:Value", "y")],
      ),
    (random) => category(random, "cac:ClassifiedTaxCategory"),
  ],
  "cac:Party": [
    (random) =>
      element("cac:PartyIdentification", [
        element("cbc:ID", random.pick(IDS), [{ name: "schemeID", value: random.pick(attributeValues("schemeID")) }]),
      ]),
    (random) =>
      element("cac:Contact", [
        ...(random.below(2) === 0 ? [element("cbc:Name", random.pick(TEXTS))] : []),
        ...(random.below(2) === 0 ? [element("cbc:Telephone", random.pick(textsFor("Telephone")))] : []),
        ...(random.below(2) === 0 ? [element("cbc:Note", random.pick(TEXTS))] : []),
      ]),
    (random) =>
      element("cac:PartyTaxScheme", [
        element("cbc:CompanyID", random.pick(textsFor("CompanyID"))),
        element("cac:TaxScheme", [element("cbc:ID", "VAT")]),
      ]),
    (random) => element("cac:PartyLegalEntity", [element("cbc:RegistrationName", random.pick(TEXTS))]),
  ],
  "cac:PostalAddress": [
    leaf("cbc:AdditionalStreetName", TEXTS),
    leaf("cbc:CountrySubentity", TEXTS),
    leaf("cbc:StreetName", TEXTS),
    leaf("cbc:CitySubdivisionName", TEXTS),
    (random) => element("cac:Country", [element("cbc:IdentificationCode", random.pick(["SA", "AE", "XX"]))]),
  ],
  "cac:PaymentMeans": [leaf("cbc:InstructionNote", TEXTS)],
  "cac:TaxCategory": [
    leaf("cbc:TaxExemptionReasonCode", textsFor("ReasonCode")),
    leaf("cbc:TaxExemptionReason", TEXTS),
  ],
};

/** What may be added inside an element of this key. */
export const fragments = (key: string): readonly Make[] => FRAGMENTS[key] ?? [];
