// What others published for the same work, each asked for a stamped simplified invoice of three lines, 115.00 in all.
import { createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { StampKey } from "../../test/support/foreign-stamper.ts";

const FOLDER = join(import.meta.dirname, "../../.cache/bench-peers");

/** How to have them here; outside the sources, so that nothing that looks at those meets them. */
export const HOW_TO_INSTALL =
  "mkdir -p .cache/bench-peers && cp bench/peers/.npmrc bench/peers/*.json .cache/bench-peers && npm ci --prefix .cache/bench-peers --ignore-scripts";

export const areInstalled = (): boolean => existsSync(join(FOLDER, "node_modules/.package-lock.json"));

/** Makes the n-th document; answers its XML. */
export type Make = (n: number) => string | Promise<string>;

type Library = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
type Classes = Readonly<Record<string, new (options: object) => { sign(certificate: string, key: string): object }>>;

interface Entry {
  readonly file: string;
  readonly open: (library: never, key: StampKey) => Make;
}

const ENTRIES: Readonly<Record<string, Entry>> = {
  "zatca-sdk 0.1.2": { file: "zatca-sdk/dist/index.js", open: zatcaSdk },
  "zatca-xml-js 0.1.9": { file: "zatca-xml-js/lib/index.js", open: zatcaXmlJs },
  "@talha7k/zatca 0.11.1": { file: "@talha7k/zatca/dist/index.js", open: talha },
};

/** Whom there is to compare with. */
export const PEERS: readonly string[] = Object.keys(ENTRIES);

/** Opens one of them with a key. @throws Error where nobody is called so. */
export async function openPeer(name: string, key: StampKey): Promise<Make> {
  const entry = ENTRIES[name];
  if (entry === undefined) throw new Error(`nobody is called ${name}`);
  const library = await import(pathToFileURL(join(FOLDER, "node_modules", entry.file)).href);
  return entry.open(library as never, key);
}

const VAT = "399999999900003";
const FIRST_PIH = "NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ==";
const [DATE = "", TIME = ""] = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 19).split("T");
/** Name, quantity, price without VAT. */
const LINES = [
  ["Flat white", 2, 20],
  ["Nabulsi kunafa", 1, 50],
  ["Water", 5, 2],
] as const;

const pemOf = ({ certificate }: StampKey): string => new X509Certificate(Buffer.from(certificate, "base64")).toString();
const keyPem = ({ privateKey }: StampKey, type: "pkcs8" | "sec1"): string =>
  createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" }))
    .export({ type, format: "pem" })
    .toString();
const bare = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, "");

function zatcaSdk(library: Library, key: StampKey): Make {
  const credentials = { certificate: pemOf(key), privateKey: keyPem(key, "pkcs8") };
  const address = {
    street: "King Fahd Road",
    buildingNumber: "7391",
    citySubdivision: "Olaya",
    city: "Riyadh",
    postalCode: "12214",
    country: "SA",
  };
  const lines = LINES.map(([name, quantity, unitPrice], i) => {
    const lineTotal = quantity * unitPrice;
    const vat = { vatCategory: "S", vatPercent: 15, vatAmount: (lineTotal * 15) / 100 };
    return { id: `${i + 1}`, name, quantity, unitCode: "PCE", unitPrice, lineTotal, ...vat };
  });
  const sums = {
    lineExtensionAmount: 100,
    taxExclusiveAmount: 100,
    taxInclusiveAmount: 115,
    taxAmount: 15,
    payableAmount: 115,
    taxTotal: 15,
  };
  const invoice = (n: number) => ({
    ...{
      id: `P-${n}`,
      uuid: randomUUID(),
      issueDate: DATE,
      issueTime: TIME,
      invoiceTypeCode: "388",
      invoiceSubType: "0200000",
    },
    ...{
      documentCurrency: "SAR",
      taxCurrency: "SAR",
      invoiceCounterValue: n + 1,
      previousInvoiceHash: FIRST_PIH,
      paymentMeansCode: "10",
    },
    seller: {
      registrationName: "Peers LTD",
      vatNumber: VAT,
      identification: { schemeId: "CRN", value: "1010183482" },
      address,
    },
    ...sums,
    taxSubtotals: [{ taxableAmount: 100, taxAmount: 15, taxCategory: "S", taxPercent: 15 }],
    lines,
  });
  return async (n) => {
    const signed = (await library["signInvoice"]?.(invoice(n), { credentials, skipQrImage: true })) as {
      readonly data?: { readonly signedXml: string };
      readonly error?: Error;
    };
    if (signed.data === undefined) throw signed.error ?? new Error("zatca-sdk made nothing");
    return signed.data.signedXml;
  };
}

