// The names of the Stackcue middleware's answers that nobody has published (stackcue.md D2). They live here alone: the
// first name that is there counts. What its documents do name stands in read-middleware.ts.

/** Each value we need, and the places it may stand in, as paths. */
export const ASSUMED_FIELDS = {
  hash: ["stackcueHelper.invoiceHash", "zatcaResponse.invoiceHash", "invoiceHash"],
  qr: ["stackcueHelper.qrCode", "stackcueHelper.QRCode", "zatcaResponse.qrCode", "qrCode"],
  uuid: ["stackcueHelper.uuid", "zatcaResponse.uuid", "uuid"],
  /** The signed document, base64: kept when it is given. */
  xml: ["stackcueHelper.signedXml", "zatcaResponse.clearedInvoice", "signedXml"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
