// Postal addresses: a Saudi one in full (BR-KSA-09, 63), a foreign one at least by street, city and country (BR-KSA-10).
import type { Bilingual } from "../../bilingual.ts";
import { error } from "../finding.ts";
import {
  also,
  FAILED,
  type Failed,
  member,
  object,
  optional,
  otherwise,
  type Place,
  type Read,
  required,
} from "./reader.ts";
import { readLine, readPattern, readText } from "./values.ts";

export interface Address {
  readonly street: Bilingual;
  readonly building: string | undefined;
  readonly additional: Bilingual | undefined;
  readonly district: Bilingual | undefined;
  readonly city: Bilingual;
  readonly postalCode: string | undefined;
  /** ISO 3166-1, two letters. */
  readonly country: string;
}

/** The national address; the postal code has five digits. */
export interface SaudiAddress extends Address {
  readonly building: string;
  readonly district: Bilingual;
  readonly postalCode: string;
  readonly country: "SA";
}

const COUNTRY = readPattern(
  /^[A-Z]{2}$/,
  ["رمز الدولة حرفان مثل SA", "a country code of two letters such as SA"],
  "BR-CL-14",
);
const POSTAL_CODE = /^\d{5}$/;
const BUILDING = readPattern(/^\d{4}$/, ["رقم المبنى أربعة أرقام", "a building number of four digits"], "BR-KSA-37");

/** Of any country. */
export const readAddress: Read<Address> = also(
  object({
    street: required(readText(1000)),
    building: optional(readLine(127)),
    additional: optional(readText(127)),
    district: optional(readText(127)),
    city: required(readText(127)),
    postalCode: optional(readLine(127)),
    country: otherwise(COUNTRY, "SA"),
  }),
  (address, at) => (address.country === "SA" ? completeSaudi(address, at) : address),
);

/** Of the seller, whose building number has four digits (BR-KSA-37). */
export const readSaudiAddress: Read<SaudiAddress> = also(readAddress, (address, at) => {
  if (BUILDING(address.building ?? "", member(at, "building")) === FAILED) return FAILED;
  if (isSaudi(address)) return address;
  at.report(sellerAbroad(member(at, "country").path));
  return FAILED;
});

const isSaudi = (address: Address): address is SaudiAddress =>
  address.country === "SA" &&
  address.building !== undefined &&
  address.district !== undefined &&
  address.postalCode !== undefined;

function completeSaudi(address: Address, at: Place): Address | Failed {
  const absent = (["building", "district", "postalCode"] as const).filter((name) => address[name] === undefined);
  for (const name of absent) at.report(incomplete(member(at, name).path));
  const isCode = address.postalCode === undefined || POSTAL_CODE.test(address.postalCode);
  if (!isCode) at.report(badPostalCode(member(at, "postalCode").path));
  return absent.length === 0 && isCode ? address : FAILED;
}

const incomplete = (path: string) =>
  error(
    "BR-KSA-63",
    path,
    ["العنوان السعودي ناقص", "a Saudi address needs this part"],
    [
      "أكمل العنوان: الشارع ورقم المبنى والحي والمدينة والرمز البريدي",
      "give street, building, district, city and postal code",
    ],
  );

const badPostalCode = (path: string) =>
  error(
    "BR-KSA-67",
    path,
    ["الرمز البريدي السعودي خمسة أرقام", "a Saudi postal code has five digits"],
    ["صحح الرمز البريدي", "correct the postal code"],
  );

const sellerAbroad = (path: string) =>
  error(
    "BR-KSA-09",
    path,
    ["عنوان البائع يجب أن يكون في المملكة", "the seller's address must be in the Kingdom"],
    ['اكتب "SA"', 'write "SA"'],
  );
