// Problems (RFC 9457) and what they are made of.
import type { JsonSchema } from "../../core/invoice/reading/reader.ts";
import { COUNT, listOf, ref, shape, TEXT, words } from "./schema.ts";

export const PROBLEM_SCHEMAS = {
  Bilingual: shape({ ar: TEXT, en: TEXT }),
  Violation: shape({
    code: { type: "string", description: "the authority's rule where it has one (BR-KSA-17), else ours (sale/…)" },
    severity: words("error", "warning"),
    path: { type: "string", description: "where, in the JSON that was sent: lines[2].price" },
    message: ref("Bilingual"),
    fix: ref("Bilingual"),
  }),
  Problem: shape(
    { type: TEXT, status: COUNT, code: TEXT, title: TEXT, titles: ref("Bilingual") },
    {
      detail: TEXT,
      violations: listOf(ref("Violation")),
      document: ref("Document"),
      irn: TEXT,
      until: { type: "integer", description: "when it may be tried again, milliseconds since 1970" },
    },
  ),
} as const satisfies Readonly<Record<string, JsonSchema>>;
