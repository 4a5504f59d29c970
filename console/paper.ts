// The paper of a document: its picture, and another copy from the printer.
import type { PresentedDocument } from "../agent/api/present.ts";
import { documentPath, post } from "./api.ts";
import { fill, h } from "./dom.ts";
import { t } from "./language.ts";
import { busy, notice, refusalNotice } from "./parts.ts";

/** The receipt as it is printed. What is not cleared is no tax invoice and has no paper. */
export const receiptPicture = ({ irn, state, uuid }: PresentedDocument): HTMLElement =>
  h(
    "figure",
    { class: "paper" },
    state === "awaiting-clearance"
      ? notice("warning", t("no-paper-yet"))
      : h("img", { src: `${documentPath(irn, "/receipt.png")}#${uuid}`, alt: t("receipt-of", { irn }) }),
  );

/** Asks for another copy and tells what became of it. */
export async function reprint(pressed: HTMLButtonElement, irn: string, said: HTMLElement): Promise<void> {
  const answer = await busy(pressed, () => post(documentPath(irn, "/print")));
  fill(said, answer.ok ? notice("good", t("print-asked")) : refusalNotice(answer));
}
