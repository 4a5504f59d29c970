// Dates and instants of a sale: a calendar date, or the time a document was issued (BR-KSA-F-01, C4).
import { parseRiyadhTime, type RiyadhTime, riyadhTime } from "../../riyadh-time.ts";
import { problems } from "./problems.ts";
import { described, fail, type Read } from "./reader.ts";

const DATE = /^2\d{3}-\d{2}-\d{2}$/;
const INSTANT = /^(2\d{3}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** A date that the calendar has, `YYYY-MM-DD`. */
export const readDate: Read<string> = described({ type: "string", format: "date" }, (value, at) => {
  const real = typeof value === "string" && DATE.test(value) && parseRiyadhTime(value, "00:00:00")?.date === value;
  return real ? value : fail(at, problems.badForm(at.path, value, DATE_FORM, "BR-KSA-F-01"));
});

/** An instant: Riyadh time, or with `Z` or an offset: what `issuedAt` of an issued document says. */
export const readInstant: Read<RiyadhTime> = described(
  { type: "string", description: "date and time such as 2026-11-21T14:05:00, Riyadh time, or with an offset" },
  (value, at) => {
    const instant = typeof value === "string" ? parseInstant(value) : undefined;
    return instant ?? fail(at, problems.badForm(at.path, value, INSTANT_FORM, "BR-KSA-F-01"));
  },
);

/** The Riyadh date of a date or an instant. */
export const readIssueDate: Read<string> = described(
  { type: "string", description: "a date, or date and time" },
  (value, at) => {
    const instant = typeof value === "string" && value.length > 10 ? parseInstant(value) : undefined;
    return instant === undefined ? readDate(value, at) : instant.date;
  },
);

function parseInstant(text: string): RiyadhTime | undefined {
  const [, date, time, zone] = INSTANT.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const wall = parseRiyadhTime(date, time);
  if (wall?.date !== date) return undefined;
  const epochMs = zone === undefined ? wall.epochMs : Date.parse(`${date}T${time}${zone}`);
  return Number.isNaN(epochMs) ? undefined : riyadhTime(epochMs);
}

const DATE_FORM = ["تاريخ ميلادي مثل 2026-11-21", "a calendar date such as 2026-11-21"] as const;
const INSTANT_FORM = [
  "تاريخ ووقت مثل 2026-11-21T14:05:00 بتوقيت الرياض",
  "date and time such as 2026-11-21T14:05:00, Riyadh time",
] as const;
