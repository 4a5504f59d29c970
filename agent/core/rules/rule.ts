// What one row of the rule book holds.
import type { Bilingual } from "../bilingual.ts";
import type { RiyadhTime } from "../riyadh-time.ts";
import type { Violation } from "../violation.ts";
import type { Doc, Node } from "./support/node.ts";
import type { Template } from "./template.ts";

export type Severity = "error" | "warning";

export interface Rule {
  /** The official id; `own/…` for the few rules the authority does not have. */
  readonly id: string;
  /** Severity in the authority's validator, SDK 3.4.8. */
  readonly official: Severity | "own";
  /** Severity here: an error stops the sale. */
  readonly severity: Severity;
  /** Which elements the rule looks at; none where an element of higher rank in the same family has claimed it. */
  readonly when: Template | readonly Template[];
  /** The parts of that element it judges one by one; the element itself where absent. */
  readonly each?: (node: Node, doc: Doc) => readonly Node[];
  /** It judges the whole document, so the first element that brings it in is enough. */
  readonly once?: true;
  /** True where the document breaks the rule. */
  readonly breaks: (node: Node, doc: Doc) => boolean;
  /** Where in the till's JSON the cause lies; `[i]` stands for the position of the line. */
  readonly path: string;
  readonly message: Bilingual;
  readonly fix: Bilingual;
  /** Our own writer cannot break it; documents of others can. */
  readonly impossible?: true;
  /** On the QR code, the signature block or the stamp: an unstamped document cannot satisfy it. */
  readonly about?: "stamp";
}

/** A broken rule, found at one place. */
export type Finding = Violation & {
  readonly official: Severity | "own";
  /** Where in the XML. */
  readonly xpath: string;
};

export interface JudgeContext {
  /** The current instant: issue dates must not lie after it. */
  readonly now: RiyadhTime;
  /** `document` leaves out the rules on the stamp, for a document that has none yet. */
  readonly only?: "document" | "all";
}
