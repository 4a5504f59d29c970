// What the authority said about a document, in plain words, and what to do.
import type { PresentedDocument } from "../../agent/api/present.ts";
import type { Answer } from "../../agent/core/reporting/answer.ts";
import type { Violation } from "../../agent/core/violation.ts";
import { type Child, h, ltr } from "../dom.ts";
import { said, t, word } from "../language.ts";
import { card, type Tone, violationList, when } from "../parts.ts";

/** One attempt, as the API tells it; `reasons` are the rules its messages name, with their fixes. */
export interface Attempt {
  readonly at: number;
  readonly status: number;
  readonly answer: Answer;
  readonly reasons?: readonly Pick<Violation, "code" | "message" | "fix">[];
}

const TONES: Readonly<Record<string, Tone>> = { accepted: "good", rejected: "bad" };

export function answersCard(document: PresentedDocument, attempts: readonly Attempt[]): HTMLElement {
  return card(
    t("answers"),
    h("p", { class: "quiet" }, t(`state-means.${document.state}`)),
    attempts.length > 0 &&
      h(
        "ol",
        { class: "answers" },
        attempts.toReversed().map((attempt) => h("li", {}, attemptParts(attempt))),
      ),
    violationList(document.warnings),
  );
}

function attemptParts({ at, status, answer, reasons = [] }: Attempt): Child {
  const errors = answer.kind === "rejected" ? answer.errors : [];
  const warnings = answer.kind === "rejected" || answer.kind === "accepted" ? answer.warnings : [];
  return [
    h(
      "div",
      { class: `answer ${TONES[answer.kind] ?? "warning"}` },
      h("b", {}, word("answer", answer.kind)),
      when(at),
      status > 0 && ltr(`HTTP ${status}`, "code"),
    ),
    h("p", {}, word("answer-fix", answer.kind)),
    [...errors, ...warnings].length > 0 &&
      h(
        "ul",
        { class: "reasons" },
        [...errors, ...warnings].map(({ code, text }) => reason(code, text, reasons)),
      ),
  ];
}

function reason(code: string, text: string, known: NonNullable<Attempt["reasons"]>): HTMLElement {
  const rule = known.find((one) => one.code === code);
  return h(
    "li",
    {},
    h("span", {}, rule === undefined ? text : said(rule.message)),
    rule !== undefined && h("b", {}, said(rule.fix)),
    ltr(code, "code"),
  );
}
