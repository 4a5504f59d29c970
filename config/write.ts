// The table → a commented TOML file: the example, and what `khatm init` writes.
import type { Bilingual } from "../agent/core/bilingual.ts";
import type { Plain, Row } from "./row.ts";
import { NAMED, type NamedSection, SCHEMA, type Section } from "./schema.ts";
import { NAMED_SECTIONS, SECTIONS } from "./section-texts.ts";

/** Values by section and key, as TOML gives them: `{ unit: { name: "TILL-7" }, seller: { id: { … } } }`. */
export type Answers = Readonly<Record<string, unknown>>;

/** One key that `khatm init` must ask for. */
export interface Question {
  /** `unit.name`. */
  readonly path: string;
  readonly row: Row<unknown>;
}

const TITLE = [
  "# إعدادات ختم / The configuration of Khatm.",
  "# مفتاح يبدأ سطره بعلامة # غير مضبوط: إن كانت له قيمة افتراضية فهي المبيّنة. لا تُكتب الأسرار هنا.",
  "# A key behind # is not set: where it has a default, the value shown is it. No secrets belong here.",
];

const PRESENCE: Readonly<Record<Row<unknown>["presence"], Bilingual>> = {
  required: { ar: "إلزامي", en: "required" },
  optional: { ar: "اختياري", en: "optional" },
  defaulted: { ar: "له قيمة افتراضية", en: "has a default" },
};

const sections = Object.entries(SCHEMA) as readonly (readonly [Section, Readonly<Record<string, Row<unknown>>>])[];

/** Every key without a default, in the table's order. */
export const questions = (): readonly Question[] =>
  sections.flatMap(([section, rows]) =>
    Object.entries(rows)
      .filter(([, row]) => row.presence === "required")
      .map(([key, row]) => ({ path: `${section}.${key}`, row })),
  );

/**
 * A configuration file with these answers set and every other key commented out, each with its meaning. Answers to
 * keys nobody knows are written too, so that `loadConfig` tells of them.
 * @throws Error when an answer is of a kind that the file cannot hold.
 */
export const writeConfig = (answers: Answers): string =>
  [
    TITLE.join("\n"),
    ...sections.map(([section, rows]) => writeSection(section, rows, answers)),
    ...namedSections.map((name) => writeNamed(name, answers[name])),
    ...Object.keys(answers)
      .filter((name) => !Object.hasOwn(SCHEMA, name) && !Object.hasOwn(NAMED, name))
      .map((name) => writeUnknown(name, answers[name])),
    "",
  ].join("\n\n");

/** The file `config/khatm.example.toml`: every key, the required ones set. */
export function exampleConfig(): string {
  const answers: Record<string, Record<string, Plain>> = {};
  for (const [section, rows] of sections) {
    const set = Object.entries(rows).filter(([, row]) => row.presence === "required");
    answers[section] = Object.fromEntries(set.map(([key, row]) => [key, row.shown]));
  }
  return writeConfig(answers);
}

function writeSection(section: Section, rows: Readonly<Record<string, Row<unknown>>>, answers: Answers): string {
  const { ar, en } = SECTIONS[section];
  const given = tableAt(answers, section);
  const known = Object.entries(rows).map(([key, row]) => writeKey(key, row, given[key]));
  const unknown = Object.keys(given)
    .filter((key) => !Object.hasOwn(rows, key) && !Object.hasOwn(SCHEMA, `${section}.${key}`))
    .map((key) => `${nameOf(key)} = ${literal(given[key])}`);
  return [`# ${ar} / ${en}\n[${section}]`, ...known, ...unknown].join("\n");
}

const namedSections = Object.keys(NAMED) as readonly NamedSection[];

/** What sections of the shop's own names are for, then each that is given. */
function writeNamed(name: NamedSection, given: unknown): string {
  const { ar, en, example } = NAMED_SECTIONS[name];
  const about = `# ${ar}\n# ${en}\n#[${name}.${example}]`;
  if (given === undefined) return about;
  if (!isTable(given)) return writeUnknown(name, given);
  return [about, ...Object.entries(given).map(([own, part]) => writeUnknown(`${name}.${own}`, part))].join("\n\n");
}

/** A section of a name nobody knows; a lone key becomes one, since behind a section it would belong to that. */
const writeUnknown = (name: string, given: unknown): string =>
  [
    `[${nameOf(name)}]`,
    ...Object.entries(isTable(given) ? given : { value: given }).map(
      ([key, part]) => `${nameOf(key)} = ${literal(part)}`,
    ),
  ].join("\n");

const nameOf = (key: string): string => (/^[\w-]+(?:\.[\w-]+)?$/.test(key) ? key : literal(key));

function writeKey(key: string, row: Row<unknown>, given: unknown): string {
  const { about, shown } = row;
  const { ar, en } = PRESENCE[row.presence];
  const meaning = [`# ${about.ar} (${ar})`, `# ${about.en} (${en}: ${row.expected.en})`];
  const line = given === undefined ? `#${key} = ${literal(shown)}` : `${key} = ${literal(given)}`;
  return [...meaning, line].join("\n");
}

/** A section's answers, whether they stand under `"a.b"` or under `b` in `a`. */
function tableAt(answers: Answers, section: Section): Answers {
  const whole = answers[section];
  if (isTable(whole)) return whole;
  let at: unknown = answers;
  for (const name of section.split(".")) at = isTable(at) ? at[name] : undefined;
  return isTable(at) ? at : {};
}

const isTable = (value: unknown): value is Answers =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A TOML value; JSON strings are TOML basic strings but for DEL. */
function literal(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value).replaceAll("\u007f", "\\u007f");
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (isTable(value))
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key} = ${literal(part)}`)
      .join(", ")} }`;
  throw new Error(`a configuration cannot hold ${typeof value}`);
}
