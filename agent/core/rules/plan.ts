// The rule book turned the way a document is walked: by element, then by rank of template.
import type { Rule } from "./rule.ts";
import type { Doc, Node } from "./support/node.ts";
import { Unjudgeable } from "./support/xpath.ts";
import type { Template } from "./template.ts";

/** One way a template matches elements of a key, and the rules that then hold for them. */
interface Candidate {
  readonly template: Template;
  /** Keys of the elements above, nearest first; `*` for any. */
  readonly above: readonly string[];
  readonly isAbsolute: boolean;
  /** One bit per pattern: an element is judged once in each. */
  readonly pattern: number;
  readonly rules: readonly Rule[];
}

export type Plan = ReadonlyMap<string, readonly Candidate[]>;

/** Sorts rules under the elements they look at; templates without rules stay, as they hide others. */
export function planOf(templates: readonly Template[], rules: readonly Rule[]): Plan {
  const byTemplate = new Map<Template, Rule[]>(templates.map((template) => [template, []]));
  for (const rule of rules) for (const template of templatesOf(rule)) byTemplate.get(template)?.push(rule);
  const patterns = [...new Set(templates.map(patternOf))];
  const plan = new Map<string, Candidate[]>();
  for (const template of ranked(templates)) {
    const bit = 1 << patterns.indexOf(patternOf(template));
    for (const match of template.match) {
      const { key, above, isAbsolute } = stepsOf(match);
      const candidate = { template, above, isAbsolute, pattern: bit, rules: byTemplate.get(template) ?? [] };
      plan.set(key, [...(plan.get(key) ?? []), candidate]);
    }
  }
  return plan;
}

/** The templates a rule is written for. */
export const templatesOf = ({ when }: Rule): readonly Template[] => ("match" in when ? [when] : when);

/** The rules that hold for one element: those of the first template to match it in each pattern. */
export function visitRules(plan: Plan, node: Node, doc: Doc, visit: (rule: Rule) => void): void {
  const candidates = plan.get(node.key);
  if (candidates === undefined) return;
  let claimed = 0;
  for (const candidate of candidates) {
    if ((claimed & candidate.pattern) !== 0 || !matches(candidate, node, doc)) continue;
    claimed |= candidate.pattern;
    for (const rule of candidate.rules) visit(rule);
  }
}

function matches({ template, above, isAbsolute }: Candidate, node: Node, doc: Doc): boolean {
  let at: Node | undefined = node.parent;
  for (const key of above) {
    if (at === undefined || (key !== "*" && at.key !== key)) return false;
    at = at.parent;
  }
  if (isAbsolute && at !== undefined) return false;
  return template.where === undefined || holds(template.where, node, doc);
}

/** XSLT 2.0 section 5.5.4: a pattern that ends in an error does not match. */
function holds(where: (node: Node, doc: Doc) => boolean, node: Node, doc: Doc): boolean {
  try {
    return where(node, doc);
  } catch (thrown) {
    if (thrown instanceof Unjudgeable) return false;
    throw thrown;
  }
}

const patternOf = (template: Template): string => `${template.book} ${template.pattern}`;

/** By priority, then the last in its table first. */
const ranked = (templates: readonly Template[]): readonly Template[] =>
  [...templates].reverse().sort((a, b) => b.priority - a.priority);

function stepsOf(match: string): {
  readonly key: string;
  readonly above: readonly string[];
  readonly isAbsolute: boolean;
} {
  const isAbsolute = match.startsWith("/");
  const [key = "", ...above] = (isAbsolute ? match.slice(1) : match).split("/").reverse();
  return { key, above, isAbsolute };
}
