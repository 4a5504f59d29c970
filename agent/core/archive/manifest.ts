// The list that goes with an archive: every file with its SHA-256, every document with its place in the chain.
import type { Bilingual } from "../bilingual.ts";

export interface ArchivedDocument {
  /** Path below the archive's folder. */
  readonly file: string;
  /** Lower-case hexadecimal SHA-256 of the file. */
  readonly sha256: string;
  readonly irn: string;
  readonly uuid: string;
  readonly csid: string;
  readonly icv: number;
  readonly invoiceHash: string;
  readonly previousInvoiceHash: string;
  readonly issuedAt: string;
  readonly type: string;
  readonly profile: string;
  readonly state: string;
}

export interface Manifest {
  readonly format: "khatm archive 1";
  readonly seller: string;
  /** First and last day, Riyadh; absent for everything. */
  readonly from?: string;
  readonly to?: string;
  readonly documents: readonly ArchivedDocument[];
  /** Files beside the documents. */
  readonly others: readonly { readonly file: string; readonly sha256: string }[];
}

/** The text of a list, in pieces: a line for each document, and behind them the other files. */
export function* listText(
  order: Omit<Manifest, "format" | "documents" | "others">,
  documents: Iterable<ArchivedDocument>,
  others: () => Manifest["others"],
): Generator<string, void, undefined> {
  const about: Omit<Manifest, "documents" | "others"> = { format: "khatm archive 1", ...order };
  yield `${JSON.stringify(about).slice(0, -1)},"documents":[`;
  let comma = "\n";
  for (const document of documents) {
    yield comma + JSON.stringify(document);
    comma = ",\n";
  }
  yield `\n],"others":${JSON.stringify(others())}}\n`;
}

export const MANIFEST_FILE = "manifest.json";
export const ACTIVITY_FILE = "activity.jsonl";

/** A file, or a place in the chain, that is not as the list says. */
export interface ArchiveFinding {
  readonly file: string;
  readonly message: Bilingual;
}

const CHANGED: Bilingual = { ar: "تغيّر الملف بعد التصدير", en: "the file was changed after the export" };
const MISSING: Bilingual = { ar: "الملف مفقود", en: "the file is missing" };
const ADDED: Bilingual = { ar: "ملف ليس في القائمة", en: "a file the list does not know" };
const UNLINKED: Bilingual = {
  ar: "بصمة المستند السابق ليست بصمة الذي قبله",
  en: "its previous invoice hash is not that of the document before",
};
const REPEATED: Bilingual = { ar: "عداد مكرر في شهادة واحدة", en: "its counter stands twice under one CSID" };

/**
 * Compares an archive with its list: files by their SHA-256, and each chain's links where neighbours are both there.
 * @param found SHA-256 by path, of every file but the list itself.
 */
export function archiveFindings(manifest: Manifest, found: ReadonlyMap<string, string>): readonly ArchiveFinding[] {
  const listed = [...manifest.documents, ...manifest.others];
  const known = new Set(listed.map(({ file }) => file));
  return [
    ...listed.flatMap(({ file, sha256 }) => {
      const there = found.get(file);
      if (there === undefined) return [{ file, message: MISSING }];
      return there === sha256 ? [] : [{ file, message: CHANGED }];
    }),
    ...[...found.keys()].filter((file) => !known.has(file)).map((file) => ({ file, message: ADDED })),
    ...brokenLinks(manifest.documents),
  ];
}

function brokenLinks(documents: readonly ArchivedDocument[]): readonly ArchiveFinding[] {
  const byPlace = new Map<string, ArchivedDocument>();
  const findings: ArchiveFinding[] = [];
  const place = (csid: string, icv: number): string => `${csid} ${icv}`;
  for (const document of documents) {
    const { csid, icv, file } = document;
    if (byPlace.has(place(csid, icv))) findings.push({ file, message: REPEATED });
    byPlace.set(place(csid, icv), document);
  }
  for (const { csid, icv, file, previousInvoiceHash } of documents) {
    const before = byPlace.get(place(csid, icv - 1));
    if (before !== undefined && before.invoiceHash !== previousInvoiceHash) findings.push({ file, message: UNLINKED });
  }
  return findings;
}
