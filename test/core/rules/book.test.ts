// The book as a whole: complete, unambiguous, in two languages, and as severe as the authority.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { families, ruleBook } from "../../../agent/core/rules/book.ts";
import { templatesOf } from "../../../agent/core/rules/plan.ts";
import { hasShared, shared } from "../../support/shared.ts";

interface OfficialRule {
  readonly book: "EN" | "KSA";
  readonly id: string;
  readonly flag: "error" | "warning";
}

const official: readonly OfficialRule[] = hasShared
  ? (JSON.parse(readFileSync(shared("rules/rules-3.4.8.json"), "utf8")) as OfficialRule[])
  : [];

/** Warnings of the authority at which a sale goes on (documents.md C12); every other one stops it. */
const ONLY_WARNINGS = new Set([
  "BR-36",
  "BR-37",
  "BR-43",
  "BR-52",
  "BR-CL-14",
  "BR-CL-16",
  "BR-KSA-10",
  "BR-KSA-12",
  "BR-KSA-13",
  "BR-KSA-15",
  "BR-KSA-35",
  "BR-KSA-36",
  "BR-KSA-42",
  "BR-KSA-81",
  "BR-KSA-85",
  "BR-KSA-87",
  "BR-KSA-93",
  "BR-KSA-94",
  "BR-KSA-95",
  "BR-KSA-96",
  "BR-KSA-97",
  "BR-KSA-98",
  "BR-KSA-99",
  "BR-KSA-CL-06",
  "BR-KSA-CL-07",
  "BR-KSA-DEC-06",
  "BR-KSA-F-05",
  "BR-KSA-F-06-C19",
  "BR-KSA-F-C-01",
]);

describe("the rule book", () => {
  it("has every id once", () => {
    const ids = ruleBook.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(247);
  });

  it.skipIf(!hasShared)("has every official rule, with the authority's severity and in its book", () => {
    const ours = new Map(ruleBook.map((rule) => [rule.id, rule]));
    for (const { id, flag, book } of official) {
      expect([id, ours.get(id)?.official]).toEqual([id, flag]);
      const rule = ours.get(id);
      expect(rule === undefined ? [] : templatesOf(rule).map((template) => template.book)).toContain(book);
    }
    const known = new Set(official.map((rule) => rule.id));
    expect(ruleBook.filter((rule) => !known.has(rule.id)).map((rule) => rule.official)).toEqual(["own", "own"]);
  });

  it("stops a sale at every official error, and at the warnings worth it", () => {
    const lenient = ruleBook.filter((rule) => rule.severity === "warning").map((rule) => rule.id);
    expect(new Set(lenient)).toEqual(ONLY_WARNINGS);
  });

  it.each(ruleBook.map((rule) => [rule.id, rule] as const))(
    "%s says what is wrong and what to do, in both languages",
    (_, rule) => {
      for (const text of [rule.message, rule.fix]) {
        expect(text.ar).toMatch(/\p{Script=Arabic}{2}/u);
        expect(text.en).toMatch(/^[^\p{Script=Arabic}]{5,}$/u);
      }
      expect(rule.message.ar).not.toBe(rule.fix.ar);
      expect(rule.message.en).not.toBe(rule.fix.en);
    },
  );

  it("has titles for its families in both languages", () => {
    for (const { title } of families) expect(title.ar !== "" && title.en !== "").toBe(true);
  });
});
