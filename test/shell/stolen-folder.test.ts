// A state folder carried away to another machine: it shows what was issued, and signs nothing.
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { makeWrappingKey } from "../../agent/keys/wrapping-key.ts";
import { openReadOnly } from "../../agent/store/database.ts";
import { openUnit, wrappingKeyOf } from "../../agent/wire.ts";
import { openTestUnit, type TestUnit, testSale } from "../support/unit.ts";

/** The thief's machine: the folder, a configuration that says the same, and whatever wrapping key he has. */
function stolen({ config, folder }: TestUnit, name: string) {
  const state = { ...config.state, folder: join(folder, name, "state") };
  cpSync(config.state.folder, state.folder, { recursive: true });
  return { ...config, state, key: { ...config.key, path: join(folder, name, "key", "khatm.key") } };
}

const quiet = { log: () => undefined, credentials: undefined };

test("a copied state folder does not open without the wrapping key", async () => {
  await using own = await openTestUnit();
  own.unit.terminal.issue(testSale("before"));
  const config = stolen(own, "without");
  expect(() => openUnit(config, quiet)).toThrow(expect.objectContaining({ code: "key-unavailable" }));
});

test("a copied state folder does not open under another wrapping key, and keeps its counter", async () => {
  await using own = await openTestUnit();
  own.unit.terminal.issue(testSale("before"));
  const config = stolen(own, "with-another");
  mkdirSync(dirname(config.key.path), { recursive: true });
  makeWrappingKey(wrappingKeyOf(config, undefined));
  expect(() => openUnit(config, quiet)).toThrow(expect.objectContaining({ code: "key-unavailable" }));
  const ledger = openReadOnly(join(config.state.folder, "ledger.db"));
  expect(ledger.prepare("SELECT max(icv) FROM document").pluck().get()).toBe(1);
  ledger.close();
});

test("no readable text of a state folder is a private key", async () => {
  await using own = await openTestUnit();
  const names = readdirSync(own.config.state.folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.some((path) => path.includes("keys"))).toBe(true);
  for (const path of files) {
    const bytes = readFileSync(path).toString("latin1");
    expect(bytes, path).not.toMatch(/PRIVATE KEY/);
    // The start of a SEC 1 or PKCS #8 key on secp256k1, as bytes and in base64: version, length, scalar.
    expect(bytes, path).not.toContain("\x02\x01\x01\x04\x20");
    expect(bytes, path).not.toMatch(/MHQCAQEEI|MIGEAgEAMBAGByqGSM49AgEGBSuBBAAK/);
  }
});
