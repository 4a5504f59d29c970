// What a CSID's certificate tells of the unit it was issued for.
import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import "reflect-metadata";
import { type JsonName, Name, SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";
import { describe, expect, test } from "vitest";
import { KEY_PAIR, signingWith } from "../../../agent/core/onboarding/library-signing.ts";
import { certificateFacts } from "../../../agent/core/stamp/certificate.ts";
import { signingKeyOf } from "../../../agent/keys/signing-key.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** A certificate signed by itself whose alternative name is a directory name of these attributes, in X.509 order. */
async function certificateWith(attributes: JsonName): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
  const { sign } = signingKeyOf(privateKey.export({ type: "pkcs8", format: "der" }));
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: "01",
      name: "CN=Test",
      keys: KEY_PAIR,
      signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
      extensions:
        attributes.length === 0
          ? []
          : [new SubjectAlternativeNameExtension([{ type: "dn", value: new Name(attributes).toString() }])],
    },
    signingWith({ publicKey: publicKey.export({ type: "spki", format: "der" }), sign }),
  );
  return Buffer.from(certificate.rawData).toString("base64");
}

const VAT = "0.9.2342.19200300.100.1.1";
const coverOf = (text: string) => {
  const facts = certificateFacts(text);
  if (!facts.ok) throw new Error(facts.error);
  return { vat: facts.value.vat, map: facts.value.functionalityMap };
};

describe("certificateFacts()", () => {
  test("reads the VAT number and the functionality map, whatever stands beside them", async () => {
    const category = { "2.5.4.15": ["Food, UID=300000000000003,title=0000"] };
    const map = { "2.5.4.12": ["1100"] };
    const text = await certificateWith([{ "2.5.4.4": ["1-A|2-B|3-C"] }, { [VAT]: ["310175397400003"] }, map, category]);
    expect(coverOf(text)).toEqual({ vat: "310175397400003", map: "1100" });
  });

  test("knows of neither where the certificate names none", async () => {
    expect(coverOf(await certificateWith([]))).toEqual({ vat: undefined, map: undefined });
    expect(coverOf(await certificateWith([{ [VAT]: ["310175397400003"] }]))).toEqual({
      vat: "310175397400003",
      map: undefined,
    });
  });

  test.skipIf(!hasShared)("reads them in the official samples", () => {
    const folder = shared("samples/signed-3.4.8");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".xml"));
    expect(files).not.toHaveLength(0);
    for (const file of files) {
      const text = /<ds:X509Certificate>([^<]+)</.exec(readFileSync(join(folder, file), "utf8"))?.[1] ?? "";
      expect(coverOf(text), file).toEqual({ vat: "399999999900003", map: "1100" });
    }
  });
});
