// The rules of the house as functions: sources in, one sentence per breach out.
import { posix } from "node:path";
import {
  CONSOLE_TYPES,
  CORE_MUST_NOT_READ,
  CORE_PACKAGES,
  type Layer,
  LONG_TABLES,
  layerOf,
  MAX_LINES,
  MAY_IMPORT,
  PROCESS_OWNERS,
  PROCESS_POWERS,
} from "./layers.ts";
import type { Import, Source } from "./source.ts";

/** The packages of package.json that are there at run time. */
export type Declared = ReadonlySet<string>;

/** Every breach of the house's rules in these files. */
export function breaches(sources: readonly Source[], declared: Declared): readonly string[] {
  const known = new Set(sources.map((s) => s.path));
  return [
    ...sources.flatMap((source) => [
      ...placeBreaches(source),
      ...shapeBreaches(source),
      ...importBreaches(source, known),
      ...packageBreaches(source, declared),
      ...readBreaches(source),
    ]),
    ...cycles(sources).map((cycle) => `import cycle: ${cycle.join(" → ")}`),
  ];
}

/** The file an import means, by its path from the root; undefined for a package. */
export const resolved = (from: string, target: string): string | undefined =>
  target.startsWith(".") ? posix.normalize(posix.join(posix.dirname(from), target)) : undefined;

const placeBreaches = ({ path }: Source): string[] =>
  layerOf(path) === undefined ? [`${path} stands in no room: give it one in test/architecture/layers.ts`] : [];

function* shapeBreaches({ path, lines, hasDefaultExport, isBarrel, isInterfacesOnly }: Source): Generator<string> {
  if (hasDefaultExport && posix.dirname(path) !== ".") yield `${path} has a default export: name it`;
  if (isBarrel) yield `${path} is a barrel: let its users import the files behind it`;
  if (layerOf(path) === "ports" && !isInterfacesOnly) yield `${path} holds code that runs: interfaces and types only`;
  if (isOurs(path) && lines > MAX_LINES && !LONG_TABLES.has(path))
    yield `${path} has ${lines} lines, over ${MAX_LINES}`;
}

const isOurs = (path: string): boolean => layerOf(path) !== "outside";

const importBreaches = ({ path, imports }: Source, known: ReadonlySet<string>): string[] =>
  imports.flatMap((found) => breachOfImport(path, found, known) ?? []);

function breachOfImport(path: string, { target, isType }: Import, known: ReadonlySet<string>): string | undefined {
  if (target === undefined)
    return isOurs(path) ? `${path} imports by a computed name, which nobody can check` : undefined;
  const to = resolved(path, target);
  if (to === undefined) return undefined;
  if (to.endsWith(".ts") && !known.has(to)) return `${path} imports ${target}, which is no source file`;
  return mayImport(path, to, isType)
    ? undefined
    : `${path} imports ${to}: ${layerOf(path)} may not import ${layerOf(to)}`;
}

function mayImport(from: string, to: string, isType: boolean): boolean {
  const [layer, other] = [layerOf(from), layerOf(to)];
  if (layer === undefined || other === undefined) return true; // found and told by its place already
  if (layer === other || layer === "outside") return true;
  if (layer === "console" || layer === "client") return isType && CONSOLE_TYPES.includes(other);
  return MAY_IMPORT[layer].includes(other);
}

const packageBreaches = ({ path, imports }: Source, declared: Declared): string[] =>
  isOurs(path) ? imports.flatMap((found) => breachesOfPackage(path, found, declared)) : [];

function breachesOfPackage(path: string, found: Import, declared: Declared): readonly string[] {
  const name = packageOf(found.target);
  if (name === undefined) return [];
  const isThere = name.startsWith("node:") || declared.has(name);
  return [
    ...(isThere ? [] : [`${path} uses ${name}, which is no dependency`]),
    ...(PACKAGES_OF[layerOf(path) ?? "outside"]?.(path, name, found) ?? []),
  ];
}

/** Layers that may not use whatever is installed. */
const PACKAGES_OF: { readonly [layer in Layer]?: (path: string, name: string, found: Import) => Iterable<string> } = {
  core: coreBreaches,
  ports: (path, name) => [`${path} uses ${name}: ports know no package`],
  console: (path, name) => [`${path} uses ${name}: the page is served as it is, without packages`],
};

function* coreBreaches(path: string, name: string, { names }: Import): Generator<string> {
  if (!CORE_PACKAGES.has(name)) {
    yield `${path} uses ${name}: not one of the core's packages`;
    return;
  }
  const allowed = CORE_PACKAGES.get(name);
  if (allowed === undefined) return;
  if (names === undefined) yield `${path} takes all of ${name}: import the names`;
  for (const used of names ?? [])
    if (!allowed.includes(used)) yield `${path} uses ${used} of ${name}: not for the core`;
}

/** `@scope/name/file` → `@scope/name`; node's own modules keep their `node:`. */
function packageOf(target: string | undefined): string | undefined {
  if (target === undefined || target.startsWith(".")) return undefined;
  if (target.startsWith("/") || target.startsWith("file:")) return target;
  return target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
}

const readBreaches = ({ path, reads }: Source): string[] => {
  const used = (name: string): boolean => reads.has(name);
  const inCore = layerOf(path) === "core" ? [...CORE_MUST_NOT_READ].filter(([name]) => used(name)) : [];
  const mayEnd = !isOurs(path) || layerOf(path) === "console" || PROCESS_OWNERS.has(path);
  return [
    ...inCore.map(([name, what]) => `${path} reads ${name}: the core has not ${what}`),
    ...(mayEnd ? [] : PROCESS_POWERS.filter(used)).map((name) => `${path} uses ${name}: only main.ts does`),
  ];
};

/** Every import cycle once, starting at its alphabetically first file. Types count too. */
export function cycles(sources: readonly Source[]): readonly (readonly string[])[] {
  const edges = new Map(sources.map((s) => [s.path, targetsOf(s)]));
  const found = new Map<string, readonly string[]>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      const cycle = fromFirst(trail.slice(at));
      found.set(cycle.join(), [...cycle, cycle[0] ?? path]);
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return [...found.values()];
}

const targetsOf = ({ path, imports }: Source): readonly string[] =>
  imports.flatMap(({ target }) => (target === undefined ? [] : (resolved(path, target) ?? [])));

function fromFirst(cycle: readonly string[]): readonly string[] {
  const first = cycle.indexOf([...cycle].sort()[0] ?? "");
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
