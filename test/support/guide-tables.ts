// The tables of the guides, printed from the code they speak of: whoever adds an alarm, a check or a rule has it on the page.
import { PROBLEM_CODES, problem } from "../../agent/api/problem.ts";
import { TERMINAL_ALARMS } from "../../agent/core/alarms.ts";
import type { Bilingual } from "../../agent/core/bilingual.ts";
import { REFUSALS } from "../../agent/core/onboarding/trouble.ts";
import { TROUBLES } from "../../agent/core/onboarding/trouble-texts.ts";
import { ALARM_TEXTS } from "../../agent/core/printing/alarms.ts";
import { nextStep } from "../../agent/core/reporting/policy.ts";
import { readAnswer } from "../../agent/core/reporting/read-answer.ts";
import { ruleBook } from "../../agent/core/rules/book.ts";
import { CHECKS } from "../../agent/work/doctor-checks.ts";

const both = ({ en, ar }: Bilingual): string => `${en}<br>${ar}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(inCell).join(" | ")} |`).join("\n");

const inCell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

const alarms = table(
  ["alarm", "what it says", "what to do"],
  [...Object.entries(TERMINAL_ALARMS), ...Object.entries(ALARM_TEXTS)].flatMap(([alarm, row]) =>
    "remedy" in row && row.remedy !== undefined ? [[`\`${alarm}\``, both(row.message), both(row.remedy)]] : [],
  ),
);

const checks = table(
  ["check", "looks at", "what to do when it is not good"],
  CHECKS.map(({ check, about, remedy }) => [
    `\`${check}\``,
    both(about),
    remedy === undefined ? "as it says" : both(remedy),
  ]),
);

const EN_ONLY = "(its words)";

const onboarding = table(
  ["code", "what happened", "what to do"],
  [
    ...REFUSALS.map(({ code, text, trouble }) => {
      const { message, fix } = TROUBLES[trouble];
      return [
        `\`${code ?? EN_ONLY}\`${text === undefined ? "" : ` and a text like \`${text.source}\``}`,
        both(message),
        both(fix),
      ];
    }),
    ...Object.entries(TROUBLES)
      .filter(([trouble]) => REFUSALS.every((row) => row.trouble !== trouble))
      .map(([trouble, { message, fix }]) => [`\`${trouble}\` (ours)`, both(message), both(fix)]),
  ],
);

const ACCEPTED = JSON.stringify({ validationResults: { status: "PASS" }, reportingStatus: "REPORTED" });
const REJECTED = JSON.stringify({
  validationResults: { errorMessages: [{ code: "BR-KSA-40", category: "KSA", message: "", status: "ERROR" }] },
});
const EMPTY = JSON.stringify({ validationResults: { errorMessages: [] } });

/** An answer of the gateway to a document, and what it means to people; what the terminal does is asked of its own code. */
const ANSWERS: readonly (readonly [what: string, status: number, body: string, meaning: Bilingual])[] = [
  ["200, 202", 200, ACCEPTED, { ar: "قُبل، مع تحذيرات أحيانًا", en: "accepted, perhaps with warnings" }],
  ["208, 409", 409, ACCEPTED, { ar: "قُبل من قبل بالبصمة نفسها: تم", en: "accepted before with the same hash: done" }],
  ["400 with errors", 400, REJECTED, { ar: "مرفوض: القواعد أدناه", en: "refused: see the rules below" }],
  ["400 without errors", 400, EMPTY, { ar: "خلل في البوابة", en: "a hiccup of the gateway" }],
  [
    "401",
    401,
    "",
    { ar: "الشهادة ملغاة أو منتهية أو لبيئة أخرى", en: "the CSID is revoked, expired or of another environment" },
  ],
  [
    "403, 404, 405, 415",
    404,
    "",
    { ar: "عنوان خاطئ، أو مرشح في الشبكة", en: "a wrong address, or a filter in the network" },
  ],
  ["406", 406, "", { ar: "إصدار الواجهة: حدّث البرنامج", en: "API version: update the program" }],
  ["413", 413, "", { ar: "مستند كبير جدًا", en: "the document is too large" }],
  ["429", 429, "", { ar: "طلبات كثيرة: يُعاد وحده", en: "too many calls: it is sent again by itself" }],
  [
    "500, 502, 503, 504",
    503,
    "",
    { ar: "البوابة متعطلة: يُعاد وحده", en: "the gateway is down: it is sent again by itself" },
  ],
  [
    "anything else",
    302,
    "<html>",
    { ar: "رد شيء ليس البوابة: وكيل أو مرشح", en: "something answered that is not the gateway: a proxy, a filter" },
  ],
];

const answers = table(
  ["HTTP status", "means", "kind", "the terminal does"],
  ANSWERS.map(([what, status, body, meaning]) => {
    const answer = readAnswer("reporting", { status, headers: {}, body });
    const step = nextStep(answer, { count: 1, sameKind: 1, jitter: 0 }, { secondsLeft: 80_000 });
    return [what, both(meaning), `\`${answer.kind}\``, `\`${step.do}\``];
  }),
);

const rules = table(
  ["code", "the authority", "what is wrong", "what to do"],
  ruleBook
    .filter(({ impossible, official }) => impossible !== true && official !== "own")
    .map(({ id, official, message, fix }) => [`\`${id}\``, official, both(message), both(fix)])
    .sort(([one = ""], [other = ""]) => one.localeCompare(other, "en", { numeric: true })),
);

const own = table(
  ["code", "HTTP", "what it says"],
  PROBLEM_CODES.map((code) => {
    const { status, titles } = problem(code);
    return [`\`${code}\``, String(status), both(titles)];
  }),
);

/** Page and name of each table. */
export const GUIDE_TABLES = [
  { page: "docs/operations.md", name: "alarms", text: alarms },
  { page: "docs/operations.md", name: "checks", text: checks },
  { page: "docs/troubleshooting.md", name: "onboarding", text: onboarding },
  { page: "docs/troubleshooting.md", name: "answers", text: answers },
  { page: "docs/troubleshooting.md", name: "rules", text: rules },
  { page: "docs/troubleshooting.md", name: "own", text: own },
] as const;
