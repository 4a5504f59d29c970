// What is wrong with a sale or a document: one row of a 422 answer, one line of `khatm verify`.
import type { Bilingual } from "./bilingual.ts";

export interface Violation {
  /** The official rule id where the standard has one (`BR-KSA-17`), else ours (`sale/unknown-key`). */
  readonly code: string;
  /** Ours: an error stops the sale, a warning is told to the till. */
  readonly severity: "error" | "warning";
  /** Where, in the till's JSON (`lines[2].price`), or in the XML for a foreign document. */
  readonly path: string;
  readonly message: Bilingual;
  /** What to do about it. */
  readonly fix: Bilingual;
}
