// WebCrypto lacks secp256k1, so @peculiar/x509 gets the few operations it needs from node:crypto. The provider is
// passed to each call and never made the library's global default: two products may share one process.
import { createPublicKey, type KeyObject, sign, verify, webcrypto } from "node:crypto";

/** The name @peculiar/x509 gives the curve secp256k1 with SHA-256. */
export const ALGORITHM = { name: "ECDSA", namedCurve: "K-256", hash: "SHA-256" } as const;

type Key = Pick<webcrypto.CryptoKey, "algorithm" | "extractable" | "type" | "usages">;

const keys = new WeakMap<Key, KeyObject>();

/** Wraps a key of node:crypto in the shape @peculiar/x509 asks for; a private key stays inside. */
export const wrapKey = (key: KeyObject): Key => {
  const isPublic = key.type === "public";
  const wrapped: Key = {
    algorithm: ALGORITHM,
    extractable: isPublic,
    type: isPublic ? "public" : "private",
    usages: [isPublic ? "verify" : "sign"],
  };
  keys.set(wrapped, key);
  return wrapped;
};

/** Wraps both halves of a key pair. */
export const wrapPair = (pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }) => ({
  publicKey: wrapKey(pair.publicKey),
  privateKey: wrapKey(pair.privateKey),
});

const unwrap = (key: Key): KeyObject => {
  const found = keys.get(key);
  if (found === undefined) throw new Error("a key of another provider was handed in");
  return found;
};

const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

const subtle = {
  digest: (algorithm: string, data: Uint8Array) => webcrypto.subtle.digest(algorithm, data),
  exportKey: (format: string, key: Key) =>
    key.type === "public" && format === "spki"
      ? Promise.resolve(arrayBuffer(unwrap(key).export({ type: "spki", format: "der" })))
      : Promise.reject(new Error("only public keys are given out, as SPKI")),
  importKey: (_format: string, data: Uint8Array) =>
    Promise.resolve(wrapKey(createPublicKey({ key: Buffer.from(data), format: "der", type: "spki" }))),
  sign: (_algorithm: unknown, key: Key, data: Uint8Array) =>
    Promise.resolve(arrayBuffer(sign("sha256", Buffer.from(data), { key: unwrap(key), dsaEncoding: "ieee-p1363" }))),
  verify: (_algorithm: unknown, key: Key, signature: Uint8Array, data: Uint8Array) =>
    Promise.resolve(
      verify("sha256", Buffer.from(data), { key: unwrap(key), dsaEncoding: "ieee-p1363" }, Buffer.from(signature)),
    ),
};

/** The provider to hand to every call of @peculiar/x509 that computes. */
export const provider = {
  subtle,
  getRandomValues: <T extends webcrypto.BufferSource>(array: T): T =>
    array instanceof Uint8Array ? webcrypto.getRandomValues(array) : array,
};
