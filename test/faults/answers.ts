// What the faults' unit is asked at `khatm init`.

/** The authority's own sample taxpayer. */
export const VAT = "399999999900003";

export interface Places {
  readonly state: string;
  readonly wrappingKey: string;
}

/** The answers as TOML. */
export const answersToml = (
  { state, wrappingKey }: Places,
  world: { readonly url: string; readonly printerAddress: string },
): string => `
[unit]
environment = "local"
name = "KHATM-FAULTS-1"
organization = "مقهى الأعطال"
branch = "فرع العليا"
serial = "0001"
functionalityMap = "1100"
address = "RRRD2929"
industry = "Food and beverages"

[seller]
vat = "${VAT}"
name = { ar = "مقهى الأعطال", en = "Faults Café" }
id = { scheme = "CRN", value = "1010183482" }
address = { street = "طريق الملك فهد", building = "7391", district = "العليا", city = "الرياض", postalCode = "12214" }

[gateway]
url = "${world.url}"

[state]
folder = "${state}"

[key]
provider = "key-file"
path = "${wrappingKey}"

[api]
port = 0

[printer]
transport = "tcp"
address = "${world.printerAddress}"
`;
