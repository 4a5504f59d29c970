// The rule book turned the way a document is walked: by element, then by rank of template.
import type { Rule } from "./rule.ts";
import { type Doc, kindCount, kindOf, type Node, OTHER_KIND } from "./support/node.ts";
import { Unjudgeable } from "./support/xpath.ts";
import type { Template } from "./template.ts";

type Test = (node: Node, doc: Doc) => boolean;

/** A rule with every member in place: the shape the engine can rely on. */
interface Task {
  readonly rule: Rule;
  readonly each: Rule["each"];
  readonly breaks: Test;
  /** Position among the rules that judge the whole document, or -1. */
  readonly once: number;
}

/** One way a template matches elements of a key, and the rules that then hold for them. */
interface Candidate {
  /** Kinds of the elements above, nearest first. */
  readonly above: readonly number[];
  readonly isAbsolute: boolean;
  /** The plan has looked at the parent: nothing else decides. */
  readonly isCertain: boolean;
  readonly where: Test | undefined;
  /** One bit per pattern: an element is judged once in each. */
  readonly pattern: number;
  readonly tasks: readonly Task[];
}

/** By the kind of an element and the kind of its parent: the candidates that are left, if any. */
export type Plan = readonly (readonly (readonly Candidate[] | undefined)[] | undefined)[];

/** Sorts rules under the elements they look at; templates without rules stay, as they hide others. */
export function planOf(templates: readonly Template[], rules: readonly Rule[]): Plan {
  const tasks = tasksBy(rules);
  const patterns = [...new Set(templates.map(patternOf))];
  const candidates = ranked(templates).flatMap((template) => {
    const pattern = 1 << patterns.indexOf(patternOf(template));
    return template.match.map((match) => {
      const steps = stepsOf(match);
      const { where } = template;
      const isNear = steps.above.length < 2 && steps.above[0] !== ANY && !steps.isAbsolute;
      return { ...steps, isCertain: isNear && where === undefined, where, pattern, tasks: tasks.get(template) ?? [] };
    });
  });
  return Array.from({ length: kindCount() }, (_, kind) => {
    const own = candidates.filter((candidate) => candidate.kind === kind);
    return own.length === 0 ? undefined : byParent(own);
  });
}

function byParent(candidates: readonly Candidate[]): readonly (readonly Candidate[] | undefined)[] {
  const below = (parent: number): readonly Candidate[] | undefined => {
    const fit = candidates.filter(({ above: [near] }) => near === undefined || near === ANY || near === parent);
    const left = unhidden(fit);
    return left.length === 0 ? undefined : left;
  };
  return Array.from({ length: kindCount() }, (_, parent) => below(parent));
}

/** Without those that a certain one before them hides in every document, and the certain ones that have no rules. */
function unhidden(candidates: readonly Candidate[]): readonly Candidate[] {
  let claimed = 0;
  const left = candidates.filter(({ pattern, isCertain }) => {
    const isHidden = (claimed & pattern) !== 0;
    if (isCertain) claimed |= pattern;
    return !isHidden;
  });
  return left.filter(({ isCertain, tasks }) => !isCertain || tasks.length > 0);
}

/** The templates a rule is written for. */
export const templatesOf = ({ when }: Rule): readonly Template[] => ("match" in when ? [when] : when);

function tasksBy(rules: readonly Rule[]): ReadonlyMap<Template, readonly Task[]> {
  const whole = rules.filter((rule) => rule.once === true);
  const tasks = new Map<Template, Task[]>();
  for (const rule of rules) {
    const task = { rule, each: rule.each, breaks: rule.breaks, once: whole.indexOf(rule) };
    for (const template of templatesOf(rule)) tasks.set(template, [...(tasks.get(template) ?? []), task]);
  }
  return tasks;
}

export interface Outcome {
  broken(rule: Rule, at: Node): void;
  /** The rule cannot be applied. */
  stopped(rule: Rule, at: Node, cause: Unjudgeable): void;
}

/** Applies to every element the rules of the first template that matches it in each pattern. */
export function run(plan: Plan, doc: Doc, outcome: Outcome): void {
  const walk: Walk = { doc, outcome, done: new Set() };
  for (const node of doc.nodes) {
    const candidates = plan[node.kind]?.[node.parent?.kind ?? OTHER_KIND];
    if (candidates !== undefined) judgeNode(node, candidates, walk);
  }
}

interface Walk {
  readonly doc: Doc;
  readonly outcome: Outcome;
  readonly done: Set<number>;
}

function judgeNode(node: Node, candidates: readonly Candidate[], walk: Walk): void {
  let claimed = 0;
  for (const candidate of candidates) {
    if ((claimed & candidate.pattern) !== 0 || !matches(candidate, node, walk.doc)) continue;
    claimed |= candidate.pattern;
    for (const task of candidate.tasks) if (isDue(task, walk)) apply(task, node, walk);
  }
}

function isDue({ once }: Task, { done }: Walk): boolean {
  if (once < 0) return true;
  if (done.has(once)) return false;
  done.add(once);
  return true;
}

function apply({ rule, each, breaks }: Task, node: Node, { doc, outcome }: Walk): void {
  try {
    if (each === undefined) {
      if (breaks(node, doc)) outcome.broken(rule, node);
      return;
    }
    for (const part of each(node, doc)) if (breaks(part, doc)) outcome.broken(rule, part);
  } catch (thrown) {
    if (!(thrown instanceof Unjudgeable)) throw thrown;
    outcome.stopped(rule, node, thrown);
  }
}

function matches({ above, isAbsolute, isCertain, where }: Candidate, node: Node, doc: Doc): boolean {
  if (isCertain) return true;
  return standsBelow(above, isAbsolute, node) && (where === undefined || holds(where, node, doc));
}

function standsBelow(above: readonly number[], isAbsolute: boolean, node: Node): boolean {
  let at: Node | undefined = node.parent;
  for (const kind of above) {
    if (at === undefined || (kind !== ANY && at.kind !== kind)) return false;
    at = at.parent;
  }
  return !isAbsolute || at === undefined;
}

/** XSLT 2.0 section 5.5.4: a pattern that ends in an error does not match. */
function holds(where: Test, node: Node, doc: Doc): boolean {
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

/** `*`: an element of any kind. */
const ANY = -2;

function stepsOf(match: string): {
  readonly kind: number;
  readonly above: readonly number[];
  readonly isAbsolute: boolean;
} {
  const isAbsolute = match.startsWith("/");
  const [key = "", ...above] = (isAbsolute ? match.slice(1) : match).split("/").reverse();
  return { kind: kindOf(key), above: above.map((step) => (step === "*" ? ANY : kindOf(step))), isAbsolute };
}
