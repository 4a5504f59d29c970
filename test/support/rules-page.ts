// docs/RULES.md, printed from the rule book itself. Run: node test/support/rules-page.ts
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bilingual } from "../../agent/core/bilingual.ts";
import { type Family, families, ruleBook } from "../../agent/core/rules/book.ts";
import { templatesOf } from "../../agent/core/rules/plan.ts";
import type { Rule } from "../../agent/core/rules/rule.ts";

export const PAGE = join(import.meta.dirname, "../../docs/RULES.md");

/** The whole page. */
export const rulesPage = (): string => `${[INTRODUCTION, figures(), ...families.map(section)].join("\n\n")}\n`;

const INTRODUCTION = `# The rule book / دفتر القواعد

<!-- Printed from agent/core/rules: node test/support/rules-page.ts -->

Every rule of the authority's validator (SDK 3.4.8), judged in the terminal before a document is stamped, and when
\`khatm verify\` looks at a file. The id is the official one. **Official** is the authority's severity: an error rejects
the document, a warning is accepted with a note. **Here** is ours: an error stops the sale, a warning is told to the till.

كل قواعد مدقق الهيئة (الإصدار 3.4.8) تطبق في الجهاز قبل الختم، وعند فحص ملف بالأمر \`khatm verify\`. الرقم هو الرقم الرسمي.
**Official** شدة القاعدة لدى الهيئة: الخطأ يرفض المستند والتحذير يُقبل مع ملاحظة. **Here** شدتها عندنا: الخطأ يوقف البيع
والتحذير يُبلَّغ لنقطة البيع.

Marks: ✔ our own writer cannot break it, documents of others can; ◈ about the QR code and the stamp, so judged only once
there is one. A value the authority's validator stops at (given twice, or in a form it cannot read) is reported as
\`unjudgeable/\` and the id of the rule that stopped; a file that is no UBL invoice as \`own/not-an-invoice\`.`;

function figures(): string {
  const count = (test: (rule: Rule) => boolean): number => ruleBook.filter(test).length;
  const rows = [
    ["official errors", count((rule) => rule.official === "error")],
    [
      "official warnings that stop a sale here",
      count((rule) => rule.official === "warning" && rule.severity === "error"),
    ],
    ["warnings here too", count((rule) => rule.severity === "warning")],
    ["our own", count((rule) => rule.official === "own")],
  ] as const;
  return ["| rules | |", "| --- | ---: |", ...rows.map(([what, number]) => `| ${what} | ${number} |`)].join("\n");
}

function section({ title, rules }: Family): string {
  const head = [
    `## ${title.en} / ${title.ar}`,
    "",
    "| rule | official | here | looks at | what is wrong | what to do |",
    "| --- | --- | --- | --- | --- | --- |",
  ];
  return [...head, ...rules.map(row)].join("\n");
}

function row(rule: Rule): string {
  const marks = `${rule.impossible === true ? " ✔" : ""}${rule.about === "stamp" ? " ◈" : ""}`;
  const cells = [
    `**${rule.id}**${marks}`,
    rule.official,
    rule.severity,
    place(rule),
    both(rule.message),
    both(rule.fix),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** The first of the elements, which says enough; lists of amounts are long. */
function place(rule: Rule): string {
  const [first = "", ...others] = templatesOf(rule).flatMap((template) => template.match);
  return `\`${first}\`${others.length === 0 ? "" : ` and ${others.length} more`}`;
}

const both = ({ ar, en }: Bilingual): string => `${en}<br>${ar}`;

if (import.meta.main) writeFileSync(PAGE, rulesPage());
