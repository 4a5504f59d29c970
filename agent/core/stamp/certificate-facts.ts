// What the stamp and the QR code need of a CSID's certificate, worked out once and kept beside it.

/** Facts of one stamp certificate (stamping.md 3, 5, 7, 9). */
export interface StampCertificate {
  /** Base64 DER, one line: the text inside `ds:X509Certificate`. */
  readonly base64: string;
  /** Issuer, most specific RDN first, ", " between: `CN=…, DC=…`. */
  readonly issuerName: string;
  /** Serial number, decimal. */
  readonly serialNumber: string;
  /** base64(lower-case hex(SHA-256 of the UTF-8 bytes of `base64`)), 88 characters. */
  readonly digest: string;
  /** SubjectPublicKeyInfo DER, base64 (88 bytes): QR tag 8. */
  readonly publicKey: string;
  /** The issuing CA's DER ECDSA signature, base64: QR tag 9 of simplified documents. */
  readonly signature: string;
  /** Validity, milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** What the authority issued it for; undefined where the certificate names none, as in one signed by itself. */
  readonly vat: string | undefined;
  /** Four digits: standard, simplified, and two for later use. */
  readonly functionalityMap: string | undefined;
}
