// What printers say of themselves: status bytes to conditions, one row per bit (printing.md section 5).
import type { Bilingual } from "../../agent/core/bilingual.ts";
import type { PrinterCondition } from "../../agent/core/printing/condition.ts";

export type Condition =
  | "offline"
  | "cover-open"
  | "paper-end"
  | "paper-near-end"
  | "cutter-fault"
  | "fault"
  | "unrecoverable"
  | "recovers-alone"
  | "feed-button"
  | "drawer-pin-high";

export type StatusKind = 1 | 2 | 3 | 4;

interface Bit {
  readonly mask: number;
  readonly condition: Condition;
}

/** DLE EOT n: which bits of the answer to which question mean what. */
export const STATUS_BITS: { readonly [kind in StatusKind]: readonly Bit[] } = {
  1: [
    { mask: 0x04, condition: "drawer-pin-high" },
    { mask: 0x08, condition: "offline" },
    { mask: 0x20, condition: "fault" },
    { mask: 0x40, condition: "feed-button" },
  ],
  2: [
    { mask: 0x04, condition: "cover-open" },
    { mask: 0x08, condition: "feed-button" },
    { mask: 0x20, condition: "paper-end" },
    { mask: 0x40, condition: "fault" },
  ],
  3: [
    { mask: 0x04, condition: "fault" },
    { mask: 0x08, condition: "cutter-fault" },
    { mask: 0x20, condition: "unrecoverable" },
    { mask: 0x40, condition: "recovers-alone" },
  ],
  4: [
    { mask: 0x0c, condition: "paper-near-end" },
    { mask: 0x60, condition: "paper-end" },
  ],
};

/** GS a: the bits of the four bytes of an automatic report. */
export const REPORT_BITS: readonly (readonly Bit[])[] = [
  [
    { mask: 0x04, condition: "drawer-pin-high" },
    { mask: 0x08, condition: "offline" },
    { mask: 0x20, condition: "cover-open" },
    { mask: 0x40, condition: "feed-button" },
  ],
  [
    { mask: 0x08, condition: "cutter-fault" },
    { mask: 0x20, condition: "unrecoverable" },
    { mask: 0x40, condition: "recovers-alone" },
  ],
  [
    { mask: 0x03, condition: "paper-near-end" },
    { mask: 0x0c, condition: "paper-end" },
  ],
  [],
];

/** Conditions that stop a job, with what an operator is told and does. */
export const CONDITION_WORDS: { readonly [condition in Condition]: Bilingual } = {
  offline: { ar: "الطابعة غير متصلة: تحقق من التشغيل والكابل", en: "Printer offline: check power and cable" },
  "cover-open": { ar: "غطاء الطابعة مفتوح: أغلقه", en: "Printer cover open: close it" },
  "paper-end": { ar: "انتهى ورق الطابعة: ركّب لفة جديدة", en: "Printer out of paper: fit a new roll" },
  "paper-near-end": { ar: "ورق الطابعة على وشك الانتهاء", en: "Printer paper nearly used up" },
  "cutter-fault": { ar: "عطل في القاطع: أزل الورق العالق", en: "Cutter jammed: remove the stuck paper" },
  fault: { ar: "عطل في الطابعة: أوقفها ثم شغّلها", en: "Printer fault: switch it off and on" },
  unrecoverable: { ar: "عطل دائم في الطابعة: تحتاج إلى صيانة", en: "Printer broken: it needs service" },
  "recovers-alone": { ar: "رأس الطباعة ساخن: يستأنف وحده", en: "Print head hot: it goes on by itself" },
  "feed-button": { ar: "زر التغذية مضغوط", en: "Feed button held down" },
  "drawer-pin-high": { ar: "إشارة درج النقود مرتفعة", en: "Cash drawer signal high" },
};

/** Conditions under which nothing is printed. */
export const STOPPING: ReadonlySet<Condition> = new Set([
  "offline",
  "cover-open",
  "paper-end",
  "cutter-fault",
  "fault",
  "unrecoverable",
  "recovers-alone",
]);

/** What the port calls them: the worst first, so that the first one found is the one to tell. */
const IN_THE_WAY: readonly (readonly [Condition, PrinterCondition])[] = [
  ["cover-open", "cover-open"],
  ["paper-end", "paper-out"],
  ["cutter-fault", "cutter"],
  ["unrecoverable", "error"],
  ["recovers-alone", "overheated"],
  ["fault", "error"],
  ["offline", "offline"],
  ["paper-near-end", "paper-low"],
];

/**
 * The one word for all that a printer says of itself.
 * @example
 * printerCondition(["offline", "paper-end"]) // "paper-out"
 */
export const printerCondition = (conditions: readonly Condition[]): PrinterCondition =>
  IN_THE_WAY.find(([condition]) => conditions.includes(condition))?.[1] ?? "ready";

/**
 * The conditions in the answer to DLE EOT `kind`; undefined when the byte is no such answer (pattern 0xx1xx10).
 * @example
 * decodeStatus(4, 0x72) // ["paper-end"]
 */
export const decodeStatus = (kind: StatusKind, byte: number): readonly Condition[] | undefined =>
  isStatusByte(byte) ? conditionsIn(byte, STATUS_BITS[kind]) : undefined;

/** The conditions in the four bytes of an automatic report; undefined when they are none (first byte 0xx1xx00). */
export function decodeReport(bytes: Uint8Array): readonly Condition[] | undefined {
  if (bytes.length !== REPORT_BITS.length || !isReportStart(bytes[0] ?? 0)) return undefined;
  return [...new Set(REPORT_BITS.flatMap((bits, index) => conditionsIn(bytes[index] ?? 0, bits)))];
}

export const isStatusByte = (byte: number): boolean => (byte & 0x93) === 0x12;
export const isReportStart = (byte: number): boolean => (byte & 0x93) === 0x10;
/** The answer to GS r 1: bits 4 and 7 are never set, bits 2 and 3 say that paper is nearly used up. */
export const isDoneByte = (byte: number): boolean => (byte & 0x90) === 0;

const conditionsIn = (byte: number, bits: readonly Bit[]): readonly Condition[] =>
  bits.filter(({ mask }) => (byte & mask) !== 0).map(({ condition }) => condition);
