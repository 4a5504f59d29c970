// The shape of a rule on the length of a text (BR-KSA-F-06).
import type { Bilingual } from "../../bilingual.ts";
import type { Rule, Severity } from "../rule.ts";
import type { Doc, Node } from "./node.ts";
import { isLength } from "./text.ts";
import { lengthFix, lengthMessage } from "./wording.ts";
import { exists, type Sequence, stringOf } from "./xpath.ts";

export interface Limit extends Pick<Rule, "id" | "when" | "each" | "once" | "path" | "impossible" | "about"> {
  /** The text, or nothing where the field is absent. */
  readonly of: (node: Node, doc: Doc) => Sequence;
  readonly field: Bilingual;
  readonly min?: number;
  readonly max: number;
  /** Documents the limit is for. */
  readonly only?: (doc: Doc) => boolean;
  /** Absent is as bad as too short. */
  readonly isRequired?: true;
  readonly official?: Severity;
  /** Ours, where it is not an error. */
  readonly severity?: Severity;
}

/** A rule on how many characters a text may have. */
export function limit({ of, field, min = 0, max, only, isRequired, ...row }: Limit): Rule {
  const isOutside = (node: Node, doc: Doc): boolean => {
    const found = of(node, doc);
    if (!exists(found)) return isRequired === true;
    return !isLength(stringOf(found), min, max);
  };
  return {
    official: "warning",
    severity: "error",
    ...row,
    breaks: (node, doc) => (only === undefined || only(doc)) && isOutside(node, doc),
    message: lengthMessage(field, min, max),
    fix: lengthFix(min, max),
  };
}
