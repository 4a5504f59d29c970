// How long a text may be (rules BR-KSA-F-06-…), one row each: told and forgiven.
import { all } from "../xml/element.ts";
import { isNote, isStandard, type Row, type RuleContext, rules } from "./rule.ts";

const LINE = "cac:InvoiceLine";
const SELLER = "cac:AccountingSupplierParty/cac:Party";
const BUYER = "cac:AccountingCustomerParty/cac:Party";
const ADDRESS = "cac:PostalAddress";
const NAME = "cac:PartyLegalEntity/cbc:RegistrationName";

type Length = readonly [
  part: string,
  path: string,
  least: number,
  most: number,
  when?: (context: RuleContext) => boolean,
];

const onNotes = ({ invoice }: RuleContext): boolean => isNote(invoice);

/** Lengths of texts that are there. */
const EN_LENGTHS: readonly Length[] = [
  ["C1", "cbc:ID", 0, 127],
  ["C2", "cbc:Note", 0, 1000],
  ["C8", `${SELLER}/${ADDRESS}/cbc:CountrySubentity`, 0, 127],
  ["C10", `${SELLER}/${NAME}`, 1, 1000],
  ["C19", `${LINE}/cac:Item/cbc:Name`, 3, 1000],
  ["C20", `${LINE}/cac:Item/cac:StandardItemIdentification/cbc:ID`, 0, 127],
  ["C27", `${BUYER}/${ADDRESS}/cbc:CountrySubentity`, 0, 127],
  ["C30", `${LINE}/cac:Item/cac:BuyersItemIdentification/cbc:ID`, 0, 127],
  ["C31", `${LINE}/cac:Item/cac:SellersItemIdentification/cbc:ID`, 0, 127],
];

const KSA_LENGTHS: readonly Length[] = [
  ["C3", "cac:OrderReference/cbc:ID", 0, 127],
  ["C4", `${SELLER}/${ADDRESS}/cbc:StreetName`, 1, 1000],
  ["C5", "cac:ContractDocumentReference/cbc:ID", 0, 127],
  ["C6", `${SELLER}/${ADDRESS}/cbc:AdditionalStreetName`, 0, 127],
  ["C7", `${SELLER}/${ADDRESS}/cbc:CityName`, 1, 127],
  ["C11", `${BUYER}/${ADDRESS}/cbc:AdditionalStreetName`, 0, 127],
  ["C12", `${BUYER}/${NAME}`, 1, 1000, ({ invoice }) => isStandard(invoice)],
  ["C13", "cac:PaymentMeans/cbc:InstructionNote", 1, 1000, onNotes],
  ["C14", "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:PaymentNote", 1, 1000],
  ["C15", "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID", 0, 127],
  ["C24", `${BUYER}/${ADDRESS}/cbc:StreetName`, 0, 1000, ({ invoice }) => !isStandard(invoice)],
  ["C26", `${BUYER}/${ADDRESS}/cbc:CityName`, 0, 127],
  ["C32", `${BUYER}/${NAME}`, 0, 1000, ({ invoice }) => !isStandard(invoice)],
];

const rowOf = ([part, path, least, most, when = () => true]: Length): Row => [
  `BR-KSA-F-06-${part}`,
  path,
  ({ text }, context) => (text.length < least || text.length > most) && when(context),
];

/** Exemption reasons and reasons of allowances and charges. */
const REASONS: readonly Row[] = [
  [
    "BR-KSA-F-06-C16",
    "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason",
    ({ text }) => text.length < 1 || text.length > 1000,
  ],
  ...(["C33", "C34", "C35", "C36"] as const).map(
    (part, index): Row => [
      `BR-KSA-F-06-${part}`,
      index % 2 === 0 ? "cac:AllowanceCharge" : `${LINE}/cac:AllowanceCharge`,
      (one) =>
        all(one, "cbc:ChargeIndicator")[0]?.text.trim() === (index < 2 ? "true" : "false") &&
        all(one, "cbc:AllowanceChargeReason").some(({ text }) => text.length < 1 || text.length > 1000),
    ],
  ),
];

/** Length rules of the European book. */
export const EN_LENGTH_RULES = rules(EN_LENGTHS.map(rowOf));

/** Length rules of the Kingdom's book. */
export const KSA_LENGTH_RULES = rules([...KSA_LENGTHS.map(rowOf), ...REASONS]);
