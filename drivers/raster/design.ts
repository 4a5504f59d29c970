// How a shop's receipts look: its template, and its logo as a picture in grey, ready to become dots.
import { DEFAULT_TEMPLATE, type ReceiptTemplate } from "../../agent/core/receipt/template.ts";
import type { Grey } from "./logo.ts";

export interface Design {
  readonly template: ReceiptTemplate;
  readonly logo?: Grey;
}

/** The product's own look. */
export const PLAIN: Design = { template: DEFAULT_TEMPLATE };
