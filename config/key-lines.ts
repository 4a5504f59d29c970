// Which line of a TOML file a key stands on: for messages only, the parser knows the truth.

const HEADER = /^\s*\[\s*([\w.-]+)\s*\]/;
const KEY = /^\s*([\w.-]+)\s*=/;

/**
 * The line of every key, as `section.key`, and of every section header.
 * @example keyLines("[api]\nport = 1").get("api.port") // 2
 */
export function keyLines(toml: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let section = "";
  for (const [index, line] of toml.split("\n").entries()) {
    const header = HEADER.exec(line)?.[1];
    const key = KEY.exec(line)?.[1];
    if (header !== undefined) section = header;
    const path = header ?? (key === undefined ? undefined : joined(section, key));
    if (path !== undefined) lines.set(path, index + 1);
  }
  return lines;
}

/** A path with its line, or that of the nearest thing around it that has one. */
export function placed(path: string, lines: ReadonlyMap<string, number>): string {
  for (let around = path; around !== ""; around = around.slice(0, Math.max(0, around.lastIndexOf(".")))) {
    const line = lines.get(around);
    if (line !== undefined) return `${path} (line ${line})`;
  }
  return path;
}

const joined = (section: string, key: string): string => (section === "" ? key : `${section}.${key}`);
