// Receipts of ten lines, each different: a renderer that remembers the last one gains nothing.
import type { ReceiptModel } from "../../agent/core/receipt/model.ts";
import { line, qrText, SAMPLES } from "../../test/drivers/raster/samples.ts";

const ARABIC = ["قهوة", "عصير", "برجر", "دجاج", "كنافة", "شاي", "خبز", "جبن", "سلطة", "ماء", "حليب", "أرز", "لحم"];
const ENGLISH = ["coffee", "juice", "burger", "chicken", "kunafa", "tea", "bread", "cheese", "salad", "water", "milk"];

/** Ten lines, their names, prices, number, time and QR text different on every receipt. */
export function receiptOf(n: number): ReceiptModel {
  const word = (words: readonly string[], i: number): string => words[i % words.length] ?? "";
  const lines = Array.from({ length: 10 }, (_, i) => {
    const price = `${1 + ((n * 13 + i * 29) % 90)}.${String((n * 7 + i) % 100).padStart(2, "0")}`;
    const names = [ARABIC, ENGLISH].map((words) => `${word(words, n * 7 + i * 3)} ${word(words, n + i)} ${n % 97}`);
    return line(names[0] ?? "", names[1] ?? "", `1 ${price} ${price}`);
  });
  const time = `${String(8 + (n % 12)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}:05`;
  return { ...SAMPLES.restaurant, irn: `SME-${n}`, lines, qr: `${qrText(606)}${100_000 + n}`, issueTime: time };
}
