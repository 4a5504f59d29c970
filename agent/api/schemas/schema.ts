// Short hands for the JSON Schemas (2020-12) of answers.
import type { JsonSchema } from "../../core/invoice/reading/reader.ts";

type Members = Readonly<Record<string, JsonSchema>>;

/** An object: members that are always there, and members that may be. More may be added later. */
export const shape = (always: Members, sometimes: Members = {}): JsonSchema => ({
  type: "object",
  properties: { ...always, ...sometimes },
  required: Object.keys(always),
});

export const listOf = (items: JsonSchema): JsonSchema => ({ type: "array", items });
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
export const words = (...values: readonly string[]): JsonSchema => ({ type: "string", enum: values });
/** The same schema with a sentence. */
export const about = (schema: JsonSchema, description: string): JsonSchema => ({ ...schema, description });

export const TEXT: JsonSchema = { type: "string" };
export const FLAG: JsonSchema = { type: "boolean" };
export const COUNT: JsonSchema = { type: "integer", minimum: 0 };
export const NUMBER: JsonSchema = { type: "number" };
export const MILLISECONDS = about(COUNT, "milliseconds since 1970");
/** Money is text with two decimals: a JSON number would lose halalas. */
export const MONEY: JsonSchema = { type: "string", pattern: "^-?[0-9]+\\.[0-9]{2}$", examples: ["88.05"] };
export const RIYADH_TIME: JsonSchema = { type: "string", examples: ["2026-11-21T14:05:00+03:00"] };
export const DATE: JsonSchema = { type: "string", format: "date" };