function zatcaXmlJs(library: unknown, key: StampKey): Make {
  const { ZATCASimplifiedTaxInvoice } = library as Classes;
  if (ZATCASimplifiedTaxInvoice === undefined) throw new Error("zatca-xml-js has another interface");
  const location = {
    city: "Riyadh",
    city_subdivision: "Olaya",
    street: "King Fahd Road",
    plot_identification: "7391",
    building: "7391",
    postal_zone: "12214",
  };
  const unit = {
    uuid: randomUUID(),
    custom_id: "EGS1",
    model: "1",
    CRN_number: "1010183482",
    VAT_name: "Peers LTD",
    VAT_number: VAT,
    location,
    branch_name: "B",
    branch_industry: "Food",
  };
  const items = LINES.map(([name, quantity, price], i) => ({
    id: `${i + 1}`,
    name,
    quantity,
    tax_exclusive_price: price,
    VAT_percent: 0.15,
  }));
  const [certificate, secret] = [bare(pemOf(key)), bare(keyPem(key, "sec1"))];
  return (n) => {
    const numbers = {
      invoice_counter_number: n + 1,
      invoice_serial_number: `P-${n}`,
      issue_date: DATE,
      issue_time: TIME,
    };
    const props = { egs_info: unit, ...numbers, previous_invoice_hash: FIRST_PIH, line_items: items };
    const made = new ZATCASimplifiedTaxInvoice({ props }).sign(certificate, secret);
    return (made as { readonly signed_invoice_string: string }).signed_invoice_string;
  };
}

function talha(library: Library, key: StampKey): Make {
  const [certificatePem, privateKeyPem] = [pemOf(key), keyPem(key, "pkcs8")];
  const address = {
    street: "King Fahd Road",
    building: "7391",
    district: "Olaya",
    city: "Riyadh",
    postalCode: "12214",
    countryCode: "SA",
  };
  const invoiceLines = LINES.map(([itemName, quantity, priceAmount], i) => {
    const lineExtensionAmount = quantity * priceAmount;
    const tax = { taxAmount: (lineExtensionAmount * 15) / 100, taxCategoryId: "S", taxPercent: 15 };
    return { id: i + 1, itemName, quantity, unitCode: "PCE", lineExtensionAmount, priceAmount, ...tax };
  });
  const sums = {
    lineExtensionAmount: 100,
    taxExclusiveAmount: 100,
    taxInclusiveAmount: 115,
    payableAmount: 115,
    taxAmount: 15,
  };
  const qr = {
    sellerName: "Peers LTD",
    vatNumber: VAT,
    timestamp: `${DATE}T${TIME}`,
    totalWithVat: "115.00",
    vatTotal: "15.00",
    certificateSignature: "AAAA",
  };
  return (n) => {
    const xml = library["generateInvoiceXml"]?.({
      ...{
        invoiceNumber: `P-${n}`,
        uuid: randomUUID(),
        issueDate: DATE,
        issueTime: TIME,
        invoiceTypeCode: "388",
        invoiceTypeCodeName: "0200000",
      },
      ...{ profileId: "reporting:1.0", currencyCode: "SAR", invoiceCounter: n + 1, previousInvoiceHash: FIRST_PIH },
      supplier: { nameAr: "Peers LTD", nameEn: "Peers LTD", vatNumber: VAT, crNumber: "1010183482", address },
      ...sums,
      taxSubtotals: [{ taxableAmount: 100, taxAmount: 15, percent: 15, taxCategoryId: "S" }],
      invoiceLines,
    });
    const made = library["signInvoice"]?.({ xml, privateKeyPem, certificatePem, qrData: qr });
    return (made as { readonly signedXml: string }).signedXml;
  };
}
