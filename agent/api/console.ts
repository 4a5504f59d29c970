// The operator's console as files: the page, its modules, its style and its letters. Nothing comes from elsewhere.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { extname, join } from "node:path";

/** Nothing but what this terminal serves, no inline script or style, no frame around it. */
export const CONSOLE_POLICY = [
  "default-src 'none'",
  ...["script-src", "style-src", "img-src", "font-src", "connect-src"].map((kind) => `${kind} 'self'`),
  ...["base-uri", "form-action", "frame-ancestors"].map((kind) => `${kind} 'none'`),
].join("; ");

const HEADERS = {
  "content-security-policy": CONSOLE_POLICY,
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-cache",
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** A Raspberry Pi may have no Arabic letters of its own: the page brings the receipt's. */
const FONTS = ["arabic-400", "arabic-700", "latin-400", "latin-700"];

/** Sources beside this file run as they are, and are compiled where this file is. */
const FOLDER = join(import.meta.dirname, "../../console");
const CODE = extname(import.meta.filename);

/**
 * The pages of the console by their path; each file is read once, when it is first asked for.
 * @example consolePages()("/")?.headers.get("content-security-policy")
 */
export function consolePages(): (path: string) => Response | undefined {
  const files = namedFiles();
  const read = new Map<string, Buffer>();
  return (path) => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    const bytes = read.get(path) ?? contentOf(file);
    read.set(path, bytes);
    return new Response(new Uint8Array(bytes), {
      headers: { ...HEADERS, "content-type": TYPES[extname(file)] ?? "application/octet-stream" },
    });
  };
}

/** Every path with its file. The program begins at one name, whether it is compiled or not. */
export function namedFiles(): ReadonlyMap<string, string> {
  if (!existsSync(FOLDER)) return new Map();
  const own = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => extname(name) in TYPES);
  const locate = createRequire(import.meta.url);
  return new Map([
    ["/", join(FOLDER, "index.html")],
    ["/console/main.js", join(FOLDER, `main${CODE}`)],
    ...own.map((name) => [`/console/${name}`, join(FOLDER, name)] as const),
    ...FONTS.map(
      (name) =>
        [`/console/${name}.woff2`, locate.resolve(`@fontsource/cairo/files/cairo-${name}-normal.woff2`)] as const,
    ),
  ]);
}

function contentOf(file: string): Buffer {
  const bytes = readFileSync(file);
  return extname(file) === ".ts" ? Buffer.from(withoutTypes(bytes.toString("utf8"))) : bytes;
}

/** Node strips the types of its own modules in silence, and warns of the same function when it is called. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
