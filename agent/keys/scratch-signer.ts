// A key and a certificate that live as long as the process: for a program that proves itself without a shop's key.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { ALGORITHM, KEY_PAIR, signingWith } from "../core/onboarding/library-signing.ts";
import { certificateFacts } from "../core/stamp/certificate.ts";
import type { Signer } from "../ports/keys.ts";
import { CURVE, signingKeyOf } from "./signing-key.ts";

const DAY_MS = 86_400_000;

/** Makes a secp256k1 key with a certificate signed by itself, valid around a time given in milliseconds since 1970. */
export async function scratchSigner(at: number): Promise<Signer> {
  await import("reflect-metadata");
  const { X509CertificateGenerator } = await import("@peculiar/x509");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: CURVE });
  const { sign } = signingKeyOf(privateKey.export({ type: "pkcs8", format: "der" }));
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: `01${randomBytes(8).toString("hex")}`,
      name: "CN=Khatm self-test",
      notBefore: new Date(at - DAY_MS),
      notAfter: new Date(at + DAY_MS),
      keys: KEY_PAIR,
      signingAlgorithm: ALGORITHM,
    },
    signingWith({ publicKey: publicKey.export({ type: "spki", format: "der" }), sign }),
  );
  const facts = certificateFacts(Buffer.from(certificate.rawData).toString("base64"));
  if (!facts.ok) throw new Error(`a certificate of our own cannot be read: ${facts.error}`);
  return { certificate: facts.value, sign };
}
