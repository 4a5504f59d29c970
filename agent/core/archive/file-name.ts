// What an archived document is called: the authority's XML standard, chapter 14 (documents.md C15).
import type { RiyadhTime } from "../riyadh-time.ts";

/**
 * `<VAT number>_<YYYYMMDD>T<HHMMSS>_<IRN>.xml`, every character of the IRN that is no letter or digit turned into `-`.
 * @example archiveName("399999999900003", issuedAt, "INV/42") // "399999999900003_20261121T192030_INV-42.xml"
 */
export function archiveName(vatNumber: string, { date, time }: RiyadhTime, irn: string): string {
  const at = `${date.replaceAll("-", "")}T${time.replaceAll(":", "")}`;
  return `${vatNumber}_${at}_${irn.replace(/[^0-9A-Za-z]/g, "-")}.xml`;
}
