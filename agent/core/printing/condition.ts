// What a printer can say of itself, in the words of the agent (printing.md section 5: DLE EOT, ASB).

export const PRINTER_CONDITIONS = [
  "ready",
  "paper-low",
  "paper-out",
  "cover-open",
  "cutter",
  "overheated",
  "error",
  /** It answers, and says that it is offline for a reason it does not tell. */
  "offline",
  /** No connection: switched off, unplugged, or not on the network. */
  "away",
  /** It does not answer questions of this kind. */
  "unknown",
] as const;

export type PrinterCondition = (typeof PRINTER_CONDITIONS)[number];

const MAY_PRINT: ReadonlySet<PrinterCondition> = new Set(["ready", "paper-low", "unknown"]);

/** Whether a job may begin: a printer that does not answer is tried, one that says no is not. */
export const mayPrint = (condition: PrinterCondition): boolean => MAY_PRINT.has(condition);
