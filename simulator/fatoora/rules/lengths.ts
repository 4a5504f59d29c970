// How long a text may be (rules BR-KSA-F-06-…), one row each: told and forgiven.
import { all, type Element } from "../xml/element.ts";
import { ADDRESS, BUYER, GROUP_CATEGORY, LINE, LINE_GROUP, NAME, SELLER } from "./paths.ts";
import {
  adjustments,
  has,
  hasKind,
  isNote,
  isSimplified,
  isStandard,
  lengthOf,
  type Row,
  rules,
  value,
} from "./rule.ts";

type Length = readonly [part: string, path: string, least: number, most: number, when?: (invoice: Element) => boolean];

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

const buyerIsSaudi = (invoice: Element): boolean =>
  value(invoice, `${BUYER}/${ADDRESS}/cac:Country/cbc:IdentificationCode`) === "SA";

const isSaudiStandard = (invoice: Element): boolean => isStandard(invoice) && buyerIsSaudi(invoice);

const KSA_LENGTHS: readonly Length[] = [
  ["C3", "cac:OrderReference/cbc:ID", 0, 127],
  ["C4", `${SELLER}/${ADDRESS}/cbc:StreetName`, 1, 1000],
  ["C5", "cac:ContractDocumentReference/cbc:ID", 0, 127],
  ["C6", `${SELLER}/${ADDRESS}/cbc:AdditionalStreetName`, 0, 127],
  ["C7", `${SELLER}/${ADDRESS}/cbc:CityName`, 1, 127],
  ["C9", `${SELLER}/${ADDRESS}/cbc:CitySubdivisionName`, 1, 127, buyerIsSaudi],
  ["C11", `${BUYER}/${ADDRESS}/cbc:AdditionalStreetName`, 0, 127],
  ["C12", `${BUYER}/${NAME}`, 1, 1000, isStandard],
  ["C13", "cac:PaymentMeans/cbc:InstructionNote", 1, 1000, isNote],
  ["C14", "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:PaymentNote", 1, 1000, hasKind],
  ["C15", "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID", 0, 127, hasKind],
  ["C16", `${GROUP_CATEGORY}/cbc:TaxExemptionReason`, 1, 1000],
  ["C23", `${BUYER}/${ADDRESS}/cbc:StreetName`, 1, 1000, isStandard],
  ["C24", `${BUYER}/${ADDRESS}/cbc:StreetName`, 0, 1000, isSimplified],
  ["C25", `${BUYER}/${ADDRESS}/cbc:CityName`, 1, Number.POSITIVE_INFINITY, isStandard],
  ["C26", `${BUYER}/${ADDRESS}/cbc:CityName`, 0, 127, hasKind],
  ["C28", `${BUYER}/${ADDRESS}/cbc:CitySubdivisionName`, 1, Number.POSITIVE_INFINITY, isSaudiStandard],
  ["C29", `${BUYER}/${ADDRESS}/cbc:CitySubdivisionName`, 0, 127, isSaudiStandard],
  ["C32", `${BUYER}/${NAME}`, 0, 1000, isSimplified],
  ["C37", `${BUYER}/cac:Contact/cbc:Name`, 0, 1000],
  ["C38", `${BUYER}/cac:Contact/cbc:Note`, 0, 1000],
  ["C39", `${LINE_GROUP}/cac:TaxCategory/cbc:TaxExemptionReason`, 1, 1000],
];

/** Parts of a standard buyer's address that must be there at all. */
const COMPULSORY: readonly Length[] = KSA_LENGTHS.filter(([part]) => ["C23", "C25", "C28"].includes(part));

const isOutside = (text: string, least: number, most: number): boolean =>
  lengthOf(text) < least || lengthOf(text) > most;

const rowOf = ([part, path, least, most, when = () => true]: Length): Row => [
  `BR-KSA-F-06-${part}`,
  path,
  ({ text }, { invoice }) => isOutside(text, least, most) && when(invoice),
];

const missingRow = ([part, path, , , when = () => true]: Length): Row => [
  `BR-KSA-F-06-${part}`,
  "",
  (invoice) => !has(invoice, path) && when(invoice),
];

/** Reasons of charges and allowances, on the document and on its lines. */
const REASONS: readonly Row[] = (
  [
    ["C33", "", "true"],
    ["C34", LINE, "true"],
    ["C35", "", "false"],
    ["C36", LINE, "false"],
  ] as const
).map(([part, at, indicator]) => [
  `BR-KSA-F-06-${part}`,
  at,
  (parent) =>
    adjustments(parent, indicator)
      .flatMap((one) => all(one, "cbc:AllowanceChargeReason"))
      .some(({ text }) => isOutside(text, 1, 1000)),
]);

const hasLongUnit =
  (path: string) =>
  (line: Element): boolean =>
    lengthOf(all(line, path)[0]?.attributes["unitCode"] ?? "") > 127;

/** Length rules of the European book. */
export const EN_LENGTH_RULES = rules([
  ...EN_LENGTHS.map(rowOf),
  ["BR-KSA-F-06-C18", LINE, hasLongUnit("cbc:InvoicedQuantity")],
]);

/** Length rules of the Kingdom's book. */
export const KSA_LENGTH_RULES = rules([
  ...KSA_LENGTHS.map(rowOf),
  ...COMPULSORY.map(missingRow),
  ...REASONS,
  ["BR-KSA-F-06-C21", LINE, hasLongUnit("cac:Price/cbc:BaseQuantity")],
]);
