// The identifiers of the field as types that only their parser can mint.

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** `cbc:UUID`, lower case (BR-KSA-03). */
export type Uuid = Brand<string, "Uuid">;
/** `cbc:ID`, the seller's own document number, 1 to 127 characters (BR-KSA-F-06). */
export type Irn = Brand<string, "Irn">;
/** Invoice counter value: 1, 2, 3 … per CSID, never reset or reused (BR-KSA-33, 34). */
export type Icv = Brand<number, "Icv">;
/** Base64 of a SHA-256 over the canonical document, 44 characters. */
export type InvoiceHash = Brand<string, "InvoiceHash">;
/** Previous invoice hash: an `InvoiceHash`, or the fixed first value of 88 characters (BR-KSA-26). */
export type Pih = Brand<string, "Pih">;
/** Fifteen digits that start and end with 3 (BR-KSA-40). */
export type VatNumber = Brand<string, "VatNumber">;
/** The till's own id of a sale, 1 to 100 characters: makes issuing idempotent. */
export type Reference = Brand<string, "Reference">;

const PATTERNS = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  // Printable characters only: an IRN is printed, put into file names and URLs.
  // One such class, not three: compiling each costs a command milliseconds.
  irn: /^(?! )[\p{L}\p{N}\p{P}\p{S} ]{1,127}(?<! )$/u,
  hash: /^[A-Za-z0-9+/]{43}=$/,
  vat: /^3[0-9]{13}3$/,
  reference: /^[\p{L}\p{N}\p{P}\p{S} ]{1,100}$/u,
} as const;

/** base64 of the hexadecimal text of SHA-256("0"): the PIH of a CSID's first document. */
export const FIRST_PIH =
  "NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ==" as Pih;

/** Parses a UUID in lower case; undefined when it is none. */
export const parseUuid = (text: string): Uuid | undefined => (PATTERNS.uuid.test(text) ? (text as Uuid) : undefined);

/** Parses a document number of 1 to 127 printable characters; undefined when it is none. */
export const parseIrn = (text: string): Irn | undefined => (PATTERNS.irn.test(text) ? (text as Irn) : undefined);

/** Parses a counter value, 1 or more; undefined when it is none. */
export const parseIcv = (value: number): Icv | undefined =>
  Number.isSafeInteger(value) && value >= 1 ? (value as Icv) : undefined;

/** Parses the base64 text of a SHA-256; undefined when it is none. */
export const parseInvoiceHash = (text: string): InvoiceHash | undefined =>
  PATTERNS.hash.test(text) ? (text as InvoiceHash) : undefined;

/** Parses a previous invoice hash: the first value or any invoice hash; undefined when it is neither. */
export const parsePih = (text: string): Pih | undefined =>
  text === FIRST_PIH || PATTERNS.hash.test(text) ? (text as Pih) : undefined;

/** Parses a VAT registration number; undefined when it is none. */
export const parseVatNumber = (text: string): VatNumber | undefined =>
  PATTERNS.vat.test(text) ? (text as VatNumber) : undefined;

/** Parses a till's reference of 1 to 100 printable characters; undefined when it is none. */
export const parseReference = (text: string): Reference | undefined =>
  PATTERNS.reference.test(text) ? (text as Reference) : undefined;

/** The hash of one document as the PIH of the next. */
export const pihAfter = (hash: InvoiceHash): Pih => hash as string as Pih;

/** The invoice hash of 32 digest bytes. */
export const invoiceHashOf = (digest: Uint8Array): InvoiceHash => Buffer.from(digest).toString("base64") as InvoiceHash;
