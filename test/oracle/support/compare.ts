// Both judges on one document, rule by rule.
import { ruleBook } from "../../../agent/core/rules/book.ts";
import { judge } from "../../../agent/core/rules/judge.ts";
import { templatesOf } from "../../../agent/core/rules/plan.ts";
import type { Finding } from "../../../agent/core/rules/rule.ts";
import type { Book } from "../../../agent/core/rules/template.ts";
import { NOW } from "../../core/rules/support/bases.ts";
import { treeOf } from "./documents.ts";
import type { Verdict, Verdicts } from "./schematrons.ts";

export interface Difference {
  readonly book: Book;
  /** `stop`: one of the two stopped without a verdict and the other did not. */
  readonly kind: "error" | "warning" | "stop";
  /** What only the authority's validator found, and what only ours did. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

const RULES = new Map(ruleBook.map((rule) => [rule.id, rule]));
const STOPPED = "unjudgeable/";

/** What the two judges say differently of a document; nothing where they agree on every rule. */
export function differences(xml: string, verdicts: Verdicts): readonly Difference[] {
  if ("unreadable" in verdicts) throw new Error(`the official judge cannot read a document: ${verdicts.unreadable}`);
  const findings = judge(treeOf(xml), { now: NOW });
  return [
    ...inBook(
      "EN",
      verdicts.en,
      findings.filter((finding) => bookOf(finding) === "EN"),
    ),
    ...inBook(
      "KSA",
      verdicts.ksa,
      findings.filter((finding) => bookOf(finding) === "KSA"),
    ),
  ];
}

/** The book of an official rule; none for our own. */
function bookOf({ code, official }: Finding): Book | undefined {
  const rule = RULES.get(code.replace(STOPPED, ""));
  if (rule === undefined || rule.official === "own" || (official === "own" && !code.startsWith(STOPPED)))
    return undefined;
  return templatesOf(rule)[0]?.book;
}

function inBook(book: Book, theirs: Verdict, ours: readonly Finding[]): readonly Difference[] {
  const stops = ours.filter(({ code }) => code.startsWith(STOPPED)).map(({ code }) => code);
  if (theirs.crash === null && stops.length === 0) return inFindings(book, theirs, ours);
  if (theirs.crash !== null && stops.length > 0) return [];
  return [{ book, kind: "stop", missing: theirs.crash === null ? [] : [theirs.crash], extra: stops }];
}

function inFindings(book: Book, theirs: Verdict, ours: readonly Finding[]): readonly Difference[] {
  return (["error", "warning"] as const).flatMap((kind) => {
    const found = new Set(theirs.found.filter(([, flag]) => flag === kind).map(([id]) => id));
    const judged = new Set(ours.filter(({ official }) => official === kind).map(({ code }) => code));
    const missing = [...found].filter((id) => !judged.has(id));
    const extra = [...judged].filter((id) => !found.has(id));
    return missing.length + extra.length === 0 ? [] : [{ book, kind, missing, extra }];
  });
}
