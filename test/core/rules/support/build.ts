// Whole valid documents for the tests of the rule book, from the few figures a test cares about.
import { element, NAMESPACES, type XmlAttribute, type XmlElement } from "../../../../agent/core/xml/tree.ts";

export type Code = "S" | "Z" | "E" | "O";

export interface LinePlan {
  /** Net amount in halalas. */
  readonly net: number;
  readonly code?: Code;
  readonly quantity?: string;
  readonly price?: string;
  /** Further parts of the line, of its item and of its price. */
  readonly parts?: readonly XmlElement[];
  readonly item?: readonly XmlElement[];
  readonly pricing?: readonly XmlElement[];
}

export interface AdjustmentPlan {
  readonly isCharge: boolean;
  /** Amount in halalas; with `percent` a share of `base`. */
  readonly amount: number;
  readonly code?: Code;
  readonly percent?: string;
  readonly base?: number;
}

/** An advance taken off: taxable amount in halalas. */
export interface AdvancePlan {
  readonly taxable: number;
  readonly code: Code;
}

export interface DocumentPlan {
  readonly type?: string;
  /** Transaction code; a standard document has no stamp of ours. */
  readonly transaction?: string;
  readonly lines: readonly LinePlan[];
  readonly adjustments?: readonly AdjustmentPlan[];
  readonly advances?: readonly AdvancePlan[];
  readonly rounding?: number;
  readonly currency?: string;
  /** Riyals per unit of the currency. */
  readonly rate?: number;
  readonly issued?: { readonly date: string; readonly time: string };
}

const RATES: Readonly<Record<Code, number>> = { S: 15, Z: 0, E: 0, O: 0 };
const REASONS: Readonly<Record<Code, readonly [code: string, text: string] | undefined>> = {
  S: undefined,
  Z: ["VATEX-SA-35", "أدوية ومعدات طبية"],
  E: ["VATEX-SA-30", "معاملات عقارية"],
  O: ["VATEX-SA-OOS", "خارج نطاق الضريبة"],
};
const CODES = ["S", "Z", "E", "O"] as const;

/** Builds a document with every total right. */
export function build(plan: DocumentPlan): XmlElement {
  const { currency = "SAR", transaction = "0200000", type = "388", adjustments = [], advances = [] } = plan;
  const isSimplified = transaction.startsWith("02");
  const money = moneyIn(currency);
  const groups = CODES.filter((code) => isUsed(plan, code)).map((code) => ({ code, taxable: taxableOf(plan, code) }));
  const net = sum(groups.map((group) => group.taxable));
  const vat = sum(groups.map(vatOf));
  const prepaid = sum(advances.map((advance) => advance.taxable + vatOf(advance)));
  return element(
    "Invoice",
    [
      ...(isSimplified ? [signatureBlock()] : []),
      leaf("cbc:ProfileID", "reporting:1.0"),
      leaf("cbc:ID", "SME00010"),
      leaf("cbc:UUID", "8e6000cf-1a98-4174-b3e7-b5d5954bc10d"),
      leaf("cbc:IssueDate", plan.issued?.date ?? "2026-11-21"),
      leaf("cbc:IssueTime", plan.issued?.time ?? "09:32:40"),
      element("cbc:InvoiceTypeCode", type, [{ name: "name", value: transaction }]),
      leaf("cbc:Note", "شكرا لزيارتكم"),
      leaf("cbc:DocumentCurrencyCode", currency),
      leaf("cbc:TaxCurrencyCode", "SAR"),
      reference("cac:OrderReference", "T12-0042"),
      ...(type === "388" || type === "386" ? [] : [originalReference()]),
      reference("cac:ContractDocumentReference", "C-15"),
      element("cac:AdditionalDocumentReference", [leaf("cbc:ID", "ICV"), leaf("cbc:UUID", "10")]),
      attachment("PIH", "NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ=="),
      ...(isSimplified ? [attachment("QR", "AQxGaXJlIFRlc3Q="), signature()] : []),
      seller(),
      buyer(),
      element("cac:Delivery", [
        leaf("cbc:ActualDeliveryDate", "2026-11-20"),
        leaf("cbc:LatestDeliveryDate", "2026-11-21"),
      ]),
      paymentMeans(type),
      ...(plan.rate === undefined ? [] : [exchangeRate(currency, plan.rate)]),
      ...adjustments.map((adjustment) => documentAdjustment(adjustment, money)),
      element("cac:TaxTotal", [moneyIn("SAR")("cbc:TaxAmount", Math.round(vat * (plan.rate ?? 1)))]),
      element("cac:TaxTotal", [money("cbc:TaxAmount", vat), ...groups.map((group) => subtotal(group, money, true))]),
      totals(plan, { net, vat, prepaid }, money),
      ...plan.lines.map((line, index) => invoiceLine(line, index + 1, money)),
      ...advances.map((advance, index) => advanceLine(advance, plan.lines.length + index + 1, money)),
    ],
    ROOT_ATTRIBUTES,
  );
}

