// Which elements a group of rules looks at. Within one pattern the first template that matches an element, by
// priority, hides the others from it (ISO/IEC 19757-3 section 6.5): so the official rules shadow one another.
import type { Doc, Node } from "./support/node.ts";

export type Book = "EN" | "KSA";

export interface Template {
  readonly book: Book;
  /** Templates of one pattern compete for an element. */
  readonly pattern: string;
  /** The higher goes first; of two equal ones the later in its table. */
  readonly priority: number;
  /** Steps down to the element: `/Invoice/cac:TaxTotal` from the root, `cac:Party/cac:Contact` anywhere. */
  readonly match: readonly string[];
  /** What else must hold; an error in it means no match. */
  readonly where?: (node: Node, doc: Doc) => boolean;
  /** The rules look at this attribute of the element, where it has it. */
  readonly attribute?: string;
}

type Extra = Pick<Template, "where" | "attribute">;
type Make = (pattern: string, priority: number, match: string | readonly string[], extra?: Extra) => Template;

/** Templates of one book; the table that calls it stands in official order. */
export const templatesOf =
  (book: Book): Make =>
  (pattern, priority, match, extra = {}) => ({
    book,
    pattern,
    priority,
    match: typeof match === "string" ? [match] : match,
    ...extra,
  });
