// Judges a document by the whole book: one walk over its elements, each rule at the elements it looks at.
import type { XmlElement } from "../xml/tree.ts";
import { ruleBook } from "./book.ts";
import { notAnInvoice, unjudgeable } from "./outside-the-book.ts";
import { type Plan, planOf, run } from "./plan.ts";
import type { Finding, JudgeContext, Rule } from "./rule.ts";
import { ancestorOf, type Doc, docOf, type Node, xpathOf } from "./support/node.ts";
import { allLines } from "./support/vocabulary.ts";
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
  const findings: Finding[] = [];
  run(PLANS[context.only ?? "all"], doc, {
    broken: (rule, at) => findings.push(findingOf(rule, at, doc)),
    stopped: (rule, at, cause) => findings.push(unjudgeable(rule, cause, at, pathTo(rule, at, doc))),
  });
  return findings;
}

const findingOf = (rule: Rule, at: Node, doc: Doc): Finding => ({
  code: rule.id,
  severity: rule.severity,
  official: rule.official,
  path: pathTo(rule, at, doc),
  xpath: xpathOf(at),
  message: rule.message,
  fix: rule.fix,
});

/** The rule's path in the till's JSON, with the position of the line or the party it is about. */
function pathTo(rule: Rule, at: Node, doc: Doc): string {
  if (rule.path.startsWith("party.")) {
    const isSeller = ancestorOf(at, "cac:AccountingSupplierParty") !== undefined;
    return rule.path.replace("party", isSeller ? "seller" : "buyer");
  }
  const line = ancestorOf(at, "cac:InvoiceLine");
  return line === undefined ? rule.path : rule.path.replace("[i]", `[${allLines(doc).indexOf(line)}]`);
}
