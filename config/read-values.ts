// Parsed TOML → the values of the table, with everything that is wrong in it: unknown keys, missing ones, bad values.
import { nearestName } from "../agent/core/nearest.ts";
import { err, ok, type Result } from "../agent/core/result.ts";
import type { Violation } from "../agent/core/violation.ts";
import type { Row } from "./row.ts";
import { NAMED, type NamedSection, SCHEMA, type Section, type Values } from "./schema.ts";

type Table = Readonly<Record<string, unknown>>;

/** What stands in a place, and what is wrong with it. */
interface Found<T> {
  readonly value: T;
  readonly violations: readonly Violation[];
}

const SECTION_NAMES = Object.keys(SCHEMA) as readonly Section[];
const NAMED_NAMES = Object.keys(NAMED) as readonly NamedSection[];
const rowsOf = (section: Section): Readonly<Record<string, Row<unknown>>> => SCHEMA[section];

/** Reads every section of the table. Errors: all of them at once. */
export function readValues(toml: Table): Result<Values, readonly Violation[]> {
  const sections = [
    ...SECTION_NAMES.map((section) => [section, readSection(section, tableAt(toml, section))] as const),
    ...NAMED_NAMES.map((name) => [name, readNamed(name, toml[name])] as const),
  ];
  const violations = [...unknownSections(toml), ...sections.flatMap(([, { violations: found }]) => found)];
  if (violations.length > 0) return err(violations);
  return ok(Object.fromEntries(sections.map(([section, { value }]) => [section, value])) as Values);
}

/** Sections under names of the shop's own, each with the keys of the section they are another one of. */
function readNamed(name: NamedSection, table: unknown): Found<Table> {
  if (table === undefined) return { value: {}, violations: [] };
  if (!isTable(table)) return { value: {}, violations: [notATable(name)] };
  const read = Object.entries(table).map(
    ([own, part]) => [own, readSection(NAMED[name], part, `${name}.${own}`)] as const,
  );
  const misnamed = Object.keys(table).filter((own) => !OWN_NAME.test(own) || own === "main");
  return {
    value: Object.fromEntries(read.map(([own, { value }]) => [own, value])),
    violations: [
      ...misnamed.map((own) => badName(`${name}.${own}`)),
      ...read.flatMap(([, { violations }]) => violations),
    ],
  };
}

/** A name that can be said in a request: `main` is the printer of the plain section. */
const OWN_NAME = /^[a-z][a-z0-9-]{0,30}$/;

function readSection(section: Section, table: unknown, path: string = section): Found<Table> {
  if (table !== undefined && !isTable(table)) return { value: {}, violations: [notATable(path)] };
  const rows = rowsOf(section);
  const read = Object.entries(rows).map(([key, row]) => [key, readKey(`${path}.${key}`, row, table?.[key])] as const);
  const unknown = Object.keys(table ?? {})
    .filter((key) => !Object.hasOwn(rows, key) && !isSection(`${path}.${key}`))
    .map((key) => unknownKey(`${path}.${key}`, nearestName(key, Object.keys(rows))));
  return {
    value: Object.fromEntries(read.map(([key, { value }]) => [key, value])),
    violations: [...unknown, ...read.flatMap(([, { violations }]) => violations)],
  };
}

function readKey(path: string, row: Row<unknown>, given: unknown): Found<unknown> {
  if (given === undefined) {
    return { value: row.absent, violations: row.presence === "required" ? [missing(path, row)] : [] };
  }
  const value = row.read(given);
  return { value, violations: value === undefined ? [badValue(path, row)] : [] };
}

const unknownSections = (toml: Table): readonly Violation[] =>
  Object.keys(toml)
    .filter((name) => !isSection(name) && !Object.hasOwn(NAMED, name))
    .map((name) => unknownKey(name, nearestName(name, SECTION_NAMES)));

const isSection = (name: string): boolean => Object.hasOwn(SCHEMA, name);
const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The table of a section, `a.b` being the table `b` in the table `a`. */
function tableAt(toml: Table, section: Section): unknown {
  let at: unknown = toml;
  for (const name of section.split(".")) {
    if (!isTable(at)) return undefined;
    at = Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

const violation = (code: string, path: string, message: Violation["message"], fix: Violation["fix"]): Violation => ({
  code,
  severity: "error",
  path,
  message,
  fix,
});

const missing = (path: string, { about, expected }: Row<unknown>): Violation =>
  violation(
    "config/missing",
    path,
    { ar: `مفتاح ناقص: ${about.ar}`, en: `a key is missing: ${about.en}` },
    { ar: `أضف ${path}: ${expected.ar}`, en: `add ${path}: ${expected.en}` },
  );

const badValue = (path: string, { about, expected }: Row<unknown>): Violation =>
  violation(
    "config/value",
    path,
    { ar: `قيمة غير صالحة: ${about.ar}`, en: `this value cannot be used: ${about.en}` },
    { ar: `القيمة الصحيحة: ${expected.ar}`, en: `write ${expected.en}` },
  );

const unknownKey = (path: string, nearest: string | undefined): Violation =>
  violation(
    "config/unknown-key",
    path,
    { ar: "مفتاح غير معروف", en: "an unknown key" },
    nearest === undefined
      ? { ar: "احذفه؛ كل المفاتيح في khatm.example.toml", en: "remove it; khatm.example.toml shows every key" }
      : { ar: `لعلك تقصد "${nearest}"`, en: `did you mean "${nearest}"?` },
  );

const badName = (path: string): Violation =>
  violation(
    "config/name",
    path,
    { ar: "اسم لا يصلح لقسم", en: "a section cannot have this name" },
    {
      ar: "حروف لاتينية صغيرة وأرقام وشرطات، مثل kitchen؛ والاسم main للقسم الأول",
      en: "small Latin letters, digits and dashes, such as kitchen; main is the plain section itself",
    },
  );

const notATable = (section: string): Violation =>
  violation(
    "config/not-a-section",
    section,
    { ar: "المطلوب قسم هنا", en: "a section is expected here" },
    { ar: `اكتب [${section}] في سطر، ومفاتيحه تحته`, en: `write [${section}] on a line, its keys below it` },
  );
