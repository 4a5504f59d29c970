// Seller and buyer as a receipt names them: the address in one line per language (documents.md C13).
import type { Bilingual } from "../bilingual.ts";
import type { ReceiptParty } from "../receipt/model.ts";
import { remembered } from "../remembered.ts";
import type { Buyer } from "./party.ts";
import type { Address } from "./reading/address.ts";

/** One party of a receipt. */
export const receiptParty = ({ name, address, vat, id }: Buyer): ReceiptParty => ({
  name,
  ...(address === undefined ? {} : { address: addressLines(address) }),
  ...(vat === undefined ? {} : { vatNumber: vat }),
  ...(id === undefined ? {} : { id }),
});

/** A language gets its line when any part of the address is given in it; parts it lacks are borrowed from the other. */
const addressLines = remembered((address: Address): Bilingual => {
  const parts = [address.street, address.additional, address.district, address.city].filter(
    (part) => part !== undefined,
  );
  const lineIn = (side: keyof Bilingual, other: keyof Bilingual, comma: string): string => {
    if (parts.every((part) => part[side] === "")) return "";
    const say = (part: Bilingual): string => part[side] || part[other];
    const street = [address.building, say(address.street)].filter(Boolean).join(" ");
    const city = [say(address.city), address.postalCode].filter(Boolean).join(" ");
    const between = [address.additional, address.district].filter((part) => part !== undefined).map(say);
    const country = address.country === "SA" ? [] : [address.country];
    return [street, ...between, city, ...country].join(comma);
  };
  return { ar: lineIn("ar", "en", "، "), en: lineIn("en", "ar", ", ") };
});
