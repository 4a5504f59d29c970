// Sequences and comparisons of XPath 2.0, and which template claims an element.
import { describe, expect, it } from "vitest";
import { planOf, run } from "../../../../agent/core/rules/plan.ts";
import type { Rule } from "../../../../agent/core/rules/rule.ts";
import { textOf } from "../../../../agent/core/rules/support/decimal.ts";
import { docOf, xpathOf } from "../../../../agent/core/rules/support/node.ts";
import {
  amountAt,
  anyNumber,
  decimalAt,
  decimalSum,
  doubleAt,
  hasText,
  is,
  isBoolean,
  isNot,
  matchesPattern,
  numberAt,
  path,
  stringOf,
  tidy,
  Unjudgeable,
} from "../../../../agent/core/rules/support/xpath.ts";
import { type Template, templatesOf } from "../../../../agent/core/rules/template.ts";
import { element } from "../../../../agent/core/xml/tree.ts";
import { NOW } from "../support/bases.ts";
import { leaf } from "../support/build.ts";

const list = element("a", [
  element("b", [leaf("c", "1"), leaf("c", " 2 ")]),
  element("b", [leaf("c", ""), leaf("d", "x")]),
]);
// Paths come first: keys are numbered when they are loaded.
const PARTS = path("b");
const LEAVES = path("b/c");
const LEAF = path("c");
const NOWHERE = path("a/d/e");
const { root } = docOf(list, NOW);
const all = LEAVES(root);

describe("paths and comparisons", () => {
  it("path() gives every element reached, in document order", () => {
    expect(all.map(xpathOf)).toEqual(["/a/b[1]/c[1]", "/a/b[1]/c[2]", "/a/b[2]/c"]);
    expect(NOWHERE(root)).toEqual([]);
  });

  it("path() is refused for a new key once documents are walked", () => {
    expect(() => path("cbc:New")).toThrow("when the rules are loaded");
  });

  it("comparisons hold when one item does", () => {
    expect([is(all, "1"), isNot(all, "1"), hasText(all), is([], ""), isNot([], "")]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(anyNumber(["1", "abc"], (value) => value === 1)).toBe(true);
    expect(() => anyNumber(["abc", "1"], (value) => value === 1)).toThrow(Unjudgeable);
    expect([isBoolean(["1"], true), isBoolean([" false "], false)]).toEqual([true, true]);
    expect(() => isBoolean([""], true)).toThrow(Unjudgeable);
  });

  it("functions take one item at most", () => {
    expect([stringOf([]), tidy([" a  b "])]).toEqual(["", "a b"]);
    for (const read of [stringOf, tidy, decimalAt, doubleAt, numberAt, amountAt])
      expect(() => read(all)).toThrow(Unjudgeable);
  });

  it("casts fail on what is no number; number() does not", () => {
    expect(() => decimalAt(["1e2"])).toThrow(Unjudgeable);
    expect([doubleAt(["1e2"]), doubleAt([]), numberAt(["abc"]), amountAt([])]).toEqual([
      100,
      undefined,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it("decimalSum() takes one per element", () => {
    expect(
      textOf(
        decimalSum(PARTS(docOf(element("a", [element("b", [leaf("c", "1.10")]), element("b", [])]), NOW).root), LEAF),
      ),
    ).toBe("1.1");
    expect(() => decimalSum(PARTS(root), LEAF)).toThrow(Unjudgeable);
  });

  it("matchesPattern() asks for a part, or for a match of an expression", () => {
    expect([
      matchesPattern("SAR", ["SA"]),
      matchesPattern("SAR", []),
      matchesPattern("SAR", ["S.R"]),
      matchesPattern("SAR", ["USD"]),
    ]).toEqual([true, true, true, false]);
    expect(() => matchesPattern("SAR", ["["])).toThrow(Unjudgeable);
    expect(() => matchesPattern("a".repeat(40), ["(a+)+$"])).toThrow(Unjudgeable);
    expect(matchesPattern("a".repeat(40), ["a"])).toBe(true);
  });
});

describe("templates", () => {
  const on = templatesOf("EN");
  const rule = (id: string, when: Template, each: Partial<Rule> = {}): Rule => ({
    id,
    official: "error",
    severity: "error",
    when,
    breaks: () => true,
    path: "",
    message: { ar: "", en: "" },
    fix: { ar: "", en: "" },
    ...each,
  });

  const fired = (templates: readonly Template[], rules: readonly Rule[]): readonly string[] => {
    const found: string[] = [];
    run(planOf(templates, rules), docOf(list, NOW), {
      broken: ({ id }, at) => found.push(`${id} ${xpathOf(at)}`),
      stopped: ({ id }) => found.push(`${id} stopped`),
    });
    return found;
  };

  it("the higher hides the lower of its pattern, and only there", () => {
    const [high, low, other] = [on("p", 2, "b/d"), on("p", 1, ["c", "d"]), on("q", 0, "d")];
    expect(fired([high, low, other], [rule("high", high), rule("low", low), rule("other", other)])).toEqual([
      "low /a/b[1]/c[1]",
      "low /a/b[1]/c[2]",
      "low /a/b[2]/c",
      "high /a/b[2]/d",
      "other /a/b[2]/d",
    ]);
  });

  it("of two equal ones the later goes first, also one without rules", () => {
    const [first, last] = [on("p", 1, "d"), on("p", 1, "d")];
    expect(fired([first, last], [rule("first", first)])).toEqual([]);
    expect(fired([last, first], [rule("first", first)])).toEqual(["first /a/b[2]/d"]);
  });

  it("an error in a pattern is no match, an error in a rule stops it alone", () => {
    const fails = (): boolean => isBoolean(["maybe"], true);
    const [broken, sound] = [on("p", 2, "d", { where: fails }), on("p", 1, "d")];
    expect(
      fired([broken, sound], [rule("broken", broken), rule("a", sound, { breaks: fails }), rule("b", sound)]),
    ).toEqual(["a stopped", "b /a/b[2]/d"]);
  });

  it("matches from the root, from anywhere, and below any element", () => {
    const [rooted, any, starred] = [on("p", 0, "/a/b"), on("q", 0, "/b"), on("r", 0, "/*/b/d")];
    expect(fired([rooted, any, starred], [rule("rooted", rooted), rule("never", any), rule("star", starred)])).toEqual([
      "rooted /a/b[1]",
      "rooted /a/b[2]",
      "star /a/b[2]/d",
    ]);
  });

  it("judges the whole document once where a rule says so", () => {
    const each = on("p", 0, "c");
    expect(fired([each], [rule("once", each, { once: true })])).toEqual(["once /a/b[1]/c[1]"]);
  });
});
