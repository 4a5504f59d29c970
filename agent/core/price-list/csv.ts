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

/** The table as it stands; a line without anything in it is none. */
function cells(text: string): readonly (readonly string[])[] {
  const separator = /^[^,\n]*;/.test(text) ? ";" : ",";
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const end = (): void => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += sign;
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === separator) end();
    else if (!isQuoted && sign === "\n") {
      end();
      rows.push([]);
    } else cell += sign;
  }
  end();
  return rows.map((row) => row.map((one) => one.replace(/\r$/, ""))).filter((row) => row.some((one) => one.trim() !== ""));
}
