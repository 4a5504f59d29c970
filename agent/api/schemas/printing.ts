// Papers and printers as the API shows them.

import type { JsonSchema } from "../../core/invoice/reading/reader.ts";
import { ALARM_TEXTS } from "../../core/printing/alarms.ts";
import { PRINTER_CONDITIONS } from "../../core/printing/condition.ts";
import { PAPER } from "../../core/receipt/non-fiscal.ts";
import { about, COUNT, FLAG, listOf, RIYADH_TIME, ref, shape, TEXT, words } from "./schema.ts";

/** What is known of a paper (contract.md, `printed`). */
export const PRINTED = words("queued", "sent", "confirmed", "unconfirmed", "failed");

const PRINTER = {
  name: about(TEXT, "main is the printer of receipts"),
  condition: words(...PRINTER_CONDITIONS),
  state: words("idle", "printing", "away"),
  pending: COUNT,
  asking: about(COUNT, "papers that waited for more than ten minutes and ask before they are printed"),
  unconfirmed: about(COUNT, "papers of the last day that may or may not be out"),
  alarms: listOf(
    shape({ alarm: words(...Object.keys(ALARM_TEXTS)), message: ref("Bilingual") }, { remedy: ref("Bilingual") }),
  ),
};

export const PRINTING_SCHEMAS = {
  PrintJob: shape(
    { id: COUNT, printer: TEXT, copy: about(COUNT, "0 is the original"), state: PRINTED },
    {
      document: COUNT,
      closing: about(COUNT, "the number of the closing it is a paper of"),
      asks: about(FLAG, "it waits for the operator's word"),
    },
  ),
  NonFiscalPaper: PAPER.schema ?? {},
  Printer: shape(PRINTER, { oldestAt: RIYADH_TIME }),
  ReceiptPrinter: shape({ ...PRINTER, printers: listOf(ref("Printer")) }, { oldestAt: RIYADH_TIME }),
  SettledPapers: shape({ papers: COUNT }),
  OpenedDrawer: shape({ opened: FLAG }),
} as const satisfies Readonly<Record<string, JsonSchema>>;
