// The least that signing takes, whoever does it: one ECDSA signature on secp256k1, one check of it, one SHA-256.
import { createPublicKey, generateKeyPairSync, hash, sign, verify } from "node:crypto";

export interface SigningLimit {
  readonly what: string;
  /** Signs, checks and hashes the bytes. */
  readonly once: (bytes: Uint8Array) => void;
}

export function signingLimit(): SigningLimit {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
  const publicKey = createPublicKey(privateKey);
  return {
    what: "ECDSA sign + verify + SHA-256 of the same bytes",
    once: (bytes) => {
      const digest = hash("sha256", bytes, "buffer");
      const signature = sign("sha256", digest, privateKey);
      if (!verify("sha256", digest, publicKey, signature)) throw new Error("a signature does not verify");
    },
  };
}
