// The UBL document of a sale: its order, its texts, and what each kind of sale puts into it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ublInvoice } from "../../../agent/core/ubl/document.ts";
import { readXml } from "../../../agent/core/xml/read.ts";
import {
  attributeOf,
  isElement,
  NAMESPACES,
  select,
  textAt,
  textOf,
  type XmlElement,
} from "../../../agent/core/xml/tree.ts";
import { canonical } from "../../../agent/core/xml/write.ts";
import { BUYER, COFFEE, CREDIT_NOTE, EXAMPLE, TAX_INVOICE } from "../../support/example-sale.ts";
import { LINK } from "../../support/money-checks.ts";
import { priced, right, TERMS } from "../../support/pricing.ts";
import type { Json } from "../../support/sale-lines.ts";
import { anySale } from "../../support/sales.ts";

const document = (json: Json): XmlElement => ublInvoice(priced(json), LINK);
const texts = (root: XmlElement, ...path: readonly string[]): readonly string[] => select(root, ...path).map(textOf);
const keys = (root: XmlElement): readonly string[] => root.children.filter(isElement).map(({ key }) => key);

/** documents.md C2, with what stands between by the UBL schema. */
const ORDER = [
  "cbc:ProfileID",
  "cbc:ID",
  "cbc:UUID",
  "cbc:IssueDate",
  "cbc:IssueTime",
  "cbc:InvoiceTypeCode",
  "cbc:Note",
  "cbc:DocumentCurrencyCode",
  "cbc:TaxCurrencyCode",
  "cac:OrderReference",
  "cac:BillingReference",
  "cac:AdditionalDocumentReference",
  "cac:AccountingSupplierParty",
  "cac:AccountingCustomerParty",
  "cac:Delivery",
  "cac:PaymentMeans",
  "cac:AllowanceCharge",
  "cac:TaxExchangeRate",
  "cac:TaxTotal",
  "cac:LegalMonetaryTotal",
  "cac:InvoiceLine",
];

