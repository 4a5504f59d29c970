// What somebody with the ledger's file and a plan would do: change what a document says and pack it again, digest and all.
import type Sqlite from "better-sqlite3";
import { joinTexts, pack, unpack } from "../../agent/core/archive/packing.ts";
import { must } from "./ledger.ts";

/** Replaces a text in the XML of a document, or in what reports are made from, triggers gone. @throws Error where it is not there. */
export function tamper(
  database: Sqlite.Database,
  icv: number,
  from: string,
  to: string,
  where: "xml" | "others" = "xml",
): void {
  database.exec("DROP TRIGGER IF EXISTS document_is_final");
  const row = database
    .prepare<[number], { id: number; packed: Buffer; bytes: Buffer }>(
      "SELECT d.id, d.packed, k.bytes FROM document d JOIN dictionary k ON k.id = d.dictionary WHERE d.icv = ?",
    )
    .get(icv);
  const { id, packed, bytes } = must(row);
  const texts = unpack(packed, bytes);
  const isMeant = (i: number): boolean => (i === 0) === (where === "xml");
  if (!texts.some((text, i) => isMeant(i) && text.includes(from)))
    throw new Error(`document ${icv} does not say ${from}`);
  const changed = pack(joinTexts(texts.map((text, i) => (isMeant(i) ? text.replaceAll(from, to) : text))), bytes);
  database.prepare("UPDATE document SET packed = ? WHERE id = ?").run(changed, id);
}
