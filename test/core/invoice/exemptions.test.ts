// The table of exemption codes against the authority's own list, where that is at hand.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EXEMPTIONS } from "../../../agent/core/invoice/exemptions.ts";
import { CHARGE_CODES, MEANS_CODES } from "../../../agent/core/invoice/reasons.ts";
import { hasArabic } from "../../../agent/core/text.ts";
import { hasShared, shared } from "../../support/shared.ts";

interface Rule {
  readonly id: string;
  readonly conditions: readonly string[];
}

const conditionOf = (id: string): string => {
  const rules: readonly Rule[] = JSON.parse(readFileSync(shared("rules/rules-3.4.8.json"), "utf8"));
  return rules.find((rule) => rule.id === id)?.conditions.join(" ") ?? "";
};

describe("EXEMPTIONS", () => {
  test.each(Object.entries(EXEMPTIONS))("%s says why in both languages", (_, { text }) => {
    expect(hasArabic(text.ar)).toBe(true);
    expect(hasArabic(text.en)).toBe(false);
    expect(text.en.length).toBeGreaterThan(5);
  });

  test.skipIf(!hasShared)("has the codes of BR-KSA-CL-04 and no others, each in its category", () => {
    const condition = conditionOf("BR-KSA-CL-04");
    const listed = [...condition.matchAll(/cbc:ID\) ='([ZEO])' and contains\('([^']*)'/g)].flatMap(
      ([, category, codes]) =>
        (codes ?? "")
          .trim()
          .split(/\s+/)
          .map((code) => `${category} ${code}`),
    );
    const ours = Object.entries(EXEMPTIONS).map(([code, { category }]) => `${category} ${code}`);
    expect(ours.toSorted()).toEqual(listed.toSorted());
  });
});

describe.skipIf(!hasShared)("code lists", () => {
  test("of charges have nothing that BR-KSA-CL-06 does not know", () => {
    const condition = conditionOf("BR-KSA-CL-06");
    expect([...CHARGE_CODES].filter((code) => !condition.includes(code))).toEqual([]);
  });

  test("of payment means are known to BR-KSA-16", () => {
    const condition = conditionOf("BR-KSA-16");
    expect(Object.values(MEANS_CODES).filter((code) => !condition.includes(` ${code} `))).toEqual([]);
  });
});
