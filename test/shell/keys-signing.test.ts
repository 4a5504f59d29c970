// Signatures of libsecp256k1, held by two libraries that did not make them: OpenSSL and noble-curves.
import { generateKeyPairSync, randomBytes, verify } from "node:crypto";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signingKeyOf } from "../../agent/keys/signing-key.ts";

const pair = (namedCurve = "secp256k1") => generateKeyPairSync("ec", { namedCurve });
const pkcs8Of = (key: ReturnType<typeof pair>["privateKey"]): Buffer => key.export({ type: "pkcs8", format: "der" });

test("every signature is the shortest DER with a low s, and holds for OpenSSL and noble-curves", () => {
  const { privateKey, publicKey } = pair();
  const key = signingKeyOf(pkcs8Of(privateKey));
  const point = publicKey.export({ type: "spki", format: "der" }).subarray(-65);
  const lengths = new Set<number>();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
      const signature = key.sign(data);
      lengths.add(signature.length);
      expect(verify("sha256", data, publicKey, signature)).toBe(true);
      expect(secp256k1.verify(signature, data, point, { format: "der", lowS: true })).toBe(true);
      const { r, s } = secp256k1.Signature.fromBytes(signature, "der");
      expect(Buffer.from(new secp256k1.Signature(r, s).toBytes("der"))).toEqual(signature);
    }),
    { numRuns: 400 },
  );
  // An r with its first bit set is a byte longer: both were seen.
  expect(lengths.size).toBeGreaterThan(1);
});

test("a scalar that begins with zeros is taken whole", () => {
  const scalar = Buffer.concat([Buffer.alloc(3), randomBytes(29)]);
  const { privateKey } = pair();
  const pkcs8 = pkcs8Of(privateKey);
  const jwk = privateKey.export({ format: "jwk" });
  const at = pkcs8.indexOf(Buffer.from(jwk.d ?? "", "base64url"));
  scalar.copy(pkcs8, at);
  // OpenSSL takes the public key as it stands beside the scalar, so it is replaced as well.
  const point = Buffer.from(secp256k1.getPublicKey(scalar, false));
  point.copy(pkcs8, pkcs8.length - point.length);
  const signature = signingKeyOf(pkcs8).sign(Buffer.from("x"));
  expect(secp256k1.verify(signature, Buffer.from("x"), point, { format: "der" })).toBe(true);
});

test("a wiped source does not touch the key in use, and an erased key signs nothing", () => {
  const { privateKey, publicKey } = pair();
  const pkcs8 = pkcs8Of(privateKey);
  const key = signingKeyOf(pkcs8);
  pkcs8.fill(0);
  const data = Buffer.from("x");
  expect(verify("sha256", data, publicKey, key.sign(data))).toBe(true);
  key.erase();
  expect(() => key.sign(data)).toThrow();
});

test("a key on another curve, and bytes that are no key, are refused without a word of them", () => {
  expect(() => signingKeyOf(pkcs8Of(pair("prime256v1").privateKey))).toThrow("not a key on secp256k1");
  expect(() => signingKeyOf(randomBytes(100))).toThrow();
});
