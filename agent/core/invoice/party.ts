// The two sides of a document: the shop as configured, the customer as the till names them (documents.md C8).
import type { Bilingual } from "../bilingual.ts";
import type { VatNumber } from "../ids.ts";
import { err, ok, type Result } from "../result.ts";
import { joined } from "../text.ts";
import type { Violation } from "../violation.ts";
import { error } from "./finding.ts";
import { type Address, readAddress, readSaudiAddress, type SaudiAddress } from "./reading/address.ts";
import { problems } from "./reading/problems.ts";
import {
  also,
  FAILED,
  type Failed,
  fail,
  object,
  oneOf,
  optional,
  type Place,
  type Read,
  required,
} from "./reading/reader.ts";
import { readPattern, readText, readVatNumber } from "./reading/values.ts";

const SELLER_SCHEMES = ["CRN", "MOM", "MLS", "SAG", "OTH", "700"] as const;
const BUYER_SCHEMES = ["TIN", "CRN", "MOM", "MLS", "700", "SAG", "NAT", "GCC", "IQA", "PAS", "OTH"] as const;
type SellerScheme = (typeof SELLER_SCHEMES)[number];
type BuyerScheme = (typeof BUYER_SCHEMES)[number];

/** The one `PartyIdentification` a party has: two crash the authority's validator (C8). */
export interface PartyId<Scheme extends string = BuyerScheme> {
  readonly scheme: Scheme;
  readonly value: string;
}

/** The taxpayer whose EGS unit this is. */
export interface Seller {
  readonly name: Bilingual;
  readonly vat: VatNumber;
  readonly id: PartyId<SellerScheme>;
  readonly address: SaudiAddress;
}

export interface Buyer {
  readonly name: Bilingual;
  readonly vat: VatNumber | undefined;
  readonly id: PartyId | undefined;
  readonly address: Address | undefined;
}

/** Who may receive a tax invoice: addressed, and identified one way or the other (BR-KSA-10, 42, 81). */
export type IdentifiedBuyer = Buyer & { readonly address: Address } & (
    | { readonly vat: VatNumber }
    | { readonly id: PartyId }
  );

/** The longest seller name whose QR value every reader takes (stamping.md 7). */
export const MAX_SELLER_NAME_BYTES = 127;

/** BR-KSA-F-08, F-09: what the value of a scheme looks like. */
const ID_FORMS: Partial<Record<SellerScheme, RegExp>> = { CRN: /^\d{10}$/, "700": /^7\d{9}$/ };

const readName: Read<Bilingual> = readText(1000);
const readIdValue = readPattern(/^[A-Za-z0-9-]{1,127}$/, [
  "حروف لاتينية وأرقام بلا فراغات",
  "Latin letters and digits without spaces",
]);

const readSellerId: Read<PartyId<SellerScheme>> = also(
  object({ scheme: required(oneOf(SELLER_SCHEMES)), value: required(readIdValue) }),
  (id, at) => {
    const form = ID_FORMS[id.scheme];
    return form === undefined || form.test(id.value) ? id : fail(at, problems.badForm(at.path, id.value, ID_FORM));
  },
);
const ID_FORM = [
  "السجل التجاري عشرة أرقام، والرقم الموحد 700 عشرة أرقام أولها 7",
  "a CRN has ten digits; a 700 number has ten digits and starts with 7",
] as const;

/** The limit is bytes of UTF-8 in the form the QR code carries: both languages with " / " between. */
function fitsQrCode(name: Bilingual, at: Place): Bilingual | Failed {
  const bytes = Buffer.byteLength(joined(name));
  return bytes <= MAX_SELLER_NAME_BYTES ? name : fail(at, sellerNameTooLong(at.path, bytes));
}

const sellerNameTooLong = (path: string, bytes: number): Violation =>
  error(
    "sale/seller-name",
    path,
    [
      `اسم البائع ${bytes} بايت، والحد ${MAX_SELLER_NAME_BYTES} بايت حتى يقرأ رمز QR كل قارئ (الحرف العربي بايتان)`,
      `the seller name takes ${bytes} bytes; ${MAX_SELLER_NAME_BYTES} is the most every QR reader takes (an Arabic letter is 2)`,
    ],
    ["اختصر الاسم، أو اكتبه بلغة واحدة", "shorten the name, or give it in one language"],
  );

const readSeller: Read<Seller> = object({
  name: required(also(readName, fitsQrCode)),
  vat: required(readVatNumber("BR-KSA-40")),
  id: required(readSellerId),
  address: required(readSaudiAddress),
});

/** The buyer of a sale; what a profile asks of them beyond that: checks.ts. */
export const readBuyer: Read<Buyer> = object({
  name: required(readName),
  vat: optional(readVatNumber("BR-KSA-44")),
  id: optional(object({ scheme: required(oneOf(BUYER_SCHEMES)), value: required(readIdValue) })),
  address: optional(readAddress),
});

/** Reads the shop's own party from its configuration; the error lists everything that is wrong with it. */
export function parseSeller(value: unknown, path = "seller"): Result<Seller, readonly Violation[]> {
  const found: Violation[] = [];
  const party = readSeller(value, { path, report: (violation) => found.push(violation) });
  return party === FAILED || found.length > 0 ? err(found) : ok(party);
}

/** True for a buyer a tax invoice may be made out to. */
export const isIdentified = (buyer: Buyer | undefined): buyer is IdentifiedBuyer =>
  buyer?.address !== undefined && (buyer.vat !== undefined || buyer.id !== undefined);
