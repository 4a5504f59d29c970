// docs/api.md is held to the tables: rights and routes stand there as the program has them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROUTES } from "../../agent/api/routes.ts";
import { OPERATIONS, RIGHTS, ROLES } from "../../agent/core/people/roles.ts";

const PAGE = join(import.meta.dirname, "../../docs/api.md");
/** `KHATM_WRITE_PAGE=1` renews the tables of the page. */
const isWriting = process.env["KHATM_WRITE_PAGE"] === "1";

const rights = [
  `| right | ${ROLES.join(" | ")} | |`,
  `|---|${ROLES.map(() => "---|").join("")}---|`,
  ...OPERATIONS.map((operation) => {
    const { roles, about } = RIGHTS[operation];
    const marks = ROLES.map((role) => ((roles as readonly string[]).includes(role) ? "✓" : ""));
    return `| \`${operation}\` | ${marks.join(" | ")} | ${about.en} |`;
  }),
].join("\n");

const routes = [
  "| method and path | right | does |",
  "|---|---|---|",
  ...ROUTES.map(({ method, path, right, about }) => `| \`${method} ${path}\` | ${right} | ${about.en} |`),
].join("\n");

test.each([
  ["rights", rights],
  ["routes", routes],
])("docs/api.md shows the table of %s as it is", (name, table) => {
  const page = readFileSync(PAGE, "utf8");
  const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  const renewed = page.replace(place, (_, open: string, close: string) => `${open}${table}\n${close}`);
  if (isWriting) writeFileSync(PAGE, renewed);
  expect(place.test(page)).toBe(true);
  if (!isWriting) expect(page).toBe(renewed);
});