export const leaf = (name: string, text: string): XmlElement => element(name, text === "" ? [] : text);

type Money = (name: string, halalas: number) => XmlElement;

/** An amount of a currency. */
export const moneyIn =
  (currency: string): Money =>
  (name, halalas) =>
    element(name, decimal(halalas), [{ name: "currencyID", value: currency }]);

const decimal = (halalas: number): string =>
  `${halalas < 0 ? "-" : ""}${Math.floor(Math.abs(halalas) / 100)}.${String(Math.abs(halalas) % 100).padStart(2, "0")}`;

const ROOT_ATTRIBUTES: readonly XmlAttribute[] = Object.entries(NAMESPACES).map(([prefix, value]) => ({
  name: prefix === "" ? "xmlns" : `xmlns:${prefix}`,
  value,
}));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const codeOf = (plan: { readonly code?: Code }): Code => plan.code ?? "S";
const vatOf = ({ taxable, code }: { readonly taxable: number; readonly code: Code }): number =>
  Math.round((taxable * RATES[code]) / 100);

const isUsed = ({ lines, adjustments = [] }: DocumentPlan, code: Code): boolean =>
  [...lines, ...adjustments].some((part) => codeOf(part) === code);

const taxableOf = ({ lines, adjustments = [] }: DocumentPlan, code: Code): number =>
  sum(lines.filter((line) => codeOf(line) === code).map((line) => line.net)) +
  sum(adjustments.filter((a) => codeOf(a) === code).map((a) => (a.isCharge ? a.amount : -a.amount)));

const category = (name: string, code: Code, hasReason: boolean): XmlElement => {
  const reason = hasReason ? REASONS[code] : undefined;
  return element(name, [
    leaf("cbc:ID", code),
    leaf("cbc:Percent", `${RATES[code]}.00`),
    ...(reason === undefined
      ? []
      : [leaf("cbc:TaxExemptionReasonCode", reason[0]), leaf("cbc:TaxExemptionReason", reason[1])]),
    element("cac:TaxScheme", [leaf("cbc:ID", "VAT")]),
  ]);
};

const subtotal = (group: { readonly taxable: number; readonly code: Code }, money: Money, hasReason: boolean) =>
  element("cac:TaxSubtotal", [
    money("cbc:TaxableAmount", group.taxable),
    money("cbc:TaxAmount", vatOf(group)),
    category("cac:TaxCategory", group.code, hasReason),
  ]);

/** A discount or charge with all it may have. */
export const adjustment = (
  { isCharge, amount, percent, base }: AdjustmentPlan,
  money: Money,
  parts: readonly XmlElement[] = [],
): XmlElement =>
  element("cac:AllowanceCharge", [
    leaf("cbc:ChargeIndicator", String(isCharge)),
    leaf("cbc:AllowanceChargeReasonCode", isCharge ? "ADR" : "95"),
    leaf("cbc:AllowanceChargeReason", isCharge ? "خدمة" : "خصم"),
    ...(percent === undefined ? [] : [leaf("cbc:MultiplierFactorNumeric", percent)]),
    money("cbc:Amount", amount),
    ...(base === undefined ? [] : [money("cbc:BaseAmount", base)]),
    ...parts,
  ]);

