// Dates and times as XML Schema writes them; those without a zone are Riyadh's.
// https://www.w3.org/TR/xmlschema11-2/#date

const RIYADH_MINUTES = 180;
const DATE = /^(-?(?:[1-9]\d{4,}|\d{4}))-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(\.\d+)?$/;
const ZONE = /(?:Z|[+-]\d\d:\d\d)$/;
const MINUTE_MS = 60_000;

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
  const trimmed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  const zone = ZONE.exec(trimmed)?.[0];
  if (zone === undefined) return { local: trimmed, zone: RIYADH_MINUTES };
  const local = trimmed.slice(0, -zone.length);
  if (zone === "Z") return { local, zone: 0 };
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  const isReal = minutes <= 14 * 60 && Number(zone.slice(4)) < 60;
  return { local, zone: isReal ? (zone.startsWith("-") ? -minutes : minutes) : undefined };
}

function startOfDay(text: string): number | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? date.getTime() : undefined;
}

function timeOfDay(text: string): number | undefined {
  const [, hours, minutes, seconds, fraction = ""] = TIME.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds) + Number(`0${fraction}`)) * 1000;
  const isMidnight = hours === "24" && ms === 24 * 60 * MINUTE_MS;
  const isReal = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  return isReal || isMidnight ? ms : undefined;
}
