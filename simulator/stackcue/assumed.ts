// What the middleware answers and nobody has published (reference: stackcue D2): assumed names and forms, in this file
// alone. A real middleware may differ; a client must keep what it does not understand.

/** The answer to an accepted check or submission. */
export const acceptedDocument = (values: { hash: string; qr: string; uuid: string }) => ({
  zatcaResponse: { validationResults: { status: "PASS" } },
  stackcueHelper: {
    overallStatus: 1,
    isZatcaAccepted: true,
    zatcaResponseCode: 200,
    invoiceHash: values.hash,
    qrCode: values.qr,
    uuid: values.uuid,
  },
});

/** The answer to a document the authority refused: it has a hash, and its counter value is used. */
export const refusedDocument = (hash: string, reason: string) => ({
  errors: [reason],
  stackcueHelper: { overallStatus: 0, isZatcaAccepted: false, zatcaResponseCode: 400, invoiceHash: hash },
});

/** The answer to a request that is not understood. */
export const refusedRequest = (reasons: readonly string[]) => ({
  errors: reasons,
  stackcueHelper: { overallStatus: 0 },
});

/** Status of every named failure. */
export const FAILURE_STATUS = 422;
