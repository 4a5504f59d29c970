// A CSID's certificate → the facts a stamp is made of (stamping.md 3, 5, 7, 9).
import { hash, X509Certificate } from "node:crypto";
import { err, ok, type Result } from "../result.ts";
import type { StampCertificate } from "./certificate-facts.ts";
import { derChildren } from "./der.ts";

/** The certificate last read: a terminal proves every document it makes, and all of them carry the same one. */
const last: { text: string; facts: Result<StampCertificate, string> } = { text: "", facts: err("no certificate yet") };

/**
 * The facts of a certificate given as base64 DER on one line, as it stands in `ds:X509Certificate`.
 * Errors: the text is no certificate.
 */
export function certificateFacts(base64: string): Result<StampCertificate, string> {
  if (base64 !== last.text) {
    last.facts = readFacts(base64);
    last.text = base64;
  }
  return last.facts;
}

function readFacts(base64: string): Result<StampCertificate, string> {
  try {
    const der = Buffer.from(base64, "base64");
    const certificate = new X509Certificate(der);
    const subject = alternativeName(certificate.subjectAltName);
    return ok({
      base64,
      issuerName: javaName(certificate.issuer),
      serialNumber: BigInt(`0x${certificate.serialNumber}`).toString(),
      digest: hexDigestBase64(base64),
      publicKey: certificate.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
      signature: signatureOf(der),
      notBefore: Date.parse(certificate.validFrom),
      notAfter: Date.parse(certificate.validTo),
      vat: subject.get("UID"),
      functionalityMap: subject.get("title"),
    });
  } catch {
    return err("the text is no X.509 certificate in base64");
  }
}

/** base64(lower-case hex(SHA-256(text))): how the two inner digests of the stamp are written. */
export const hexDigestBase64 = (text: string): string => Buffer.from(hash("sha256", text)).toString("base64");

/**
 * Node's issuer (one RDN a line, least specific first) as Java's X500Name writes it: reversed, `", "` between.
 * @example javaName("DC=local\nCN=CA") // "CN=CA, DC=local"
 */
export const javaName = (issuer: string): string => issuer.split("\n").reverse().map(javaRdn).join(", ");

/** Java quotes a value that holds a separator (RFC 1779 section 2.3). */
function javaRdn(rdn: string): string {
  const at = rdn.indexOf("=");
  const value = rdn.slice(at + 1).replace(/\\(.)/g, "$1");
  const needsQuotes = /[,+="<>#;]|^ | $/.test(value);
  return `${rdn.slice(0, at)}=${needsQuotes ? `"${value.replace(/["\\]/g, "\\$&")}"` : value}`;
}

const DIRECTORY_NAME = "DirName:";

/** The attributes of the directory name in a subjectAltName as Node writes it: quoted where it holds a comma. */
function alternativeName(names: string | undefined): ReadonlyMap<string, string> {
  if (names?.startsWith(DIRECTORY_NAME) !== true) return new Map();
  const written = names.slice(DIRECTORY_NAME.length);
  const attributes = written.startsWith('"') ? (JSON.parse(written) as string).split(/(?<!\\),/) : [written];
  return new Map(attributes.map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]));
}

/** `Certificate ::= SEQUENCE { tbs, algorithm, signatureValue BIT STRING }`; the first byte counts unused bits. */
function signatureOf(der: Uint8Array): string {
  const [certificate] = derChildren(der);
  const bits = derChildren(certificate?.value ?? new Uint8Array()).at(2);
  if (bits?.tag !== 0x03) throw new Error("no signature in the certificate");
  return Buffer.from(bits.value.subarray(1)).toString("base64");
}
