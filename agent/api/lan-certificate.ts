// The certificate of the TLS door: given by the configuration, or made on this device and kept beside the ledger.
import { webcrypto } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault, messageOf } from "../core/errors.ts";

export interface DoorCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Paths of PEM files. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

const YEARS = 10;
const DAY_MS = 86_400_000;

/** Reads the files given. @throws Fault `configuration` */
export function readCertificate({ certificate, key }: CertificateFiles): DoorCertificate {
  try {
    return { cert: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8") };
  } catch (thrown) {
    throw new Fault("configuration", `the certificate of the LAN door: ${messageOf(thrown)}`, { cause: thrown });
  }
}

/**
 * The device's own certificate for these names, made once: tills trust it by its fingerprint or its file.
 * The key never leaves the folder, which only the agent may read.
 */
export async function ownCertificate(folder: string, names: readonly string[]): Promise<DoorCertificate> {
  const files = { certificate: join(folder, "lan.crt"), key: join(folder, "lan.key") };
  if (existsSync(files.certificate) && existsSync(files.key)) return readCertificate(files);
  const made = await makeCertificate(names);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(files.key, made.key, { mode: 0o600 });
  writeFileSync(files.certificate, made.cert, { mode: 0o644 });
  chmodSync(files.key, 0o600);
  return made;
}

async function makeCertificate(names: readonly string[]): Promise<DoorCertificate> {
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  x509.cryptoProvider.set(webcrypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Khatm terminal",
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + YEARS * 365 * DAY_MS),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isAddress(value) ? "ip" : "dns", value })),
      ),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  const lines = key.match(/.{1,64}/g) ?? [];
  return {
    cert: `${certificate.toString("pem")}\n`,
    key: `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`,
  };
}

const isAddress = (name: string): boolean => /^[\d.]+$/.test(name) || name.includes(":");
