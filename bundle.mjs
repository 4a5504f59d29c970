// Joins the compiled program's hundreds of modules, and the packages of plain JavaScript, into a few files: most of the
// time to start was finding and opening them one by one (docs/decisions/rolldown.md).
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { rolldown } from "rolldown";

/** What is started by its path: the command, its workers, the simulators, the till's library. */
const ENTRIES = [
  "agent/main",
  "agent/store/backup-worker",
  "agent/copy/worker",
  "agent/keys/checking-worker",
  "drivers/raster/worker",
  "simulator/main",
  "simulator/printer/main",
  "simulator/stackcue/main",
  "client/client",
];

/** What stays in node_modules: binaries, WebAssembly, fonts, and what is required at run time. */
export const UNBUNDLED = [
  "@fontsource/cairo",
  "better-sqlite3",
  "bidi-js",
  "harfbuzzjs",
  "libxml2-wasm",
  "serialport",
  "tiny-secp256k1",
  "zxing-wasm",
];

const isUnbundled = (id) => UNBUNDLED.some((name) => id === name || id.startsWith(`${name}/`));

/** Bundles the program below `root` into `out`. */
export async function bundle(root, out) {
  const input = Object.fromEntries(ENTRIES.map((entry) => [entry, join(root, `${entry}.ts`)]));
  const build = await rolldown({
    cwd: root,
    input,
    platform: "node",
    external: isUnbundled,
    plugins: [ownPlaces(root), plainBuiltins],
  });
  try {
    const written = await build.write({
      dir: out,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      comments: { legal: true, annotation: false, jsdoc: false },
    });
    return written.output.length;
  } finally {
    await build.close();
  }
}

/** A module's own folder, and a worker beside it, are where their sources are, in whichever file the module ends up. */
function ownPlaces(root) {
  const mark = (place) => `__KHATM_PLACE__${relative(root, place)}__`;
  return {
    name: "own-places",
    transform: {
      filter: { id: /\.ts$/, code: /import\.meta\.(url|dirname)/ },
      handler: (code, id) =>
        code
          .replace(WORKER, (_, name) => `new URL("./${mark(join(dirname(id), name))}.js", import.meta.url)`)
          .replaceAll("import.meta.dirname", `(import.meta.dirname + "/${mark(dirname(id))}")`),
    },
    renderChunk: (code, chunk) => code.replace(MARK, (_, place) => relative(dirname(chunk.fileName), place)),
  };
}

const WORKER = /new URL\(`\.\/([\w-]+)\$\{extname\(import\.meta\.filename\)\}`, import\.meta\.url\)/;
const MARK = /__KHATM_PLACE__([^_]*)__/g;

/**
 * A module that imports one of Node's own is given all of its exports at once, and some are made only then: `node:http`
 * loads all of `fetch`, `node:crypto` WebCrypto. Asked for as a value, only what is used is loaded: 50 ms of a start.
 * What nearly no command uses is asked for at each call: `node:child_process` loads sockets, 5 ms of `--help`.
 */
const plainBuiltins = {
  name: "plain-builtins",
  renderChunk: (code) => code.replace(/^(?:import .*\n)+/, (imports) => imports.replaceAll(BUILTIN, asValue)),
};

const BUILTIN = /^import (?:\* as )?(\w[\w$]*)?(?:, )?(?:\{ (.*) \})? from "([^."][^"]*)";$/gm;

const AT_EACH_CALL = new Set(["node:child_process"]);

function asValue(whole, all, named, id) {
  if (!isBuiltin(id)) return whole;
  if (AT_EACH_CALL.has(id)) return asCalls(all, named, id);
  const names = [all, named && `{ ${named.replaceAll(" as ", ": ")} }`].filter((name) => name !== undefined);
  return names.map((name) => `const ${name} = process.getBuiltinModule("${id}");`).join(" ");
}

/** A binding's functions, each looked up when it is called: what is used of this module is nothing else. */
function asCalls(all, named = "", id) {
  const module = `process.getBuiltinModule("${id}")`;
  const functions = named
    .split(", ")
    .filter((name) => name !== "")
    .map((name) => name.split(" as "))
    .map(([name, own = name]) => `const ${own} = (...args) => ${module}.${name}(...args);`);
  const whole = all === undefined ? [] : [`const ${all} = new Proxy({}, { get: (_, name) => ${module}[name] });`];
  return [...whole, ...functions].join(" ");
}
