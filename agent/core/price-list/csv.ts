// A spreadsheet's CSV (RFC 4180) as rows by the names in its head; commas or semicolons, whichever the head has.

type Row = Readonly<Record<string, unknown>>;

/**
 * Rows of a table with a head. Empty cells are left out; `name_ar` and `name_en` become one name, as `group_…` do.
 * @example csvRows("name_ar,price,vat\nقهوة,16.00,S") // [{ name: { ar: "قهوة" }, price: "16.00", vat: "S" }]
 */
export function csvRows(text: string): readonly Row[] {
  const [head = [], ...rows] = cells(text.replace(/^\uFEFF/, ""));
  const names = head.map((name) => name.trim());
  return rows.map((row) => rowOf(names, row));
}

function rowOf(names: readonly string[], row: readonly string[]): Row {
  const given = names.map((name, i) => [name, row[i]?.trim() ?? ""] as const).filter(([, cell]) => cell !== "");
  const found: Record<string, unknown> = {};
  for (const [name, cell] of given) {
    const [, whole, language] = /^(name|group)_(ar|en)$/.exec(name) ?? [];
    if (whole === undefined || language === undefined) found[name] = cell;
    else found[whole] = { ...(found[whole] as object | undefined), [language]: cell };
  }
  const { exemption, vat = "S", ...others } = found;
  return { ...others, vat: exemption === undefined ? vat : { category: vat, exemption } };
}

/** A cell, in quotes or without, and what ends it. */
const CELLS = {
  ",": /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy,
  ";": /("(?:[^"]|"")*"|[^;\r\n]*)(;|\r?\n|$)/gy,
} as const;

/** The table as it stands; a line without anything in it is none. */
function cells(text: string): readonly (readonly string[])[] {
  const separator = /^[^,\n]*;/.test(text) ? ";" : ",";
  const rows: string[][] = [[]];
  for (const [, cell = "", end] of text.matchAll(CELLS[separator])) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== separator) rows.push([]);
  }
  return rows.filter((row) => row.some((one) => one.trim() !== ""));
}
