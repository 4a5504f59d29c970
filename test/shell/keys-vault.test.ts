// The vault on a real folder: keys sealed, names bound, every change of a sealed file noticed.
import { createPublicKey, createSecretKey, randomBytes, verify } from "node:crypto";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isFault } from "../../agent/core/errors.ts";
import { seal, unseal } from "../../agent/keys/sealed.ts";
import { openVault } from "../../agent/keys/vault.ts";

const wrapping = createSecretKey(randomBytes(32));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-vault-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const faultOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (thrown) {
    return thrown;
  }
};
const expectKeyUnavailable = (act: () => unknown): void => expect(isFault(faultOf(act), "key-unavailable")).toBe(true);

test("signing() makes DER ECDSA-SHA256 signatures that another library verifies under the answered public key", () => {
  const vault = openVault(folder, wrapping);
  const spki = Buffer.from(vault.createKey("egs-1"));
  const data = randomBytes(32);
  const signature = vault.signing("egs-1")(data);
  const publicKey = createPublicKey({ key: spki, type: "spki", format: "der" });
  expect(spki).toHaveLength(88);
  expect(verify("sha256", data, publicKey, signature)).toBe(true);
  const point = spki.subarray(-65);
  expect(secp256k1.verify(signature, data, point, { format: "der", lowS: false })).toBe(true);
});

test("signing() works after the vault is opened again", () => {
  const spki = Buffer.from(openVault(folder, wrapping).createKey("egs-1"));
  const signature = openVault(folder, wrapping).signing("egs-1")(Buffer.from("x"));
  const publicKey = createPublicKey({ key: spki, type: "spki", format: "der" });
  expect(verify("sha256", Buffer.from("x"), publicKey, signature)).toBe(true);
});

test("createKey() refuses a name that is taken, and keeps the key that has it", () => {
  const vault = openVault(folder, wrapping);
  vault.createKey("egs-1");
  const before = readFileSync(join(folder, "egs-1.key"));
  expectKeyUnavailable(() => vault.createKey("egs-1"));
  expect(readFileSync(join(folder, "egs-1.key"))).toEqual(before);
});

test("createKey() leaves files that only their owner reads, and no half-written one", () => {
  openVault(folder, wrapping).createKey("egs-1");
  const files = readdirSync(folder).sort();
  expect(files).toEqual(["egs-1.key", "wrapping-key.proof"]);
  for (const file of files) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
});

test.each(["../escape", "a/b", "", "UPPER", "a".repeat(65)])("createKey() refuses the name %j", (name) => {
  expect(() => openVault(folder, wrapping).createKey(name)).toThrow("not a key name");
});

test("signing() refuses any sealed key file in which one bit was flipped", () => {
  const vault = openVault(folder, wrapping);
  vault.createKey("egs-1");
  const path = join(folder, "egs-1.key");
  const sealed = readFileSync(path);
  for (let at = 0; at < sealed.length; at++) {
    const damaged = Buffer.from(sealed);
    damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (at % 8)), at);
    writeFileSync(path, damaged);
    expectKeyUnavailable(() => openVault(folder, wrapping).signing("egs-1"));
  }
});

test("signing() refuses a key file that was truncated or lengthened", () => {
  openVault(folder, wrapping).createKey("egs-1");
  const path = join(folder, "egs-1.key");
  const sealed = readFileSync(path);
  for (const changed of [sealed.subarray(0, -1), Buffer.concat([sealed, Buffer.from("A")]), Buffer.alloc(0)]) {
    writeFileSync(path, changed);
    expectKeyUnavailable(() => openVault(folder, wrapping).signing("egs-1"));
  }
});

test("signing() refuses a key file put under another name", () => {
  const vault = openVault(folder, wrapping);
  vault.createKey("egs-1");
  copyFileSync(join(folder, "egs-1.key"), join(folder, "egs-2.key"));
  expectKeyUnavailable(() => vault.signing("egs-2"));
});

test("openVault() refuses another wrapping key and says what to do", () => {
  openVault(folder, wrapping).createKey("egs-1");
  const thrown = faultOf(() => openVault(folder, createSecretKey(randomBytes(32))));
  expect(isFault(thrown, "key-unavailable")).toBe(true);
  expect(String(thrown)).toContain("Give khatm the wrapping key this terminal was set up with");
});

test("destroyKey() stops the signing functions given out before, and removes the file", () => {
  const vault = openVault(folder, wrapping);
  vault.createKey("egs-1");
  const sign = vault.signing("egs-1");
  vault.destroyKey("egs-1");
  vault.destroyKey("egs-1");
  expectKeyUnavailable(() => sign(Buffer.from("x")));
  expect(readdirSync(folder)).toEqual(["wrapping-key.proof"]);
});

test("open() answers what seal() was given, and no other vault's secret", () => {
  const vault = openVault(folder, wrapping);
  const sealed = vault.seal("Dehvg1fc8GF6Jwt5bOxXwC6enR93VxeNEo2mlUatfgw=");
  expect(vault.open(sealed)).toBe("Dehvg1fc8GF6Jwt5bOxXwC6enR93VxeNEo2mlUatfgw=");
  expect(sealed).not.toContain("Dehvg");
  const other = openVault(join(folder, "other"), createSecretKey(randomBytes(32)));
  expectKeyUnavailable(() => other.open(sealed));
});

test("unseal() answers the sealed bytes under their name, and refuses every other name and every changed character", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ maxLength: 20 }),
      fc.nat(),
      fc.constantFrom(..."Aa0-_.=+/ \n"),
      (plain, name, place, character) => {
        const sealed = seal(wrapping, name, plain);
        expect(new Uint8Array(unseal(wrapping, name, sealed))).toEqual(plain);
        expectKeyUnavailable(() => unseal(wrapping, `${name}x`, sealed));
        const at = place % sealed.length;
        const changed = sealed.slice(0, at) + character + sealed.slice(at + 1);
        if (changed !== sealed) expectKeyUnavailable(() => unseal(wrapping, name, changed));
      },
    ),
  );
});

test("seal() never makes the same text twice", () => {
  const made = new Set(Array.from({ length: 100 }, () => seal(wrapping, "n", Buffer.from("same"))));
  expect(made.size).toBe(100);
});

test("the plain private key is nowhere in the vault's files", () => {
  const vault = openVault(folder, wrapping);
  vault.createKey("egs-1");
  const content = readFileSync(join(folder, "egs-1.key"), "utf8");
  const [, , body = ""] = content.split(".");
  // 0x04 and the curve's object identifier stand in every plain PKCS#8 of this curve.
  const curve = Buffer.from("06052b8104000a", "hex");
  expect(Buffer.from(body, "base64url").includes(curve)).toBe(false);
  expect(content).not.toContain("PRIVATE KEY");
});
