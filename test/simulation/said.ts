// What a gateway says, as it comes over the wire: the raw form the agent's own reader reads.

export interface Raw {
  readonly status: number;
  readonly body: string;
  readonly retryAfter?: string;
}

/** No answer: nothing left, or nobody knows. */
export interface Silence {
  readonly kind: "unreachable" | "unknown-outcome";
  readonly because: string;
}

export const LOST: Silence = { kind: "unknown-outcome", because: "no answer came" };
export const NO_ROUTE: Silence = { kind: "unreachable", because: "no route" };
export const PROXY_PAGE: Raw = { status: 200, body: "<html><body>Please log in</body></html>" };
export const BLOCKED: Raw = { status: 409, body: "<html>blocked</html>" };

export const json = (status: number, body: unknown): Raw => ({ status, body: JSON.stringify(body) });

export const message = (code: string, category: string, text: string) => ({
  type: "ERROR",
  code,
  category,
  message: text,
});

/** The verdict of a document, with its lists of messages. */
export const results = (status: string, lists: object = {}): object => ({
  validationResults: { infoMessages: [], warningMessages: [], errorMessages: [], status, ...lists },
});

const REFUSAL = message("BR-KSA-40", "KSA", "the seller's VAT registration number is not known");
const WARNING = message("BR-KSA-08", "KSA", "the seller identification is not known");
const KNOWN = message("Invoice-Errors", "Duplicate-Invoice", "Invoice was already Reported successfully earlier.");

export const refusal = (): Raw => json(400, results("ERROR", { errorMessages: [REFUSAL] }));

/** A document taken by its route; a clearance gives the legal document back. */
export function acceptance(isClearance: boolean, cleared: string | undefined, warns: boolean): Raw {
  const found = warns ? results("WARNING", { warningMessages: [WARNING] }) : results("PASS");
  const status = isClearance
    ? { clearanceStatus: "CLEARED", clearedInvoice: cleared }
    : { reportingStatus: "REPORTED" };
  return json(warns ? 202 : 200, { ...found, ...status });
}

/** A document taken before. */
export function duplicate(isClearance: boolean, cleared: string | undefined): Raw {
  if (isClearance)
    return json(208, { ...results("PASS"), clearanceStatus: "CLEARED", clearedInvoice: cleared ?? null });
  return json(409, { ...results("ERROR", { errorMessages: [KNOWN] }), reportingStatus: "NOT_REPORTED" });
}
