// The guides are held to the code: every alarm, check, answer and code stands in them as the program has it.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TERMINAL_ALARMS } from "../agent/core/alarms.ts";
import { AR } from "../console/texts-ar.ts";
import { EN } from "../console/texts-en.ts";
import { GUIDE_TABLES } from "./support/guide-tables.ts";
import { root } from "./support/khatm.ts";

/** `KHATM_WRITE_PAGE=1` renews the tables. */
const isWriting = process.env["KHATM_WRITE_PAGE"] === "1";
const read = (path: string): string => readFileSync(join(root, path), "utf8");

test.each(GUIDE_TABLES)("$page shows the table of $name as it is", ({ page, name, text }) => {
  const own = read(page);
  const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  const renewed = own.replace(place, (_, open: string, close: string) => `${open}${text}\n${close}`);
  if (isWriting) writeFileSync(join(root, page), renewed);
  expect(place.test(own)).toBe(true);
  if (!isWriting) expect(own).toBe(renewed);
});

test("no alarm is raised in the code that has no row", () => {
  const raised = globSync("agent/work/**/*.ts", { cwd: root })
    .map(read)
    .join("\n")
    .matchAll(/(?:alarms?\.(?:raise|once)|alarmFacts)\("([a-z-]+)"/g);
  const names = [...raised].map(([, name = ""]) => name);
  const printers = ["paper-failed", "paper-unconfirmed", "papers-ask"];
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !(name in TERMINAL_ALARMS) && !printers.includes(name))).toEqual([]);
});

test("docs/troubleshooting.md names codes that the rule book, the program or the gateway's simulator knows", () => {
  const code = [...globSync(["agent/**/*.ts", "simulator/**/*.ts"], { cwd: root }), "docs/RULES.md"]
    .map(read)
    .join("\n");
  const named = [...read("docs/troubleshooting.md").matchAll(/^\| `([\w-]+)`/gm)].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((name) => !code.includes(name))).toEqual([]);
});

test.each(globSync("docs/*.md", { cwd: root }).sort())(
  "%s names places of the operator's page as they are called",
  (page) => {
    const places = [...read(page).matchAll(/\*([^*\n]+ › [^*\n]+)\*/g)].flatMap(([, place = ""]) => place.split(" › "));
    const called = new Set<string>([...Object.values(EN), ...Object.values(AR)]);
    expect(places.filter((place) => !called.has(place))).toEqual([]);
  },
);
