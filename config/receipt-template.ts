// A shop's own receipt template: a TOML file, read as strictly as the configuration.
import { readFileSync } from "node:fs";
import { parse, TomlError } from "smol-toml";
import { messageOf } from "../agent/core/errors.ts";
import { parseReceiptTemplate, type ReceiptTemplate } from "../agent/core/receipt/template.ts";
import { err, type Result } from "../agent/core/result.ts";
import type { Violation } from "../agent/core/violation.ts";

/**
 * Reads a template file. Errors: everything that is wrong with it.
 * @example readReceiptTemplate("/etc/khatm/receipt.toml")
 */
export function readReceiptTemplate(file: string): Result<ReceiptTemplate, readonly Violation[]> {
  try {
    return parseReceiptTemplate(parse(readFileSync(file, "utf8")));
  } catch (failure) {
    return err([failure instanceof TomlError ? syntax(failure) : unreadable(file, messageOf(failure))]);
  }
}

const unreadable = (file: string, reason: string): Violation => ({
  code: "template/unreadable",
  severity: "error",
  path: file,
  message: { ar: `لا يمكن قراءة قالب الإيصال: ${reason}`, en: `the receipt template cannot be read: ${reason}` },
  fix: { ar: "صحح receipt.template أو احذفه.", en: "correct receipt.template, or leave it out" },
});

const syntax = ({ line, column, message }: TomlError): Violation => ({
  code: "template/syntax",
  severity: "error",
  path: `line ${line}, column ${column}`,
  message: {
    ar: "الملف ليس TOML صحيحًا في هذا الموضع.",
    en: `the file is not TOML here: ${message.split("\n")[0] ?? ""}`,
  },
  fix: { ar: "انظر docs/receipts/template.md.", en: "see docs/receipts/template.md" },
});
