// Which file system a path is on, and whether it outlives the plug: proc(5), /proc/self/mountinfo.

export interface Mount {
  readonly point: string;
  readonly type: string;
  /** Options of the file system itself: a sandbox may mount a writable one read-only. */
  readonly options: readonly string[];
}

/** The mounts of a mountinfo text, in order. */
export const mountsOf = (mountinfo: string): readonly Mount[] =>
  mountinfo.split("\n").flatMap((line) => {
    const [before = "", after = ""] = line.split(" - ");
    const point = before.split(" ")[4];
    const [type, , options = ""] = after.split(" ");
    return point === undefined || type === undefined
      ? []
      : [{ point: unescaped(point), type, options: options.split(",") }];
  });

/** Space, tab, line end and backslash stand as three octal digits. */
const unescaped = (path: string): string =>
  path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** The mount a path is on; the last one at the same place hides those before. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  const holds = ({ point }: Mount): boolean => path === point || path.startsWith(point === "/" ? "/" : `${point}/`);
  return mounts
    .filter(holds)
    .reduce<Mount | undefined>(
      (best, one) => (best === undefined || one.point.length >= best.point.length ? one : best),
      undefined,
    );
}

/** In memory, or an overlay whose writable layer is. */
export function isVolatile(mounts: readonly Mount[], path: string): boolean {
  const mount = mountOf(mounts, path);
  if (mount === undefined || mount.type !== "overlay") return mount !== undefined && IN_MEMORY.has(mount.type);
  const upper = upperOf(mount);
  return upper !== undefined && IN_MEMORY.has(mountOf(mounts, upper)?.type ?? "");
}

const IN_MEMORY: ReadonlySet<string> = new Set(["tmpfs", "ramfs"]);

const upperOf = ({ options }: Mount): string | undefined =>
  options.find((option) => option.startsWith("upperdir="))?.slice("upperdir=".length);

/** Whether nothing written to the system survives: read-only, or below an overlay in memory. */
export const isProtected = (mounts: readonly Mount[]): boolean =>
  mountOf(mounts, "/")?.options.includes("ro") === true || isVolatile(mounts, "/");
