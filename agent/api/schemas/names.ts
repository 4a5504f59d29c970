// Every schema of the API by its name in the OpenAPI document.
import type { JsonSchema } from "../../core/invoice/reading/reader.ts";
import { DOCUMENT_SCHEMAS } from "./documents.ts";
import { PEOPLE_SCHEMAS } from "./people.ts";
import { PRINTING_SCHEMAS } from "./printing.ts";
import { PROBLEM_SCHEMAS } from "./problems.ts";
import { REPORT_SCHEMAS } from "./reports.ts";
import { UNIT_SCHEMAS } from "./unit.ts";

export const SCHEMAS = {
  ...DOCUMENT_SCHEMAS,
  ...REPORT_SCHEMAS,
  ...PRINTING_SCHEMAS,
  ...UNIT_SCHEMAS,
  ...PEOPLE_SCHEMAS,
  ...PROBLEM_SCHEMAS,
} as const satisfies Readonly<Record<string, JsonSchema>>;

export type SchemaName = keyof typeof SCHEMAS;
