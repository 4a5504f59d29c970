// The paper of a document: its picture, and another copy from the printer.
import type { PresentedDocument } from "../agent/api/present.ts";
import type { TerminalStatus } from "../agent/terminal.ts";
import { documentPath, get, post } from "./api.ts";
import { fill, h } from "./dom.ts";
import { t, word } from "./language.ts";
import { busy, choice, notice, refusalNotice } from "./parts.ts";

/** The receipt as it is printed. What is not cleared is no tax invoice and has no paper. */
export const receiptPicture = ({ irn, state, uuid }: PresentedDocument): HTMLElement =>
  h(
    "figure",
    { class: "paper" },
    state === "awaiting-clearance"
      ? notice("warning", t("no-paper-yet"))
      : h("img", { src: `${documentPath(irn, "/receipt.png")}#${uuid}`, alt: t("receipt-of", { irn }) }),
  );

/** The choice of a printer; undefined in a shop that has one. */
export async function printerChoice(): Promise<ReturnType<typeof choice> | undefined> {
  const answer = await get<TerminalStatus>("/v1/status");
  const printers = answer.ok ? answer.body.printer.printers : [];
  if (printers.length < 2) return undefined;
  return choice(
    t("print-on"),
    printers.map(({ name }) => [name, word("printer-name", name)]),
  );
}

/** Asks for another copy, from the receipt printer or the one chosen, and tells what became of it. */
export async function reprint(
  pressed: HTMLButtonElement,
  irn: string,
  said: HTMLElement,
  printer?: string,
): Promise<void> {
  const which = printer === undefined ? "" : `?printer=${encodeURIComponent(printer)}`;
  const answer = await busy(pressed, () => post(documentPath(irn, `/print${which}`)));
  fill(said, answer.ok ? notice("good", t("print-asked")) : refusalNotice(answer));
}
