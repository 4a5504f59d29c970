// Judges a document by the whole book: one walk over its elements, each rule at the elements it looks at.
import type { XmlElement } from "../xml/tree.ts";
import { ruleBook } from "./book.ts";
import { notAnInvoice, unjudgeable } from "./outside-the-book.ts";
import { type Plan, planOf, visitRules } from "./plan.ts";
import type { Finding, JudgeContext, Rule } from "./rule.ts";
import { ancestorOf, type Doc, docOf, type Node, xpathOf } from "./support/node.ts";
import { Unjudgeable } from "./support/xpath.ts";
import { EN } from "./templates-en.ts";
import { KSA } from "./templates-ksa.ts";

const TEMPLATES = [...Object.values(EN), ...Object.values(KSA)];
const PLANS: Readonly<Record<NonNullable<JudgeContext["only"]>, Plan>> = {
  all: planOf(TEMPLATES, ruleBook),
  document: planOf(
    TEMPLATES,
    ruleBook.filter((rule) => rule.about !== "stamp"),
  ),
};

/**
 * Every broken rule of a document, in the order of its elements; none for a document the authority accepts silently.
 * A document is a tree of our writer or of the XML reader: `readXml(text)`.
 * @example judge(root, { now, only: "document" }).some(({ severity }) => severity === "error") // refuse the sale
 */
export function judge(root: XmlElement, context: JudgeContext): readonly Finding[] {
  const doc = docOf(root, context.now);
  if (root.key !== "Invoice") return [notAnInvoice(doc.root)];
  const plan = PLANS[context.only ?? "all"];
  const findings: Finding[] = [];
  const done = new Set<Rule>();
  for (const node of doc.nodes) {
    visitRules(plan, node, doc, (rule) => {
      if (rule.once !== true || !done.has(rule)) apply(rule, node, doc, findings);
      if (rule.once === true) done.add(rule);
    });
  }
  return findings;
}

function apply(rule: Rule, node: Node, doc: Doc, findings: Finding[]): void {
  try {
    if (rule.each === undefined) {
      if (rule.breaks(node, doc)) findings.push(findingOf(rule, node, doc));
      return;
    }
    for (const part of rule.each(node, doc)) if (rule.breaks(part, doc)) findings.push(findingOf(rule, part, doc));
  } catch (thrown) {
    if (!(thrown instanceof Unjudgeable)) throw thrown;
    findings.push(unjudgeable(rule, thrown, node, pathTo(rule, node, doc)));
  }
}

const findingOf = (rule: Rule, node: Node, doc: Doc): Finding => ({
  code: rule.id,
  severity: rule.severity,
  official: rule.official,
  path: pathTo(rule, node, doc),
  xpath: xpathOf(node),
  message: rule.message,
  fix: rule.fix,
});

/** The rule's path in the till's JSON, with the position of the line or the party it is about. */
function pathTo(rule: Rule, node: Node, doc: Doc): string {
  if (rule.path.startsWith("party.")) {
    const isSeller = ancestorOf(node, "cac:AccountingSupplierParty") !== undefined;
    return rule.path.replace("party", isSeller ? "seller" : "buyer");
  }
  const line = ancestorOf(node, "cac:InvoiceLine");
  return line === undefined ? rule.path : rule.path.replace("[i]", `[${doc.all("cac:InvoiceLine").indexOf(line)}]`);
}
