// The demonstration's EGS unit: what its owner would answer to `khatm init`.
import { join } from "node:path";

/** A VAT number that belongs to nobody: the authority's own sample taxpayer. */
export const DEMO_VAT = "399999999900003";

export interface DemoPlaces {
  readonly out: string;
  readonly state: string;
  readonly config: string;
  readonly answers: string;
  /** What the Sell page offers. */
  readonly prices: string;
  readonly wrappingKey: string;
  readonly receipts: string;
  readonly xml: string;
  readonly log: string;
}

export const placesIn = (out: string): DemoPlaces => ({
  out,
  state: join(out, "state"),
  config: join(out, "khatm.toml"),
  answers: join(out, "answers.toml"),
  prices: join(out, "prices.toml"),
  // A key that opens another lies apart from it; a real unit keeps it on another medium or in a credential.
  wrappingKey: join(out, "wrapping-key", "khatm.key"),
  receipts: join(out, "receipts"),
  xml: join(out, "xml"),
  log: join(out, "demo.log"),
});

/** The answers file: only what has no default. */
export const demoAnswers = (places: DemoPlaces, gatewayUrl: string, printerPort: number): string => `
[unit]
environment = "local"
name = "KHATM-DEMO-1"
organization = "مذاق نجد للأغذية"
branch = "فرع العليا"
maker = "Khatm"
model = "Demo"
serial = "0001"
functionalityMap = "0100"
address = "RRRD2929"
industry = "Food and beverages"

[seller]
vat = "${DEMO_VAT}"

[seller.name]
ar = "مذاق نجد للأغذية"
en = "Najd Taste Foods"

[seller.id]
scheme = "CRN"
value = "1010183482"

[seller.address]
street = "طريق الملك فهد"
building = "7391"
district = "العليا"
city = "الرياض"
postalCode = "12214"

[gateway]
url = "${gatewayUrl}"

[state]
folder = "${places.state}"

[key]
provider = "key-file"
path = "${places.wrappingKey}"

[api]
port = 0

[sales]
priceList = "${places.prices}"

[printer]
transport = "tcp"
address = "127.0.0.1:${printerPort}"
`;
