// The query of a document list, parsed: `state`, `from`, `to`, `before`, `limit`.
import { err, ok, type Result } from "../core/result.ts";
import type { Violation } from "../core/violation.ts";
import type { DocumentFilter, DocumentState } from "../ports.ts";

const STATES: ReadonlySet<string> = new Set<DocumentState>([
  "queued",
  "reported",
  "reported-with-warnings",
  "rejected",
  "cleared",
  "awaiting-clearance",
]);
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

type Query = Readonly<Record<string, string | undefined>>;

/** Whether each key's text is right; what is missing is always right. */
const CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  state: (text) => STATES.has(text),
  from: (text) => DATE.test(text) && !Number.isNaN(Date.parse(text)),
  to: (text) => DATE.test(text) && !Number.isNaN(Date.parse(text)),
  before: (text) => /^[1-9]\d{0,15}$/.test(text),
  limit: (text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= MAX_LIMIT,
};

/** Parses a list's query; unknown keys and wrong values are refused. */
export function listFilter(query: Query): Result<DocumentFilter, readonly Violation[]> {
  const violations = Object.entries(query).flatMap(([key, text]) => wrong(key, text));
  if (violations.length > 0) return err(violations);
  const { state, from, to, before, limit } = query;
  return ok({
    ...(state === undefined ? {} : { state: state as DocumentState }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(before === undefined ? {} : { before: Number(before) }),
    limit: Number(limit ?? DEFAULT_LIMIT),
  });
}

function wrong(key: string, text: string | undefined): readonly Violation[] {
  const check = Object.hasOwn(CHECKS, key) ? CHECKS[key] : undefined;
  if (check !== undefined && (text === undefined || check(text))) return [];
  return [
    {
      code: "query/wrong",
      severity: "error",
      path: key,
      message:
        check === undefined
          ? { ar: `معامل غير معروف: ${key}`, en: `unknown query key ${key}` }
          : { ar: `قيمة غير صالحة للمعامل ${key}`, en: `wrong value for ${key}` },
      fix: { ar: `المعاملات: ${Object.keys(CHECKS).join("، ")}`, en: `keys: ${Object.keys(CHECKS).join(", ")}` },
    },
  ];
}
