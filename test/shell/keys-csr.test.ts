// A request made with a vault's key, as openssl reads it.
import { execFileSync } from "node:child_process";
import { createPublicKey, createSecretKey, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { certificateRequest } from "../../agent/core/onboarding/csr.ts";
import { openVault } from "../../agent/keys/vault.ts";

const openssl = ((): string => {
  try {
    return execFileSync("openssl", ["version"], { encoding: "utf8" });
  } catch {
    return "";
  }
})();
if (openssl === "") console.info("skipped: no openssl command");

const fields = {
  name: "TILL-7",
  organization: "شركة المذاق الأصيل للتجارة",
  branch: "فرع العليا",
  vat: "310175397400003",
  maker: "Khatm",
  model: "Pi5",
  serial: "10000000a1b2c3d4",
  functionalityMap: "0100",
  address: "RRRD2929",
  industry: "Restaurants",
};

test.skipIf(openssl === "")("openssl verifies a request and reads the subject in the authority's order", async () => {
  const folder = mkdtempSync(join(tmpdir(), "khatm-csr-"));
  const vault = openVault(folder, createSecretKey(randomBytes(32)));
  const publicKey = Buffer.from(vault.createKey("egs-1"));
  const made = await certificateRequest(fields, "simulation", { publicKey, sign: vault.signing("egs-1") });
  rmSync(folder, { recursive: true });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const run = (...args: readonly string[]): string =>
    execFileSync("openssl", ["req", "-verify", "-noout", ...args], {
      input: made.value,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
  const carried = createPublicKey(run("-pubkey").replace(/^[^-]*/, "")).export({ type: "spki", format: "der" });
  expect(carried.equals(publicKey)).toBe(true);
  const names = [...run("-subject", "-nameopt", "multiline").matchAll(/^ +(\w+) +=/gm)].map(([, name]) => name);
  expect(names).toEqual(["countryName", "organizationalUnitName", "organizationName", "commonName"]);
});
