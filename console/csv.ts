// Tables for a spreadsheet (RFC 4180).

/** With a mark by which spreadsheets know the letters; what would be read as a formula is text. */
export const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map((cell) => quoted(String(cell))).join(",")).join("\r\n")}\r\n`;

const quoted = (cell: string): string => {
  const text = /^[=+@\t]|^-(?![\d.]+$)/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
