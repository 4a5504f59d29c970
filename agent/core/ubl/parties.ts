// Seller and buyer in the document (BG-4, BG-7).

import type { Buyer, PartyId, Seller } from "../invoice/party.ts";
import type { Address } from "../invoice/reading/address.ts";
import { joined } from "../text.ts";
import { element, type XmlElement } from "../xml/tree.ts";
import { group, type Part, text } from "./cells.ts";

export const supplierParty = (seller: Seller): XmlElement => group("cac:AccountingSupplierParty", party(seller));

/** The schema wants the element in every document; without a buyer it is empty, as in the authority's samples. */
export const customerParty = (buyer: Buyer | undefined): XmlElement =>
  group("cac:AccountingCustomerParty", buyer === undefined ? undefined : party(buyer));

const party = ({ id, address, vat, name }: Buyer): XmlElement =>
  group(
    "cac:Party",
    id === undefined ? undefined : identification(id),
    address === undefined ? undefined : postalAddress(address),
    vat === undefined
      ? undefined
      : group("cac:PartyTaxScheme", text("cbc:CompanyID", vat), group("cac:TaxScheme", text("cbc:ID", "VAT"))),
    group("cac:PartyLegalEntity", text("cbc:RegistrationName", joined(name))),
  );

const identification = ({ scheme, value }: PartyId): Part =>
  group("cac:PartyIdentification", element("cbc:ID", value, [{ name: "schemeID", value: scheme }]));

const postalAddress = (address: Address): XmlElement =>
  group(
    "cac:PostalAddress",
    text("cbc:StreetName", joined(address.street)),
    text("cbc:AdditionalStreetName", address.additional && joined(address.additional)),
    text("cbc:BuildingNumber", address.building),
    text("cbc:CitySubdivisionName", address.district && joined(address.district)),
    text("cbc:CityName", joined(address.city)),
    text("cbc:PostalZone", address.postalCode),
    group("cac:Country", text("cbc:IdentificationCode", address.country)),
  );
