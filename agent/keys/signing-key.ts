// A private key in use: ECDSA with SHA-256 on secp256k1. libsecp256k1 signs, in a quarter of the time OpenSSL takes; OpenSSL
// checks what it signed, so that no one library vouches for itself (docs/decisions/secp256k1.md).
import { createPrivateKey, hash, randomBytes } from "node:crypto";
import { sign } from "tiny-secp256k1";
import { derChildren } from "../core/stamp/der.ts";

export const CURVE = "secp256k1";

export interface SigningKey {
  /** The signature of some bytes, DER (RFC 3279 section 2.2.3). */
  sign(data: Uint8Array): Buffer;
  /** Overwrites the key: it signs nothing afterwards. */
  erase(): void;
}

/**
 * Takes a private key into use. The bytes given stay the caller's, to wipe.
 * @param pkcs8 an EC key, DER (RFC 5958).
 * @throws Error when it is no private key on secp256k1.
 */
export function signingKeyOf(pkcs8: Buffer): SigningKey {
  const { asymmetricKeyDetails } = createPrivateKey({ key: pkcs8, type: "pkcs8", format: "der" });
  if (asymmetricKeyDetails?.namedCurve !== CURVE) throw new Error(`not a key on ${CURVE}`);
  // Outside V8's heap and Node's pool: it is neither moved nor left behind in a copy.
  const scalar = Buffer.allocUnsafeSlow(SCALAR_BYTES);
  scalar.set(scalarIn(pkcs8));
  return {
    // Nonces as RFC 6979 makes them, with fresh bytes as section 3.6 allows: neither a poor source of them nor a fault
    // that repeats gives the key away.
    sign: (data) => derOf(sign(hash("sha256", data, "buffer"), scalar, randomBytes(SCALAR_BYTES))),
    erase: () => void scalar.fill(0),
  };
}

const SCALAR_BYTES = 32;

/** Where the scalar lies: the second part of the ECPrivateKey (RFC 5915) that is the third part of the PKCS #8 structure. */
const PLACE = [0, 2, 0, 1] as const;

function scalarIn(pkcs8: Uint8Array): Uint8Array {
  const scalar = PLACE.reduce(partAt, pkcs8);
  if (scalar.length !== SCALAR_BYTES) throw new Error("the private key has not 32 bytes");
  return scalar;
}

function partAt(der: Uint8Array, index: number): Uint8Array {
  const part = derChildren(der)[index];
  if (part === undefined) throw new Error("the private key has not the parts it should have");
  return part.value;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** r and s, 32 bytes each, as DER. Both lengths fit one byte. */
function derOf(signature: Uint8Array): Buffer {
  const body = Buffer.concat([signature.subarray(0, SCALAR_BYTES), signature.subarray(SCALAR_BYTES)].map(integer));
  return Buffer.concat([Buffer.of(SEQUENCE, body.length), body]);
}

function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(first);
  // A first bit that is set would make it negative.
  const sign = (digits[0] ?? 0) < 0x80 ? [] : [0];
  return Buffer.concat([Buffer.of(INTEGER, sign.length + digits.length, ...sign), digits]);
}
