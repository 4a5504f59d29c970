// Every check of a sale's sense, in the order a person would name them.
import type { Violation } from "../../violation.ts";
import { error } from "../finding.ts";
import type { PartOfSale } from "../reading/sale-members.ts";
import { BUYER_CHECKS } from "./buyer.ts";
import type { Check } from "./check.ts";
import { DOCUMENT_CHECKS } from "./document.ts";
import { NOTE_CHECKS } from "./notes.ts";
import { VAT_CHECKS } from "./vat.ts";

export const CHECKS: readonly Check[] = [...NOTE_CHECKS, ...BUYER_CHECKS, ...VAT_CHECKS, ...DOCUMENT_CHECKS];

/** What the members of a sale say against each other; members that could not be read are left out of it. */
export const checkSense = (sale: PartOfSale): readonly Violation[] =>
  CHECKS.flatMap(({ code, broken, message, fix }) => broken(sale).map((path) => error(code, path, message, fix)));
