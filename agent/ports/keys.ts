// Private keys and what they sign.

import type { StampCertificate } from "../core/stamp/certificate-facts.ts";
import type { SignatureCheck } from "../core/stamp/signature.ts";

/** Signs with the key of one CSID. Synchronous, so that number, hash, signature and storage are one act. */
export interface Signer {
  readonly certificate: StampCertificate;
  /** ECDSA secp256k1 with SHA-256 over `data`, DER. */
  sign(data: Uint8Array): Uint8Array;
}

/** Checks what was signed, by another library than signs. */
export interface SignatureChecks {
  /** A signature was made: whether it holds will be asked soon. */
  begin(...question: Parameters<SignatureCheck>): void;
  readonly holds: SignatureCheck;
  close(): Promise<void>;
}

/** Keeps private keys and secrets; a key never leaves it, only its signatures do. */
export interface Vault {
  /** Makes a secp256k1 key pair under a new name; answers the public key, SubjectPublicKeyInfo DER. */
  createKey(name: string): Uint8Array;
  /** The signing function of a key. @throws Fault `key-unavailable`. */
  signing(name: string): (data: Uint8Array) => Uint8Array;
  /** Encrypts a secret for storage. */
  seal(secret: string): string;
  /** Opens what `seal` made. @throws Fault `key-unavailable`. */
  open(sealed: string): string;
  /** Destroys a key for good (decommissioning). */
  destroyKey(name: string): void;
  /** The names of all keys. */
  keys(): readonly string[];
}
