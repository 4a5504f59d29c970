// Texts made to break out of a receipt, from a seed: commands of printers, overrides of reading direction, halves of
// characters, words without end.
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import type { NonFiscalPaper, Printable, ReceiptModel } from "../../../agent/core/receipt/model.ts";
import { line, qrText, SAMPLES } from "../../drivers/raster/samples.ts";

export type Dice = (below: number) => number;

/** Numbers from a seed (mulberry32): the same seed gives the same texts everywhere. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What the texts are made of: a command, a character or a few of them each. */
const PIECES: readonly ((next: Dice) => string)[] = [
  // Drawer, cut, status, power off, initialise, native QR, change of code page.
  (next) =>
    pick(next, [
      "\u001bp\u0000\u0019\u00fa",
      "\u001dV\u0042\u0000",
      "\u0010\u0004\u0001",
      "\u0010\u0014\u0001\u0000\u0005",
      "\u0010\u0014\u0002\u0001\u0008",
      "\u0010\u0005\u0002",
      "\u001b@",
      "\u001d(k\u0003\u00001Q0",
      "\u001bt\u0016",
      "\u001dv0\u0000H\u0000\u0001\u0000",
      "\u001da\u00ff",
    ]),
  (next) => String.fromCharCode(next(0x20)),
  (next) => String.fromCharCode(0x7f + next(0x21)),
  (next) => pick(next, ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"]),
  (next) => pick(next, ["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff", "\u061c", "\u00ad"]),
  (next) => String.fromCharCode(0xd800 + next(0x800)),
  (next) => pick(next, ["👩‍🍳", "🇸🇦", "👍🏽", "ﷺ", "﷽", "漢字", "ไทย", "\u{e0041}", "\u{10ffff}", "\ufffe"]),
  (next) => String.fromCharCode(0x64b + next(0x15)),
  (next) => pick(next, ["\u2028", "\u2029", "\u0085", "\n", "\r\n", "\u000b", "\u000c", "\u00a0", "\u3000"]),
  (next) =>
    pick(next, [
      "كنافة ",
      "برجر ",
      "قهوة ",
      "ـ",
      "لا",
      "Kunafa ",
      "15% ",
      "-12.50 ",
      "+966 50 123 4567 ",
      "2026-11-21 ",
    ]),
  (next) => String.fromCodePoint(0x600 + next(0x100)),
  (next) => String.fromCharCode(0x20 + next(0x5f)),
  (next) => String.fromCodePoint(next(0x110000)),
];

const pick = <T>(next: Dice, items: readonly T[]): T => items[next(items.length)] as T;

/** Names every object of the language has: a table must not take them for its own. */
const OBJECT_NAMES = ["constructor", "valueOf", "toString", "__proto__", "hasOwnProperty"];

/** One text: mostly short, one in two hundred without end. */
export function hostileText(next: Dice): string {
  if (next(40) === 0) return pick(next, OBJECT_NAMES);
  if (next(200) === 0) return pick(next, PIECES)(next).repeat(400 + next(3000));
  return Array.from({ length: 1 + next(12) }, () => pick(next, PIECES)(next)).join("");
}

/** A paper with `count` hostile texts, or a few more, in every place a till or a shop may write. */
export function hostilePaper(next: Dice, count: number): { readonly paper: Printable; readonly texts: number } {
  let texts = 0;
  const text = (): string => {
    texts++;
    return hostileText(next);
  };
  const both = (): Bilingual => ({ ar: text(), en: text() });
  const paper = next(4) === 0 ? nonFiscal(text, both, count) : receipt(text, both, count);
  return { paper, texts };
}

const OF_A_LINE = 9;
const OF_THE_REST = 29;

function receipt(text: () => string, both: () => Bilingual, count: number): ReceiptModel {
  const adjustment = () => ({ reason: both(), percent: "10", amount: "1.00" });
  const lines = Math.max(1, Math.ceil((count - OF_THE_REST) / OF_A_LINE));
  return {
    ...SAMPLES.cafe,
    header: [both()],
    footer: [both()],
    seller: { name: both(), address: both(), vatNumber: text(), id: { scheme: text(), value: text() } },
    buyer: { name: both(), address: both() },
    irn: text(),
    order: text(),
    cashier: text(),
    note: both(),
    reason: both(),
    originals: [text(), text()],
    lines: Array.from({ length: lines }, () => ({
      ...line("", "", "2 18.00 36.00"),
      name: both(),
      unit: text(),
      note: both(),
      discounts: [adjustment()],
      charges: [adjustment()],
    })),
    discounts: [adjustment()],
    payments: [{ means: "other", label: text(), amount: "1.00" }],
    qr: qrText(400),
  };
}

const nonFiscal = (text: () => string, both: () => Bilingual, count: number): NonFiscalPaper => ({
  form: "non-fiscal",
  kind: "kitchen-order",
  marks: ["test"],
  title: both(),
  order: text(),
  cashier: text(),
  note: both(),
  lines: Array.from({ length: Math.ceil(count / 4) }, () => ({ name: both(), note: both(), quantity: "2" })),
});
