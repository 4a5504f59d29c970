// The papers of a package: under which licences its parts stand, and which parts they are.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const read = (path) => readFileSync(path, "utf8");

/** Every package below node_modules, by name. */
function packagesIn(modules) {
  return readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === "package.json" && /(^|\/)node_modules\/(@[^/]+\/)?[^/@.][^/]*$/.test(entry.parentPath))
    .map((entry) => ({ folder: entry.parentPath, ...JSON.parse(read(join(entry.parentPath, entry.name))) }))
    .sort((one, other) => (one.folder < other.folder ? -1 : 1));
}

const LICENCE = /^(licen[cs]e|copying|ofl)/i;

function licenceText(folder) {
  const files = readdirSync(folder).filter((name) => LICENCE.test(name)).sort();
  return files.map((name) => read(join(folder, name)).trim()).join("\n\n");
}

/** Debian's copyright file: ours, then every package's own words. */
export function copyrights(root, modules) {
  const parts = packagesIn(modules).map(({ folder, name, version, license }) =>
    [`${name} ${version}: ${license}`, "", licenceText(folder) || "(no licence text in the package)"].join("\n"),
  );
  const own = ["Khatm: Apache-2.0", "", read(join(root, "LICENSE")).trim()].join("\n");
  return `${[own, ...parts].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** CycloneDX of what the lockfile installs without development packages; nothing in it changes from run to run. */
export function billOfMaterials(root) {
  const args = ["sbom", "--omit=dev", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const bill = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const { serialNumber, metadata: { timestamp, tools, ...metadata }, ...rest } = bill;
  const component = { ...metadata.component, name: "khatm" };
  return `${JSON.stringify({ ...rest, metadata: { ...metadata, component } }, undefined, 2)}\n`;
}
