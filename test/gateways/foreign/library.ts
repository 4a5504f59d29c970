// A published client of the gateway, pinned by the lockfile beside this file and installed on demand: what it does, it
// does without a line of ours. These are the parts of it that the tests use, in the library's own words.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** How the library answers: a value, or the reason why there is none. */
export type Outcome<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: Error & { readonly statusCode?: number } };

interface Csid {
  readonly binarySecurityToken: string;
  readonly secret: string;
}

export interface Findings {
  readonly status: "PASS" | "WARNING" | "ERROR";
  readonly warningMessages: readonly { readonly code: string | null }[];
  readonly errorMessages: readonly { readonly code: string | null }[];
}

export interface Submitted {
  readonly type: "reporting" | "clearance";
  readonly accepted: boolean;
  readonly signedInvoice: { readonly invoiceHash: string };
  readonly response?: { readonly validationResults?: Findings };
  readonly clearedXml?: string;
  readonly error?: Error;
}

export interface ForeignClient {
  startOnboarding(otp: string): Promise<Outcome<Csid>>;
  checkInvoiceCompliance(invoice: object): Promise<Outcome<Findings>>;
  finishOnboarding(): Promise<Outcome<Csid>>;
  submitInvoice(invoice: object): Promise<Outcome<Submitted>>;
  renewCertificate(otp: string): Promise<Outcome<Csid>>;
}

export interface ForeignLibrary {
  readonly ZATCAClient: new (options: object) => ForeignClient;
  /** Where it looks for the gateway; a test writes the simulator's address here, and changes nothing else. */
  readonly ZATCA_URLS: Record<"sandbox" | "simulation" | "production", string>;
}

const LOCKED = import.meta.dirname;
/** Outside the sources, so that nothing that looks at those meets it. */
const FOLDER = join(LOCKED, "../../../.cache/foreign-client");
const INSTALLED = join(FOLDER, "node_modules/.package-lock.json");
const MODULE = join(FOLDER, "node_modules/zatca-sdk/dist/index.js");
const MANIFEST = ["package.json", "package-lock.json", ".npmrc"] as const;
const NO_NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/;

/** Installs the library where it is not there yet; undefined, with a line that says so, where there is no network. */
export async function foreignLibrary(): Promise<ForeignLibrary | undefined> {
  if (!isInstalled() && !install()) {
    console.warn("skipped: the foreign client is not installed and cannot be fetched without a network");
    return undefined;
  }
  const library: ForeignLibrary = await import(pathToFileURL(MODULE).href);
  return library;
}

/** True when what is installed is the version the lockfile names. */
function isInstalled(): boolean {
  if (!existsSync(INSTALLED) || !existsSync(MODULE)) return false;
  const [installed, locked] = [INSTALLED, join(LOCKED, "package-lock.json")].map(integrityIn);
  return installed === locked;
}

function integrityIn(lockfile: string): string {
  const { packages }: { packages: Record<string, { integrity?: string }> } = JSON.parse(readFileSync(lockfile, "utf8"));
  return packages["node_modules/zatca-sdk"]?.integrity ?? `none in ${lockfile}`;
}

/** @throws Error when it fails for any other reason than the network. */
function install(): boolean {
  mkdirSync(FOLDER, { recursive: true });
  for (const name of MANIFEST) copyFileSync(join(LOCKED, name), join(FOLDER, name));
  const { status, stderr, error } = spawnSync("npm", ["ci", "--ignore-scripts"], { cwd: FOLDER, encoding: "utf8" });
  if (status === 0) return true;
  if (NO_NETWORK.test(stderr)) return false;
  throw new Error(`the foreign client cannot be installed: ${error?.message ?? stderr}`);
}
