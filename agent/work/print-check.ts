// The printers as `khatm doctor` sees them: the worst one decides, and each says what to do about it.
import type { Bilingual } from "../core/bilingual.ts";
import type { Finding, PrinterStatus } from "../terminal.ts";

/** What was found of all printers. A printer never stops a sale, so it is a warning at most. */
export function printersFound(
  printers: readonly PrinterStatus[],
): Pick<Finding, "state" | "found"> & { readonly remedy?: Bilingual } {
  const found = printers
    .map(
      ({ name, condition, pending, unconfirmed }) =>
        `${name}: ${condition}, ${pending} waiting, ${unconfirmed} unconfirmed`,
    )
    .join("; ");
  const remedies = printers.flatMap(({ name, alarms }) =>
    alarms.flatMap(({ remedy }) => (remedy === undefined ? [] : [{ name, remedy }])),
  );
  if (remedies.length === 0) return { state: "good", found };
  const told = (language: keyof Bilingual): string =>
    remedies.map(({ name, remedy }) => `${name}: ${remedy[language]}`).join("; ");
  return { state: "warning", found, remedy: { ar: told("ar"), en: told("en") } };
}
