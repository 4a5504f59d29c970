// khatm.toml → Config: every mistake at once, each with its line. Secrets have no place in the file.
import { readFileSync } from "node:fs";
import { parse, TomlError } from "smol-toml";
import { messageOf } from "../agent/core/errors.ts";
import { err, ok, type Result } from "../agent/core/result.ts";
import type { Violation } from "../agent/core/violation.ts";
import { type Config, configOf } from "./config.ts";
import { keyLines, placed } from "./key-lines.ts";
import type { Surroundings } from "./places.ts";
import { readValues } from "./read-values.ts";

/**
 * Reads the configuration file. Errors: everything that is wrong with it.
 * @example loadConfig("/etc/khatm/khatm.toml")
 */
export function loadConfig(
  file: string,
  overrides: Omit<Surroundings, "file"> = {},
): Result<Config, readonly Violation[]> {
  let toml: string;
  try {
    toml = readFileSync(file, "utf8");
  } catch (failure) {
    return err([unreadable(file, messageOf(failure))]);
  }
  return parseConfig(toml, { file, ...overrides });
}

/** Reads a configuration from its text. */
export function parseConfig(toml: string, surroundings: Surroundings): Result<Config, readonly Violation[]> {
  const parsed = parseToml(toml);
  if (!parsed.ok) return err([parsed.error]);
  const values = readValues(parsed.value);
  const config = values.ok ? configOf(values.value, surroundings) : values;
  if (config.ok) return ok(frozen(config.value));
  const lines = keyLines(toml);
  return err(config.error.map((violation) => ({ ...violation, path: placed(violation.path, lines) })));
}

function parseToml(toml: string): Result<Readonly<Record<string, unknown>>, Violation> {
  try {
    return ok(parse(toml));
  } catch (failure) {
    if (!(failure instanceof TomlError)) throw failure;
    return err(syntax(failure));
  }
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

const unreadable = (file: string, reason: string): Violation => ({
  code: "config/unreadable",
  severity: "error",
  path: file,
  message: { ar: `لا يمكن قراءة ملف الإعدادات: ${reason}`, en: `the configuration cannot be read: ${reason}` },
  fix: {
    ar: "أنشئه بالأمر khatm init، أو اذكر مكانه بعد --config.",
    en: "make it with khatm init, or name it after --config",
  },
});

const syntax = ({ line, column, message }: TomlError): Violation => ({
  code: "config/syntax",
  severity: "error",
  path: `line ${line}, column ${column}`,
  message: {
    ar: "الملف ليس TOML صحيحًا في هذا الموضع.",
    en: `the file is not TOML here: ${message.split("\n")[0] ?? ""}`,
  },
  fix: {
    ar: "النصوص بين علامتي اقتباس، وكل مفتاح في سطر: key = value.",
    en: "texts stand in quotes, and each key on a line of its own: key = value",
  },
});
