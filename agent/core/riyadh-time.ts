// One instant as the document, the QR code and the stamp write it. Riyadh is UTC+3 all year; no other zone occurs.

const RIYADH_OFFSET_MS = 3 * 3_600_000;

/** An instant, with the texts the authority's documents use (documents.md C4, stamping.md 6). */
export interface RiyadhTime {
  /** Milliseconds since 1970-01-01T00:00:00Z, whole seconds. */
  readonly epochMs: number;
  /** `YYYY-MM-DD` in Riyadh: `cbc:IssueDate`. */
  readonly date: string;
  /** `HH:mm:ss` in Riyadh, without zone: `cbc:IssueTime`. */
  readonly time: string;
}

/**
 * The Riyadh wall time of an instant; date and time come from the same instant, so midnight cannot split them.
 * @example riyadhTime(Date.UTC(2026, 10, 20, 21, 30)).date // "2026-11-21"
 */
export function riyadhTime(epochMs: number): RiyadhTime {
  const whole = Math.floor(epochMs / 1000) * 1000;
  const text = new Date(whole + RIYADH_OFFSET_MS).toISOString();
  return { epochMs: whole, date: text.slice(0, 10), time: text.slice(11, 19) };
}

/** `YYYY-MM-DDTHH:mm:ss` in Riyadh: QR tag 3. */
export const localText = (t: RiyadhTime): string => `${t.date}T${t.time}`;

/** `YYYY-MM-DDTHH:mm:ss` in UTC without zone: `xades:SigningTime`. */
export const utcText = (t: RiyadhTime): string => new Date(t.epochMs).toISOString().slice(0, 19);

/**
 * Parses `cbc:IssueDate` and `cbc:IssueTime` (local, or UTC with `Z`); undefined when they name no instant (BR-KSA-70).
 */
export function parseRiyadhTime(date: string, time: string): RiyadhTime | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}:\d{2}Z?$/.test(time)) return undefined;
  const isUtc = time.endsWith("Z");
  const epochMs = Date.parse(`${date}T${isUtc ? time : `${time}Z`}`) - (isUtc ? 0 : RIYADH_OFFSET_MS);
  return Number.isNaN(epochMs) ? undefined : riyadhTime(epochMs);
}
