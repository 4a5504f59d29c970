// Amounts as whole halalas: the page adds and compares, the terminal reckons.

/** Halalas of a decimal; undefined where it is none. @example halalas("12.5") // 1250n */
export function halalas(text: string): bigint | undefined {
  const found = /^(-?)(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (found === null) return undefined;
  const [, sign = "", whole = "0", behind = ""] = found;
  const amount = BigInt(whole) * 100n + BigInt(behind.padEnd(2, "0"));
  return sign === "-" ? -amount : amount;
}

/** @example decimal(1250n) // "12.50" */
export function decimal(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** For the eye: thousands apart. @example grouped("1234567.50") // "1,234,567.50" */
export const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

/** Arabic-Indic digits and the Arabic decimal sign as a till writes numbers. */
export const latin = (text: string): string =>
  text
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll("٫", ".")
    .replaceAll(/[,٬\s]/g, "");
