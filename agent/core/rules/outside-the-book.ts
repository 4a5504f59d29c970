// Findings that are no row of the book: documents the authority's validator cannot judge at all.
import type { Finding, Rule } from "./rule.ts";
import { type Node, xpathOf } from "./support/node.ts";
import type { Unjudgeable } from "./support/xpath.ts";

/** The document is something else than a UBL invoice; the official rules would look at next to nothing of it. */
export const notAnInvoice = (root: Node): Finding => ({
  code: "own/not-an-invoice",
  severity: "error",
  official: "own",
  path: "",
  xpath: xpathOf(root),
  message: {
    ar: `العنصر الجذر ${root.key} ليس فاتورة UBL`,
    en: `the root element ${root.key} is not a UBL invoice`,
  },
  fix: {
    ar: "كل مستند، حتى الإشعار الدائن أو المدين، عنصره الجذر Invoice من UBL 2.1",
    en: "every document, a credit or debit note too, has the root element Invoice of UBL 2.1",
  },
});

/** A value stops the authority's validator with an error: it gives no verdict, and the document cannot pass. */
export const unjudgeable = (rule: Rule, cause: Unjudgeable, node: Node, path: string): Finding => ({
  code: `unjudgeable/${rule.id}`,
  severity: "error",
  official: "own",
  path,
  xpath: xpathOf(node),
  message: {
    ar: `تعذر تطبيق القاعدة ${rule.id}: ${cause.because.ar}؛ ويتوقف مدقق الهيئة هنا دون حكم`,
    en: `rule ${rule.id} cannot be applied: ${cause.because.en}; the authority's validator stops here without a verdict`,
  },
  fix: {
    ar: `اكتب القيمة مرة واحدة وبالصيغة الصحيحة. ما تطلبه القاعدة: ${rule.fix.ar}`,
    en: `give the value once and in its proper form. What the rule asks for: ${rule.fix.en}`,
  },
});
