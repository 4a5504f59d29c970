// Self-signed server certificates for tests, made anew each time.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { type JsonGeneralName, SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;

/** Key and certificate for a host, valid until `days` from now (negative: expired already). */
export async function certificateFor(host: string, days: number): Promise<{ key: string; cert: string }> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const name: JsonGeneralName = { type: /^[\d.]+$/.test(host) ? "ip" : "dns", value: host };
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${host}`,
      keys,
      signingAlgorithm: ALGORITHM,
      notBefore: new Date(Date.now() - 10 * DAY_MS),
      notAfter: new Date(Date.now() + days * DAY_MS),
      extensions: [new SubjectAlternativeNameExtension([name])],
    },
    webcrypto,
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
    cert: certificate.toString("pem"),
  };
}
