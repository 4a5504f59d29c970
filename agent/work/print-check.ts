// The printers as `khatm doctor` sees them: the worst one decides, and each says what to do about it.
import type { Bilingual } from "../core/bilingual.ts";
import { ALARM_TEXTS } from "../core/printing/alarms.ts";
import type { Finding, PrinterStatus } from "../terminal.ts";

/** What was found of all printers. A printer never stops a sale, so it is a warning at most. */
export function printersFound(
  printers: readonly PrinterStatus[],
): Pick<Finding, "state" | "found"> & { readonly remedy?: Bilingual } {
  const found = printersText(printers);
  const remedies = printers.flatMap(({ name, alarms }) =>
    alarms.flatMap(({ remedy }) => (remedy === undefined ? [] : [{ name, remedy }])),
  );
  if (remedies.length === 0) return { state: "good", found };
  const told = (language: keyof Bilingual): string =>
    remedies.map(({ name, remedy }) => `${name}: ${remedy[language]}`).join("; ");
  return { state: "warning", found, remedy: { ar: told("ar"), en: told("en") } };
}

function printersText(printers: readonly PrinterStatus[]): Bilingual {
  const rows = printers.map(({ name, condition, pending, unconfirmed }): Bilingual => {
    const { ar, en } = ALARM_TEXTS[condition].message;
    return {
      ar: `${name}: ${ar}، في الانتظار ${pending}، بلا تأكيد ${unconfirmed}`,
      en: `${name}: ${en}, ${pending} waiting, ${unconfirmed} unconfirmed`,
    };
  });
  return { ar: rows.map(({ ar }) => ar).join("؛ "), en: rows.map(({ en }) => en).join("; ") };
}
