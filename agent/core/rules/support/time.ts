// Dates and times as XML Schema writes them; those without a zone are Riyadh's.
// https://www.w3.org/TR/xmlschema11-2/#date
import { trim } from "./text.ts";

const RIYADH_MINUTES = 180;
const DATE = /^(-?(?:[1-9]\d{4,}|\d{4}))-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(\.\d+)?$/;
const ZONE = /(?:Z|[+-]\d\d:\d\d)$/;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The first instant of a date in its zone, milliseconds since 1970; undefined when the text is no date. */
export function parseDate(text: string): number | undefined {
  const { local, zone } = splitZone(text);
  const day = startOfDay(local);
  return day === undefined || zone === undefined ? undefined : day - zone * MINUTE_MS;
}

/** The instant of a date and time, milliseconds since 1970; undefined when the text is none. */
export function parseDateTime(text: string): number | undefined {
  const { local, zone } = splitZone(text);
  const at = local.indexOf("T");
  const day = startOfDay(local.slice(0, at));
  const time = timeOfDay(local.slice(at + 1));
  return day === undefined || time === undefined || zone === undefined ? undefined : day + time - zone * MINUTE_MS;
}

/** True for a time of day, with or without fraction and zone. */
export function isTime(text: string): boolean {
  const { local, zone } = splitZone(text);
  return zone !== undefined && timeOfDay(local) !== undefined;
}

/** The zone in minutes east of Greenwich; undefined when it is beyond 14 hours. */
function splitZone(text: string): { readonly local: string; readonly zone: number | undefined } {
  const trimmed = trim(text);
  const zone = hasZone(trimmed) ? ZONE.exec(trimmed)?.[0] : undefined;
  if (zone === undefined) return { local: trimmed, zone: RIYADH_MINUTES };
  const local = trimmed.slice(0, -zone.length);
  if (zone === "Z") return { local, zone: 0 };
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  const isReal = minutes <= 14 * 60 && Number(zone.slice(4)) < 60;
  return { local, zone: isReal ? (zone.startsWith("-") ? -minutes : minutes) : undefined };
}

/** A quick look that spares most texts the search: without a zone a date or time has no such character there. */
const hasZone = (text: string): boolean => text.endsWith("Z") || (text.at(-3) === ":" && text.at(-6) !== ":");

function startOfDay(text: string): number | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return undefined;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  return m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m) ? daysSince1970(y, m, d) * DAY_MS : undefined;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days of the Gregorian calendar; years are counted from March, so that a leap day is a year's last. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

function timeOfDay(text: string): number | undefined {
  const [, hours, minutes, seconds, fraction = ""] = TIME.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds) + Number(`0${fraction}`)) * 1000;
  const isMidnight = hours === "24" && ms === DAY_MS;
  const isReal = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  return isReal || isMidnight ? ms : undefined;
}
