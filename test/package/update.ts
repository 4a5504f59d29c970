// Updates on a machine of its own: to versions that do not work, to one that does, back, and through an interruption. Whatever
// comes, the till sells, and the ledger has every sale.
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NEXT_SCHEMA } from "../support/next-program.ts";
import type { Machine } from "./machine.ts";
import { saleJson } from "./sale-json.ts";

interface Next {
  readonly version: string;
  readonly migration?: string;
  /** JavaScript before everything else of the program. */
  readonly first?: string;
}

const BROKEN: Next = { version: "0.1.1", migration: "CREATE NONSENSE;" };
const NOT_STARTING: Next = {
  version: "0.1.2",
  migration: NEXT_SCHEMA,
  first: 'if (process.argv.includes("run")) process.exit(1);',
};
const WORKING: Next = { version: "0.1.3", migration: NEXT_SCHEMA };
const INTERRUPTED: Next = { version: "0.1.4", migration: NEXT_SCHEMA };

/** Where packages lie: on this machine, and the same folder as the other one sees it. */
export interface Shelf {
  readonly here: string;
  readonly there: string;
  /** The package that is installed. */
  readonly file: string;
}

/** Takes a package apart and makes another version of it. @returns its file's name. */
function another(shelf: Shelf, { version, migration, first }: Next): string {
  const work = mkdtempSync(join(tmpdir(), "khatm-version-"));
  try {
    const name = shelf.file.replace(/_[^_]*_/, `_${version}_`);
    execFileSync("dpkg-deb", ["-R", join(shelf.here, shelf.file), work]);
    change(join(work, "DEBIAN/control"), (text) => text.replace(/^Version: .*$/m, `Version: ${version}`));
    change(join(work, "opt/khatm/package.json"), (text) =>
      text.replace(/"version": "[^"]*"/, `"version": "${version}"`),
    );
    const migrations = globSync(join(work, "opt/khatm/dist/**/migrations/*.sql")).sort();
    const last = migrations.at(-1) ?? "";
    const number = String(migrations.length + 1).padStart(3, "0");
    if (migration !== undefined) writeFileSync(last.replace(/[^/]*$/, `${number}-next.sql`), migration);
    if (first !== undefined) change(join(work, "opt/khatm/dist/agent/main.js"), (text) => `${first}\n${text}`);
    execFileSync("dpkg-deb", ["--root-owner-group", "-Znone", "--build", work, join(shelf.here, name)]);
    return name;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function change(file: string, by: (text: string) => string): void {
  writeFileSync(file, by(readFileSync(file, "utf8")));
}

/** Whether doctor says that a newer version did not work. */
const isFallback = (machine: Machine): boolean =>
  /"check": "version",[^}]*\}[^}]*"state": "warning"/.test(machine.attempt("khatm doctor --json").output);

/** @returns one line. @throws Error where a version works that should not, or the till does not sell. */
export function updates(machine: Machine, shelf: Shelf): string {
  let sold = 0;
  const sells = (as: string): void => {
    const version = machine.sh("khatm --version").trim();
    if (version !== as) throw new Error(`${version} works, and not ${as}`);
    machine.sh("for i in $(seq 100); do systemctl is-active --quiet khatm && break; sleep 0.2; done");
    machine.sh(`echo '${saleJson(`update/${++sold}`)}' | khatm issue - >/dev/null`);
  };
  const install = (name: string, more = "") =>
    machine.attempt(`DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ${more} ${shelf.there}/${name}`);
  const refused = (name: string, more?: string): void => {
    const { code, output } = install(name, more);
    if (code === 0) throw new Error(`${name} was taken: ${output}`);
  };
  const own = machine.sh("khatm --version").trim();
  refused(another(shelf, BROKEN));
  sells(own);
  if (!isFallback(machine)) throw new Error("doctor says nothing of the version that was refused");
  refused(another(shelf, NOT_STARTING));
  sells(own);
  const { code, output } = install(another(shelf, WORKING));
  if (code !== 0) throw new Error(`the version that works was not taken: ${output}`);
  sells(WORKING.version);
  refused(shelf.file, "--allow-downgrades");
  sells(WORKING.version);
  machine.sh(`dpkg --unpack ${shelf.there}/${another(shelf, INTERRUPTED)}`);
  sells(WORKING.version);
  // A power cut in the middle of unpacking leaves half a program.
  machine.sh("mv /opt/khatm/dist /opt/khatm/half; systemctl restart khatm");
  sells(WORKING.version);
  machine.sh("mv /opt/khatm/half /opt/khatm/dist");
  machine.sh("touch /opt/khatm.undecided; systemctl restart khatm");
  sells(INTERRUPTED.version);
  machine.sh("dpkg --configure khatm");
  sells(INTERRUPTED.version);
  if (isFallback(machine)) throw new Error("doctor says that the version that works was refused");
  const kept = machine.sh("khatm list --json --limit 100").split(`"update/`).length - 1;
  if (kept !== sold) throw new Error(`${kept} of ${sold} sales are there`);
  machine.sh("khatm verify");
  return `updates: three refused and one interrupted, ${sold} sales by the version that works each time; chain whole`;
}
