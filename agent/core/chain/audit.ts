// The audit of one chain: every document's stamp, and that each one continues the one before (documents.md C3).
import type { Bilingual } from "../bilingual.ts";
import { FIRST_PIH } from "../ids.ts";
import { verifyStamp } from "../stamp/verify.ts";
import { readXml } from "../xml/read.ts";
import { type AuditedDocument, rowMatches } from "./row-matches.ts";

/** The head of the part of the chain that is already audited. */
export interface AuditedHead {
  readonly icv: number;
  readonly hash: string;
}

/** The first link that does not hold. */
export interface BrokenLink {
  readonly icv: number;
  readonly irn: string;
  readonly link: string;
  readonly message: Bilingual;
}

/** The head before the first document of a CSID. */
export const CHAIN_START: AuditedHead = { icv: 0, hash: FIRST_PIH };

const MESSAGES: Readonly<Record<string, Bilingual>> = {
  icv: { ar: "عداد الفاتورة لا يتبع ما قبله", en: "the counter (ICV) does not follow the one before" },
  pih: {
    ar: "بصمة المستند السابق غير مطابقة",
    en: "the previous invoice hash (PIH) is not that of the document before",
  },
  readable: { ar: "ملف المستند غير مقروء", en: "the document's XML cannot be read" },
  row: { ar: "سجل المستند لا يطابق ملفه", en: "the ledger's row does not match the document's XML" },
};

/**
 * Checks the next document of a chain.
 * @returns the new head, or the first link that broke.
 */
export function auditNext(head: AuditedHead, document: AuditedDocument): AuditedHead | BrokenLink {
  const { icv, irn } = document;
  const broken = (link: string, message?: Bilingual): BrokenLink => ({
    icv,
    irn,
    link,
    message: message ?? MESSAGES[link] ?? { ar: link, en: link },
  });
  if (icv !== head.icv + 1) return broken("icv");
  if (document.pih !== head.hash) return broken("pih");
  const read = readXml(document.xml);
  if (!read.ok) return broken("readable");
  const report = verifyStamp(read.value.root);
  const failed = report.links.find((l) => !l.holds);
  if (failed !== undefined) return broken(failed.link, untrue(failed.about));
  const isRow = report.hash === document.hash && rowMatches(read.value.root, document);
  return isRow ? { icv, hash: report.hash } : broken("row");
}

/** What should be true of a document, told when it is not. */
const untrue = ({ ar, en }: Bilingual): Bilingual => ({
  ar: `لم يعد صحيحًا أن ${ar}`,
  en: `it does not hold that ${en}`,
});

/** Tells a broken link from what an audit answers else. */
export const isBroken = (outcome: object): outcome is BrokenLink => "link" in outcome;
