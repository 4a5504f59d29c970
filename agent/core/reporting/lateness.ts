// How late an unreported simplified document is: 24 hours from its issue time (documents.md C16).
import type { Bilingual } from "../bilingual.ts";
import { type AlarmHours, OUTBOX_DEFAULTS } from "./outbox-settings.ts";

const HOUR_MS = 3_600_000;

/** The time within which a simplified document must reach the authority, milliseconds. */
export const REPORTING_PERIOD_MS = 24 * HOUR_MS;

export type Lateness = "none" | "alarm" | "red" | "critical" | "late";

/**
 * The service level of a document that waits since its issue; both times in milliseconds since 1970.
 * @example lateness(0, 5 * 3_600_000) // "alarm"
 */
export function lateness(issuedAt: number, now: number, hours: AlarmHours = OUTBOX_DEFAULTS.alarmHours): Lateness {
  const [alarm, red, critical] = hours;
  const waits = (now - issuedAt) / HOUR_MS;
  if (now - issuedAt >= REPORTING_PERIOD_MS) return "late";
  if (waits >= critical) return "critical";
  if (waits >= red) return "red";
  return waits >= alarm ? "alarm" : "none";
}

/** When the document is late, milliseconds since 1970. */
export const deadlineOf = (issuedAt: number): number => issuedAt + REPORTING_PERIOD_MS;

const WORDS: Readonly<Record<Lateness, Bilingual>> = {
  none: { ar: "في الوقت", en: "in time" },
  alarm: { ar: "متأخر ساعات", en: "waiting for hours" },
  red: { ar: "متأخر كثيرًا", en: "waiting very long" },
  critical: { ar: "قارب نهاية المهلة", en: "close to the end of the period" },
  late: { ar: "تجاوز 24 ساعة", en: "over 24 hours" },
};

/** A service level in words. */
export const latenessWords = (level: Lateness): Bilingual => WORDS[level];
