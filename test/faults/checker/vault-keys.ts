// The keys in a vault, opened by its published form: `khatm1.iv.body.tag` in base64url, AES-256-GCM around PKCS #8.
import { createDecipheriv, createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ENDING = ".key";

export interface VaultKey {
  readonly name: string;
  /** The private scalar, base64. */
  readonly scalar: string;
  /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal. */
  readonly key: string;
}

/** Names a public key: SHA-256 of its SubjectPublicKeyInfo. */
export const keyId = (spki: Uint8Array): string => createHash("sha256").update(spki).digest("hex");

export const spkiOf = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" });

const opened = new Map<string, VaultKey>();

/** A key that is destroyed is overwritten before its name goes: a cut in between leaves zeros, and nothing to sign with. */
const isDestroyed = (text: string): boolean => /^\0+$/.test(text);

/** Every key of a state folder. @throws Error where a file is there and cannot be opened. */
export function keysOf(state: string, wrappingKey: string): readonly VaultKey[] {
  const folder = join(state, "keys");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(ENDING));
  return files
    .map((file) => ({ name: file.slice(0, -ENDING.length), text: readFileSync(join(folder, file), "utf8") }))
    .filter(({ text }) => !isDestroyed(text))
    .map(({ name, text }) => keyIn(name, text, wrappingKey));
}

function keyIn(name: string, text: string, wrappingKey: string): VaultKey {
  const known = opened.get(`${name} ${text}`);
  if (known !== undefined) return known;
  const key = open(name, text, readFileSync(wrappingKey));
  opened.set(`${name} ${text}`, key);
  return key;
}

/** The text is bound to `khatm1/key/NAME`. */
function open(name: string, text: string, wrappingKey: Buffer): VaultKey {
  const [form, iv = "", body = "", tag = ""] = text.trim().split(".");
  const decipher = createDecipheriv("aes-256-gcm", wrappingKey, Buffer.from(iv, "base64url"));
  decipher.setAAD(Buffer.from(`${form}/key/${name}`));
  decipher.setAuthTag(Buffer.from(tag, "base64url"));
  const pkcs8 = Buffer.concat([decipher.update(Buffer.from(body, "base64url")), decipher.final()]);
  const privateKey = createPrivateKey({ key: pkcs8, type: "pkcs8", format: "der" });
  const { d = "" } = privateKey.export({ format: "jwk" });
  return {
    name,
    scalar: Buffer.from(d, "base64url").toString("base64"),
    key: keyId(spkiOf(createPublicKey(privateKey))),
  };
}
