// What is sold in every measure: a restaurant's bill of three lines.

/** The n-th sale: its own reference, prices that differ. */
export const saleOf = (reference: string, n: number) => ({
  reference,
  type: "invoice",
  profile: "simplified",
  prices: "vat-inclusive",
  lines: [
    { name: { ar: "فلات وايت", en: "Flat white" }, quantity: "2", price: `${15 + (n % 9)}.50`, vat: "S" },
    { name: { ar: "كنافة نابلسية", en: "Nabulsi kunafa" }, quantity: "1", price: `${20 + (n % 7)}.00`, vat: "S" },
    { name: { ar: "ماء", en: "Water" }, quantity: "3", price: "1.25", vat: "S" },
  ],
});
