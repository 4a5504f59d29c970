// An attempt with the rules its answer names: what each says and what to do, from our own rule book.
import type { Bilingual } from "../core/bilingual.ts";
import { ruleBook } from "../core/rules/book.ts";
import type { StoredAttempt } from "../ports/outbox.ts";

interface Reason {
  readonly code: string;
  readonly message: Bilingual;
  readonly fix: Bilingual;
}

/** An attempt, and every rule of it that the book knows, each once. */
export function explained(attempt: StoredAttempt): StoredAttempt & { readonly reasons: readonly Reason[] } {
  const codes = new Set(messagesOf(attempt).map(({ code }) => code));
  const rules = codes.size === 0 ? [] : ruleBook.filter(({ id }) => codes.has(id));
  return { ...attempt, reasons: rules.map(({ id, message, fix }) => ({ code: id, message, fix })) };
}

function messagesOf({ answer }: StoredAttempt) {
  if (answer.kind === "rejected") return [...answer.errors, ...answer.warnings];
  return answer.kind === "accepted" ? answer.warnings : [];
}