describe("ublInvoice()", () => {
  test("declares the four namespaces in canonical order and nothing else", () => {
    expect(document(COFFEE).attributes).toEqual([
      { name: "xmlns", value: NAMESPACES[""] },
      { name: "xmlns:cac", value: NAMESPACES.cac },
      { name: "xmlns:cbc", value: NAMESPACES.cbc },
      { name: "xmlns:ext", value: NAMESPACES.ext },
    ]);
  });

  test("keeps the order of the schema, has no white space and no empty element but the customer's", () => {
    fc.assert(
      fc.property(anySale(), (json) => {
        const invoice = document(json);
        const positions = keys(invoice).map((key) => ORDER.indexOf(key));
        expect(positions).toEqual(positions.toSorted((a, b) => a - b));
        expect(positions).not.toContain(-1);
        expect(emptyOrMixed(invoice).filter((key) => key !== "cac:AccountingCustomerParty")).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test("is its own canonical form: what is read back from its bytes is written the same", () => {
    fc.assert(
      fc.property(anySale(), (json) => {
        const bytes = canonical(document(json));
        expect(canonical(right(readXml(bytes)).root)).toBe(bytes);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test("takes number, UUID, time and place in the chain from the link", () => {
    const invoice = document(COFFEE);
    expect(texts(invoice, "cbc:ID")).toEqual(["T-1"]);
    expect(texts(invoice, "cbc:UUID")).toEqual([LINK.uuid]);
    expect([textAt(invoice, "cbc:IssueDate"), textAt(invoice, "cbc:IssueTime")]).toEqual(["2026-11-21", "12:00:00"]);
    expect(texts(invoice, "cac:AdditionalDocumentReference", "cbc:ID")).toEqual(["ICV", "PIH"]);
    expect(texts(invoice, "cac:AdditionalDocumentReference", "cbc:UUID")).toEqual(["7"]);
    expect(textOf(select(invoice, "cac:AdditionalDocumentReference", "cac:Attachment")[0] ?? invoice)).toBe(LINK.pih);
  });

  test.each<readonly [string, string, Json]>([
    ["388", "0200000", COFFEE],
    ["386", "0200000", { ...COFFEE, type: "prepayment" }],
    ["381", "0200000", CREDIT_NOTE],
    ["383", "0200000", { ...CREDIT_NOTE, type: "debit-note" }],
    ["388", "0100000", TAX_INVOICE],
    ["388", "0211000", { ...COFFEE, flags: ["nominal", "third-party"] }],
    ["388", "0100110", { ...TAX_INVOICE, flags: ["summary", "export"] }],
    ["388", "0100001", { ...TAX_INVOICE, flags: ["self-billed"] }],
  ])("writes type %s with transaction code %s", (code, name, json) => {
    const [type] = select(document(json), "cbc:InvoiceTypeCode");
    expect([type && textOf(type), attributeOf(type, "name")]).toEqual([code, name]);
  });

  test("writes the seller, and both languages of a text with a slash between", () => {
    const party = select(document(COFFEE), "cac:AccountingSupplierParty", "cac:Party")[0];
    expect(textAt(party, "cac:PartyLegalEntity", "cbc:RegistrationName")).toBe("مطعم البيت / Al Bait Restaurant");
    expect(textAt(party, "cac:PartyTaxScheme", "cbc:CompanyID")).toBe(TERMS.seller.vat);
  });

  test("gives a tax invoice the day of issue as supply date, unless the till says another", () => {
    expect(texts(document(TAX_INVOICE), "cac:Delivery", "cbc:ActualDeliveryDate")).toEqual(["2026-11-21"]);
    const other = { ...TAX_INVOICE, supplyDate: "2026-11-01", supplyEndDate: "2026-11-15" };
    expect(texts(document(other), "cac:Delivery")).toEqual(["2026-11-012026-11-15"]);
    expect(texts(document(COFFEE), "cac:Delivery")).toEqual([]);
  });

  test("writes each means of payment once, and the reason of a note into each", () => {
    const payments = ["cash", "card", "voucher", "points"].map((means) => ({ means, amount: "11.50" }));
    const paid = { payments: payments.map((one, i) => (i === 0 ? one : { ...one, amount: "0.00" })) };
    expect(texts(document({ ...COFFEE, ...paid }), "cac:PaymentMeans")).toEqual(["10", "48", "1"]);
    const reason = "Goods or services returned | إرجاع السلع أو الخدمات";
    expect(texts(document({ ...CREDIT_NOTE, ...paid }), "cac:PaymentMeans", "cbc:InstructionNote")).toEqual([
      reason,
      reason,
      reason,
    ]);
    expect(texts(document(CREDIT_NOTE), "cac:PaymentMeans")).toEqual([`1${reason}`]);
  });

  test("names every original of a note, by number, words or period", () => {
    const uuid = "8e6000cf-1a98-4174-b3e7-b5d5954bc10d";
    const originals = [
      { irn: "A-1", uuid, issuedAt: "2026-10-01" },
      { text: "إيصال مفقود" },
      { from: "2026-01-01", to: "2026-01-31" },
    ];
    expect(texts(document({ ...CREDIT_NOTE, originals }), "cac:BillingReference")).toEqual([
      `A-1${uuid}2026-10-01`,
      "إيصال مفقود",
      "الفواتير من 2026-01-01 إلى 2026-01-31 / Invoices from 2026-01-01 to 2026-01-31",
    ]);
  });

  test("writes amounts in the document's currency and VAT in riyals first", () => {
    const invoice = document({ ...COFFEE, currency: "USD", exchangeRate: "3.75" });
    const amounts = select(invoice, "cac:TaxTotal", "cbc:TaxAmount").map(
      (one) => `${attributeOf(one, "currencyID")} ${textOf(one)}`,
    );
    expect(amounts).toEqual(["SAR 5.63", "USD 1.50"]);
    expect(texts(invoice, "cac:TaxExchangeRate")).toEqual(["USDSAR3.75"]);
    expect(texts(document(COFFEE), "cac:TaxExchangeRate")).toEqual([]);
  });

  test("adds a line for every VAT group of an advance", () => {
    const groups = [
      { vat: "S", taxable: "5.00", amount: "0.75" },
      { vat: { category: "S", rate: "5" }, taxable: "1.00", amount: "0.05" },
    ];
    const prepaid = [
      { irn: "P-1", uuid: "a79760f7-2f48-4da9-85a5-40459a147c80", issuedAt: "2026-08-15T12:28:17", groups },
    ];
    const invoice = document({ ...TAX_INVOICE, prepaid });
    expect(texts(invoice, "cac:InvoiceLine", "cbc:ID")).toEqual(["1", "2", "3"]);
    expect(texts(invoice, "cac:InvoiceLine", "cbc:InvoicedQuantity")).toEqual(["1", "0.000000", "0.000000"]);
    expect(texts(invoice, "cac:InvoiceLine", "cac:DocumentReference", "cbc:IssueTime")).toEqual([
      "12:28:17",
      "12:28:17",
    ]);
    expect(texts(invoice, "cac:InvoiceLine", "cac:TaxTotal", "cac:TaxSubtotal", "cbc:TaxableAmount")).toEqual([
      "5.00",
      "1.00",
    ]);
    expect(texts(invoice, "cac:LegalMonetaryTotal", "cbc:PrepaidAmount")).toEqual(["6.80"]);
    expect(texts(invoice, "cac:LegalMonetaryTotal", "cbc:PayableAmount")).toEqual(["4.70"]);
  });

  test("explains every category without VAT in the breakdown, by code and in words", () => {
    const exempt = { category: "E", exemption: "VATEX-SA-29" };
    const outside = { category: "O", exemption: "VATEX-SA-OOS", reason: { ar: "رسوم حكومية", en: "Government fee" } };
    const lines = ["S", { category: "Z", exemption: "VATEX-SA-35" }, exempt, outside].map((vat) => ({
      name: "خبز",
      quantity: "1",
      price: "1.15",
      vat,
    }));
    const subtotals = select(document({ ...COFFEE, lines }), "cac:TaxTotal", "cac:TaxSubtotal", "cac:TaxCategory");
    expect(
      subtotals.map((one) => texts(one, "cbc:TaxExemptionReasonCode").concat(texts(one, "cbc:TaxExemptionReason"))),
    ).toEqual([
      [],
      ["VATEX-SA-35", "الأدوية والأجهزة الطبية / Medicines and medical devices"],
      ["VATEX-SA-29", "خدمات مالية معفاة / Exempt financial services"],
      ["VATEX-SA-OOS", "رسوم حكومية / Government fee"],
    ]);
  });

  test("tells a percentage in words where it cannot stand as a number", () => {
    const line = {
      name: "خبز",
      quantity: "1",
      price: "1.45",
      vat: "S",
      discounts: [{ percent: "10", reason: "loyalty" }],
    };
    const invoice = document({ ...COFFEE, prices: "vat-exclusive", lines: [line] });
    expect(texts(invoice, "cac:InvoiceLine", "cac:AllowanceCharge")).toEqual(["falseloyalty 10%0.15"]);
  });

  test.each([
    [996, " 10%"],
    [997, ""],
    [1000, ""],
  ])("leaves the percentage out behind a reason of %i characters where the two would be too long", (length, behind) => {
    const reason = "خ".repeat(length);
    const line = { name: "خبز", quantity: "1", price: "1.45", vat: "S", discounts: [{ percent: "10", reason }] };
    const invoice = document({ ...COFFEE, prices: "vat-exclusive", lines: [line] });
    expect(texts(invoice, "cac:InvoiceLine", "cac:AllowanceCharge", "cbc:AllowanceChargeReason")).toEqual([
      reason + behind,
    ]);
  });

  test("writes the price's discount and base quantity, gross less discount being net", () => {
    const line = {
      name: "خبز",
      quantity: "250",
      unit: "GRM",
      price: "4.00",
      basePriceQuantity: "100",
      priceDiscount: "0.50",
      vat: "S",
    };
    const [price] = select(
      document({ ...COFFEE, prices: "vat-exclusive", lines: [line] }),
      "cac:InvoiceLine",
      "cac:Price",
    );
    expect(price && canonical(price)).toBe(
      '<cac:Price><cbc:PriceAmount currencyID="SAR">3.50</cbc:PriceAmount><cbc:BaseQuantity unitCode="GRM">100</cbc:BaseQuantity>' +
        '<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="SAR">0.50</cbc:Amount>' +
        '<cbc:BaseAmount currencyID="SAR">4.00</cbc:BaseAmount></cac:AllowanceCharge></cac:Price>',
    );
  });

  test("writes what the till calls an item and an order", () => {
    const invoice = document(EXAMPLE);
    expect(texts(invoice, "cac:OrderReference", "cbc:ID")).toEqual(["T12-0042"]);
    expect(texts(invoice, "cac:InvoiceLine", "cac:Item", "cac:SellersItemIdentification")).toEqual(["P24"]);
    expect(texts(invoice, "cac:InvoiceLine", "cac:Item", "cac:StandardItemIdentification")).toEqual(["6251159025555"]);
  });

  test("writes a buyer with whatever id they have", () => {
    const buyer = { ...BUYER, vat: undefined, id: { scheme: "IQA", value: "2098765430" } };
    const id = select(
      document({ ...TAX_INVOICE, buyer }),
      "cac:AccountingCustomerParty",
      "cac:Party",
      "cac:PartyIdentification",
      "cbc:ID",
    )[0];
    expect([id && textOf(id), attributeOf(id, "schemeID")]).toEqual(["2098765430", "IQA"]);
  });
});

/** Elements with nothing in them, or with text beside elements. */
function emptyOrMixed(node: XmlElement): readonly string[] {
  const elements = node.children.filter(isElement);
  const isWrong = node.children.length === 0 || (elements.length > 0 && elements.length < node.children.length);
  return [...(isWrong || textOf(node).length === 0 ? [node.key] : []), ...elements.flatMap(emptyOrMixed)];
}