const documentAdjustment = (plan: AdjustmentPlan, money: Money): XmlElement =>
  adjustment(plan, money, [category("cac:TaxCategory", codeOf(plan), false)]);

function invoiceLine(line: LinePlan, id: number, money: Money): XmlElement {
  const code = codeOf(line);
  const vat = vatOf({ taxable: line.net, code });
  return element("cac:InvoiceLine", [
    leaf("cbc:ID", String(id)),
    element("cbc:InvoicedQuantity", line.quantity ?? "1.000000", [{ name: "unitCode", value: "PCE" }]),
    money("cbc:LineExtensionAmount", line.net),
    ...(line.parts ?? []),
    element("cac:TaxTotal", [money("cbc:TaxAmount", vat), money("cbc:RoundingAmount", line.net + vat)]),
    element("cac:Item", [
      leaf("cbc:Name", "قلم رصاص"),
      ...(line.item ?? []),
      category("cac:ClassifiedTaxCategory", code, false),
    ]),
    element("cac:Price", [
      element("cbc:PriceAmount", line.price ?? decimal(line.net), money("", 0).attributes),
      ...(line.pricing ?? []),
    ]),
  ]);
}

const advanceLine = (advance: AdvancePlan, id: number, money: Money): XmlElement =>
  element("cac:InvoiceLine", [
    leaf("cbc:ID", String(id)),
    element("cbc:InvoicedQuantity", "0.000000", [{ name: "unitCode", value: "PCE" }]),
    money("cbc:LineExtensionAmount", 0),
    element("cac:DocumentReference", [
      leaf("cbc:ID", "SME00002"),
      leaf("cbc:IssueDate", "2026-11-01"),
      leaf("cbc:IssueTime", "14:41:18"),
      leaf("cbc:DocumentTypeCode", "386"),
    ]),
    element("cac:TaxTotal", [
      money("cbc:TaxAmount", 0),
      money("cbc:RoundingAmount", 0),
      subtotal(advance, money, true),
    ]),
    element("cac:Item", [leaf("cbc:Name", "دفعة مقدمة"), category("cac:ClassifiedTaxCategory", advance.code, false)]),
    element("cac:Price", [money("cbc:PriceAmount", 0)]),
  ]);

interface Figures {
  readonly net: number;
  readonly vat: number;
  readonly prepaid: number;
}

function totals(plan: DocumentPlan, { net, vat, prepaid }: Figures, money: Money): XmlElement {
  const { adjustments = [], rounding } = plan;
  const allowances = adjustments.filter((a) => !a.isCharge);
  const charges = adjustments.filter((a) => a.isCharge);
  return element("cac:LegalMonetaryTotal", [
    money("cbc:LineExtensionAmount", sum(plan.lines.map((line) => line.net))),
    money("cbc:TaxExclusiveAmount", net),
    money("cbc:TaxInclusiveAmount", net + vat),
    money("cbc:AllowanceTotalAmount", sum(allowances.map((a) => a.amount))),
    ...(charges.length === 0 ? [] : [money("cbc:ChargeTotalAmount", sum(charges.map((a) => a.amount)))]),
    ...((plan.advances ?? []).length === 0 ? [] : [money("cbc:PrepaidAmount", prepaid)]),
    ...(rounding === undefined ? [] : [money("cbc:PayableRoundingAmount", rounding)]),
    money("cbc:PayableAmount", net + vat - prepaid + (rounding ?? 0)),
  ]);
}

const reference = (name: string, id: string): XmlElement => element(name, [leaf("cbc:ID", id)]);

const originalReference = (): XmlElement =>
  element("cac:BillingReference", [reference("cac:InvoiceDocumentReference", "SME00009")]);

