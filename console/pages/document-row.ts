// A document in one line: number, time, kind, amount, where it stands.
import type { PresentedDocument } from "../../agent/api/present.ts";
import { h, ltr } from "../dom.ts";
import { word } from "../language.ts";
import { badge, money, type Tone, when } from "../parts.ts";
import { link } from "../router.ts";

const TONES: Readonly<Record<string, Tone>> = {
  queued: "plain",
  reported: "good",
  cleared: "good",
  "reported-with-warnings": "warning",
  "awaiting-clearance": "warning",
  rejected: "bad",
};

/** Where a document stands with the authority. */
export const stateBadge = (state: string): HTMLElement => badge(TONES[state] ?? "plain", word("state", state));

export const documentRow = ({ irn, issuedAt, type, profile, totals, state }: PresentedDocument): HTMLElement =>
  h(
    "li",
    {},
    h(
      "a",
      { href: link("documents", irn), class: "row" },
      h("b", {}, ltr(irn)),
      h(
        "span",
        { class: "quiet" },
        type === "invoice" ? word("profile", profile) : word("type", type),
        " · ",
        when(issuedAt),
      ),
      money(`${type === "credit-note" ? "-" : ""}${totals.payable}`, totals.currency),
      stateBadge(state),
    ),
  );
