// How a note names what it refers to, in the document (BT-25) and on paper.
import { joined } from "../text.ts";
import type { Original } from "./draft.ts";

/** The number of an original, or where there is none the words or the period that stand for it (C9). */
export function originalText(original: Original): string {
  if (original.by === "irn") return original.irn;
  if (original.by === "text") return joined(original.text);
  const { from, to } = original;
  return `الفواتير من ${from} إلى ${to} / Invoices from ${from} to ${to}`;
}
