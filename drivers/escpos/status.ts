// What printers say of themselves: status bytes to conditions, one row per bit (printing.md section 5).
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

/** Some printers report every change by themselves, in so many bytes (GS a). Questions are asked all the same. */
export const REPORT_BYTES = 4;

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
  isStatusByte(byte)
    ? STATUS_BITS[kind].filter(({ mask }) => (byte & mask) !== 0).map(({ condition }) => condition)
    : undefined;

/** The answer to DLE EOT. */
export const isStatusByte = (byte: number): boolean => (byte & 0x93) === 0x12;
/** The first byte of a report. */
export const isReportStart = (byte: number): boolean => (byte & 0x93) === 0x10;
/** The answer to GS r 1: bits 4 and 7 are never set, bits 2 and 3 say that paper is nearly used up. */
export const isDoneByte = (byte: number): boolean => (byte & 0x90) === 0;
