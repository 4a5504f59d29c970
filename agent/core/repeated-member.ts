// A member that a JSON text names twice in one object: JSON.parse keeps the last and says nothing (RFC 8259 section 4),
// so that a till's bug would sell something else than it shows.

/** An object or a list that is open where the text is read. */
interface Level {
  /** Of an object: those it has so far. */
  readonly names: Set<string> | undefined;
  name: string;
  index: number;
}

/**
 * The path of the first member that is repeated, in a text that JSON.parse has taken.
 * @example repeatedMember('{"lines":[{"price":"1","price":"2"}]}') // "lines[0].price"
 */
export function repeatedMember(json: string): string | undefined {
  const levels: Level[] = [];
  let name = "";
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === '"') {
      const start = at + 1;
      at = endOfText(json, start);
      name = json.slice(start, at);
    } else if (sign === ":") {
      if (isRepeated(levels.at(-1), plain(name))) return pathOf(levels);
    } else if (sign !== undefined) step(levels, sign);
  }
  return undefined;
}

/** Where the quote stands that ends a text: the first behind an even number of backslashes. */
function endOfText(json: string, start: number): number {
  let end = start;
  while (json[end] !== '"') end += json[end] === "\\" ? 2 : 1;
  return end;
}

/** Without escapes: `"l\u0069nes"` is the same name as `"lines"`. */
const plain = (name: string): string => (name.includes("\\") ? (JSON.parse(`"${name}"`) as string) : name);

function isRepeated(level: Level | undefined, name: string): boolean {
  if (level?.names === undefined) return false;
  level.name = name;
  return level.names.size === level.names.add(name).size;
}

function step(levels: Level[], sign: string): void {
  if (sign === "{") levels.push({ names: new Set(), name: "", index: 0 });
  else if (sign === "[") levels.push({ names: undefined, name: "", index: 0 });
  else if (sign === "}" || sign === "]") levels.pop();
  else if (sign === ",") next(levels.at(-1));
}

function next(level: Level | undefined): void {
  if (level !== undefined) level.index += 1;
}

const pathOf = (levels: readonly Level[]): string =>
  levels
    .map(({ names, name, index }) => (names === undefined ? `[${index}]` : `.${name}`))
    .join("")
    .replace(/^\./, "");