const attachment = (id: string, content: string): XmlElement =>
  element("cac:AdditionalDocumentReference", [
    leaf("cbc:ID", id),
    element("cac:Attachment", [
      element("cbc:EmbeddedDocumentBinaryObject", content, [{ name: "mimeCode", value: "text/plain" }]),
    ]),
  ]);

const signatureBlock = (): XmlElement =>
  element("ext:UBLExtensions", [
    element("ext:UBLExtension", [
      leaf("ext:ExtensionURI", "urn:oasis:names:specification:ubl:dsig:enveloped:xades"),
      element("ext:ExtensionContent", [
        element("sig:UBLDocumentSignatures", [
          element("sac:SignatureInformation", [
            leaf("cbc:ID", "urn:oasis:names:specification:ubl:signature:1"),
            leaf("sbc:ReferencedSignatureID", "urn:oasis:names:specification:ubl:signature:Invoice"),
          ]),
        ]),
      ]),
    ]),
  ]);

const signature = (): XmlElement =>
  element("cac:Signature", [
    leaf("cbc:ID", "urn:oasis:names:specification:ubl:signature:Invoice"),
    leaf("cbc:SignatureMethod", "urn:oasis:names:specification:ubl:dsig:enveloped:xades"),
  ]);

const address = (building: string): XmlElement =>
  element("cac:PostalAddress", [
    leaf("cbc:StreetName", "الأمير سلطان"),
    leaf("cbc:AdditionalStreetName", "طريق فرعي"),
    leaf("cbc:BuildingNumber", building),
    leaf("cbc:CitySubdivisionName", "المربع"),
    leaf("cbc:CityName", "الرياض"),
    leaf("cbc:PostalZone", "23333"),
    leaf("cbc:CountrySubentity", "منطقة الرياض"),
    element("cac:Country", [leaf("cbc:IdentificationCode", "SA")]),
  ]);

const identification = (scheme: string, id: string): XmlElement =>
  element("cac:PartyIdentification", [element("cbc:ID", id, [{ name: "schemeID", value: scheme }])]);

const taxScheme = (number: string): XmlElement =>
  element("cac:PartyTaxScheme", [leaf("cbc:CompanyID", number), element("cac:TaxScheme", [leaf("cbc:ID", "VAT")])]);

const legalEntity = (name: string): XmlElement => element("cac:PartyLegalEntity", [leaf("cbc:RegistrationName", name)]);

const seller = (): XmlElement =>
  element("cac:AccountingSupplierParty", [
    element("cac:Party", [
      identification("CRN", "1010183482"),
      address("2322"),
      taxScheme("310175397400003"),
      legalEntity("مطعم التجربة"),
    ]),
  ]);

const buyer = (): XmlElement =>
  element("cac:AccountingCustomerParty", [
    element("cac:Party", [
      identification("NAT", "1029384756"),
      address("1111"),
      taxScheme("399999999800003"),
      legalEntity("شركة المشتري"),
      element("cac:Contact", [
        leaf("cbc:Name", "سالم"),
        leaf("cbc:Telephone", "0501234567"),
        leaf("cbc:Note", "صباحا"),
      ]),
    ]),
  ]);

const paymentMeans = (type: string): XmlElement =>
  element("cac:PaymentMeans", [
    leaf("cbc:PaymentMeansCode", "10"),
    ...(type === "388" || type === "386" ? [] : [leaf("cbc:InstructionNote", "إلغاء أو تعديل بعد التوريد")]),
    element("cac:PayeeFinancialAccount", [leaf("cbc:ID", "SA0380000000608010167519"), leaf("cbc:PaymentNote", "فورا")]),
  ]);

const exchangeRate = (currency: string, rate: number): XmlElement =>
  element("cac:TaxExchangeRate", [
    leaf("cbc:SourceCurrencyCode", currency),
    leaf("cbc:TargetCurrencyCode", "SAR"),
    leaf("cbc:CalculationRate", String(rate)),
  ]);
