// What a stamp certificate was issued for, held against what the configuration says: a unit signs for nobody else.
import type { Bilingual } from "../bilingual.ts";
import type { Environment } from "./environment.ts";

/** What a unit signs for; a certificate need not tell all of it. */
export interface Cover {
  readonly environment: Environment;
  /** The seller's VAT number: UID of the certificate's alternative name (csr.md B1). */
  readonly vat: string | undefined;
  /** Its `title`: which kinds of document, `TSCZ`. */
  readonly functionalityMap: string | undefined;
}

/** One thing the configuration says otherwise than the certificate. */
export interface Misfit {
  /** The configuration's key. */
  readonly key: string;
  /** Whether nothing may be signed until it is put back. */
  readonly stops: boolean;
  readonly found: Bilingual;
  readonly remedy: Bilingual;
}

interface Row extends Pick<Misfit, "key" | "stops" | "remedy"> {
  readonly of: (cover: Cover) => string | undefined;
}

const ROWS: readonly Row[] = [
  {
    key: "unit.environment",
    of: ({ environment }) => environment,
    stops: true,
    remedy: {
      ar: "شهادة الاختبار لا توقّع في الإنتاج: أعد unit.environment أو سجّل وحدة جديدة بمجلد جديد",
      en: "a test CSID never signs in production: put unit.environment back, or onboard a new unit with a new folder",
    },
  },
  {
    key: "seller.vat",
    of: ({ vat }) => vat,
    stops: true,
    remedy: {
      ar: "لا يُصدر شيء حتى يعود seller.vat كما كان؛ لرقم ضريبي آخر سجّل وحدة جديدة بمجلد جديد",
      en: "nothing is issued until seller.vat is put back; for another VAT number onboard a new unit with a new folder",
    },
  },
  {
    key: "unit.functionalityMap",
    of: ({ functionalityMap }) => functionalityMap,
    stops: false,
    remedy: {
      ar: "أعد unit.functionalityMap كما كان، أو نفّذ khatm renew لشهادة تشمل الأنواع الجديدة",
      en: "put unit.functionalityMap back, or run khatm renew for a CSID that covers the new kinds",
    },
  },
];

/**
 * What the configuration says otherwise than the certificate, what stops the unit first; what the certificate does not
 * tell fits.
 */
export const misfits = (issuedFor: Cover, configured: Cover): readonly Misfit[] =>
  ROWS.flatMap(({ of, ...row }) => {
    const [own, said] = [of(issuedFor), of(configured)];
    return own === undefined || own === said ? [] : [{ ...row, found: told(row.key, own, String(said)) }];
  });

const told = (key: string, own: string, said: string): Bilingual => ({
  ar: `الشهادة صادرة لـ ${own}، وفي الإعدادات ${key} = ${said}`,
  en: `the CSID was issued for ${own}, the configuration says ${key} = ${said}`,
});
