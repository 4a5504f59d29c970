// The vault: private keys as sealed files, given out only as signing functions (gateway.md A9, csr.md B3).
import { generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Fault, messageOf } from "../core/errors.ts";
import type { Vault } from "../ports/keys.ts";
import { exists, makePrivateFolder, wipe, writeDurably } from "./durable-file.ts";
import { seal, unseal } from "./sealed.ts";
import { CURVE, type SigningKey, signingKeyOf } from "./signing-key.ts";

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;
/** A known text under the wrapping key: tells a wrong wrapping key from a damaged file. */
const PROOF = { file: "wrapping-key.proof", name: "proof", text: "khatm" } as const;

/**
 * Opens the vault in a folder, making both on first use.
 * @throws Fault `key-unavailable` when the wrapping key is not the one the vault was made with.
 * @example openVault("/var/lib/khatm/keys", readWrappingKey(source)).signing("egs-1")(bytes)
 */
export function openVault(folder: string, wrappingKey: KeyObject): Vault {
  makePrivateFolder(folder);
  proveWrappingKey(folder, wrappingKey);
  const loaded = new Map<string, SigningKey>();
  const load = (name: string): SigningKey => {
    const key = loaded.get(name) ?? loadKey(folder, wrappingKey, name);
    loaded.set(name, key);
    return key;
  };
  return {
    createKey: (name) => createKey(folder, wrappingKey, name),
    signing: (name) => {
      load(name);
      // Looked up at each signature, so that a destroyed key also stops the functions given out before.
      return (data) => load(name).sign(data);
    },
    seal: (secret) => withBytes(Buffer.from(secret, "utf8"), (bytes) => seal(wrappingKey, "secret", bytes)),
    open: (sealed) => withBytes(unseal(wrappingKey, "secret", sealed), (bytes) => bytes.toString("utf8")),
    destroyKey: (name) => {
      loaded.get(name)?.erase();
      loaded.delete(name);
      const path = pathOf(folder, name);
      if (exists(path)) wipe(path, statSync(path).size);
    },
    keys: () => namesIn(folder),
  };
}

const ENDING = ".key";

const namesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();

/** Makes a key, proves it by a signature (FIPS 186-5 pairwise consistency), seals and stores it. */
function createKey(folder: string, wrappingKey: KeyObject, name: string): Uint8Array {
  const path = pathOf(folder, name);
  if (exists(path)) throw new Fault("key-unavailable", `a key named "${name}" exists already. Choose another name`);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: CURVE });
  const sealed = withBytes(privateKey.export({ type: "pkcs8", format: "der" }), (pkcs8) => {
    if (!isPair(signingKeyOf(pkcs8), publicKey)) {
      throw new Fault("key-unavailable", "a new key does not verify its own signature. Replace this machine");
    }
    return seal(wrappingKey, boundName(name), pkcs8);
  });
  storing(path, () => writeDurably(path, sealed));
  return publicKey.export({ type: "spki", format: "der" });
}

/** Whether a key signs what its public key verifies. The key is erased. */
function isPair(key: SigningKey, publicKey: KeyObject): boolean {
  const probe = Buffer.from("khatm", "utf8");
  const signature = key.sign(probe);
  key.erase();
  return verify("sha256", probe, publicKey, signature);
}

function loadKey(folder: string, wrappingKey: KeyObject, name: string): SigningKey {
  const path = pathOf(folder, name);
  const sealed = storing(path, () => readFileSync(path, "utf8"));
  return withBytes(unseal(wrappingKey, boundName(name), sealed), (pkcs8) => {
    try {
      return signingKeyOf(pkcs8);
    } catch (cause) {
      throw new Fault("key-unavailable", `the key "${name}" cannot sign. Onboard the unit again`, { cause });
    }
  });
}

function proveWrappingKey(folder: string, wrappingKey: KeyObject): void {
  const path = join(folder, PROOF.file);
  if (!exists(path)) {
    storing(path, () => writeDurably(path, seal(wrappingKey, PROOF.name, Buffer.from(PROOF.text, "utf8"))));
    return;
  }
  const sealed = storing(path, () => readFileSync(path, "utf8"));
  try {
    unseal(wrappingKey, PROOF.name, sealed);
  } catch (cause) {
    throw new Fault(
      "key-unavailable",
      `the wrapping key does not fit the vault in ${folder}. Give khatm the wrapping key this terminal was set up with ([key] in the configuration); without it, onboard the unit again`,
      { cause },
    );
  }
}

const boundName = (name: string): string => `key/${name}`;

function pathOf(folder: string, name: string): string {
  if (!NAME.test(name)) throw new Error(`not a key name: ${JSON.stringify(name)}`);
  return join(folder, `${name}.key`);
}

function withBytes<T>(bytes: Buffer, use: (bytes: Buffer) => T): T {
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}

function storing<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new Fault("key-unavailable", `${path}: ${messageOf(cause)}. Check the medium and the folder's owner`, {
      cause,
    });
  }
}
