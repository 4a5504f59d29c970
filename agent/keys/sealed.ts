// The sealed form of a key or a secret: AES-256-GCM under the wrapping key, bound to its name.
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";
import { Fault } from "../core/errors.ts";

const FORM = "khatm1";
const CIPHER = "aes-256-gcm";
/** NIST SP 800-38D 5.2.1.1 and 5.2.1.2: 96-bit IV, full tag. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals bytes under a name: `khatm1.<iv>.<ciphertext>.<tag>`, base64url. The caller wipes `plain`.
 * @example seal(key, "secret/ccsid", Buffer.from("…")) // "khatm1.mY0….9d….Qz…"
 */
export function seal(wrappingKey: KeyObject, name: string, plain: Uint8Array): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, wrappingKey, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(name));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [FORM, ...[iv, body, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

/**
 * Opens what `seal` made under the same key and name. The caller wipes the answer.
 * @throws Fault `key-unavailable` when the key is another one, or one bit or the name was changed.
 */
export function unseal(wrappingKey: KeyObject, name: string, sealed: string): Buffer {
  const [form, iv, body, tag, ...rest] = sealed.split(".");
  const parts = [iv, body, tag].map(exactBase64url);
  const [ivBytes, bodyBytes, tagBytes] = parts;
  if (form !== FORM || rest.length > 0 || !ivBytes || !bodyBytes || !tagBytes) throw damaged(name);
  if (ivBytes.length !== IV_BYTES || tagBytes.length !== TAG_BYTES) throw damaged(name);
  const decipher = createDecipheriv(CIPHER, wrappingKey, ivBytes, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(name));
  decipher.setAuthTag(tagBytes);
  const opened = decipher.update(bodyBytes);
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    throw damaged(name);
  } finally {
    opened.fill(0);
  }
}

const boundTo = (name: string): Buffer => Buffer.from(`${FORM}/${name}`, "utf8");

/** Base64url in its one canonical spelling: spare bits and foreign characters count as damage. */
function exactBase64url(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : undefined;
}

const damaged = (name: string): Fault =>
  new Fault(
    "key-unavailable",
    `"${name}" cannot be opened: it was changed, or it was sealed under another wrapping key. Restore the file from the same terminal; if that is impossible, onboard the unit again and revoke the old device in the Fatoora portal`,
  );
