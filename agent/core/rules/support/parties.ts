// Where the documents keep what they say about seller and buyer.
import { anywhere } from "./vocabulary.ts";
import { path } from "./xpath.ts";

const ADDRESS = "cac:Party/cac:PostalAddress";
const buyer = (steps: string) => anywhere("cac:AccountingCustomerParty", steps);
const seller = (steps: string) => anywhere("cac:AccountingSupplierParty", steps);

export const buyerName = buyer("cac:Party/cac:PartyLegalEntity/cbc:RegistrationName");
export const buyerVatNumber = buyer("cac:Party/cac:PartyTaxScheme/cbc:CompanyID");
export const buyerIds = buyer("cac:Party/cac:PartyIdentification/cbc:ID");
export const buyerStreet = buyer(`${ADDRESS}/cbc:StreetName`);
export const buyerAdditionalStreet = buyer(`${ADDRESS}/cbc:AdditionalStreetName`);
export const buyerBuilding = buyer(`${ADDRESS}/cbc:BuildingNumber`);
export const buyerDistrict = buyer(`${ADDRESS}/cbc:CitySubdivisionName`);
export const buyerCity = buyer(`${ADDRESS}/cbc:CityName`);
export const buyerPostalCode = buyer(`${ADDRESS}/cbc:PostalZone`);
export const buyerCountry = buyer(`${ADDRESS}/cac:Country/cbc:IdentificationCode`);
export const buyerPhone = buyer("cac:Party/cac:Contact/cbc:Telephone");
export const buyerContactName = buyer("cac:Party/cac:Contact/cbc:Name");
export const buyerContactNote = buyer("cac:Party/cac:Contact/cbc:Note");
export const sellerDistrict = seller(`${ADDRESS}/cbc:CitySubdivisionName`);
export const sellerVatNumber = seller("cac:Party/cac:PartyTaxScheme/cbc:CompanyID");

/** Steps inside `cac:Party/cac:PostalAddress`. */
export const STREET = path("cbc:StreetName");
export const ADDITIONAL_STREET = path("cbc:AdditionalStreetName");
export const BUILDING = path("cbc:BuildingNumber");
export const DISTRICT = path("cbc:CitySubdivisionName");
export const CITY = path("cbc:CityName");
export const POSTAL_CODE = path("cbc:PostalZone");
export const COUNTRY = path("cac:Country/cbc:IdentificationCode");
