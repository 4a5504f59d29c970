// A small sale as a till would send it.

/** The sale of a reference, JSON on one line. */
export const saleJson = (reference: string): string =>
  JSON.stringify({
    reference,
    type: "invoice",
    profile: "simplified",
    prices: "vat-inclusive",
    lines: [{ name: { ar: "ماء", en: "Water" }, quantity: "1", price: "1.50", vat: "S" }],
    payments: [{ means: "cash", amount: "1.50" }],
  });
