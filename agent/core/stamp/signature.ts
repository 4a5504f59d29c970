// Whether a signature is that of a certificate's key: OpenSSL's answer, on whichever thread it is asked.
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { remembered } from "../remembered.ts";
import type { StampCertificate } from "./certificate-facts.ts";

/** Of a certificate, what a signature is checked with. */
export type CertifiedKey = Pick<StampCertificate, "publicKey">;

/** Whether an ECDSA signature (DER) over `data` with SHA-256 is that of a certificate's key. */
export type SignatureCheck = (data: Uint8Array, signature: Uint8Array, certificate: CertifiedKey) => boolean;

/** Checks a signature in the act. @throws Error where the certificate's key cannot be read. */
export function signatureHolds(...[data, signature, certificate]: Parameters<SignatureCheck>): boolean {
  const key = keyOf(certificate);
  return key !== undefined && verify("sha256", data, key, signature);
}

/** The key of a certificate; undefined on any other curve. */
const keyOf = remembered(({ publicKey }: CertifiedKey): KeyObject | undefined => {
  const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
  return key.asymmetricKeyDetails?.namedCurve === "secp256k1" ? key : undefined;
});
