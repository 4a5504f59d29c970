// The business rules of EN 16931 and of the Kingdom that the gateway applies to a document's content (check D9).
import type { Check } from "./check.ts";

/** Every rule, in the order of the two books. */
export const RULES: readonly Check[] = [];
