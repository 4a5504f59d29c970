// The printed rule book is the current one.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PAGE, rulesPage } from "../../support/rules-page.ts";

it("docs/RULES.md is what the rule book prints: node test/support/rules-page.ts", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(rulesPage());
});
