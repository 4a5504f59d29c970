// A certificate read into the facts that stamps and QR codes repeat (reference: stamping 3, 5, 7).
import "reflect-metadata";
import { type KeyObject, X509Certificate as NodeCertificate } from "node:crypto";
import { X509Certificate } from "@peculiar/x509";
import { decodeBase64 } from "../base64.ts";

/** What a stamp says about the certificate it embeds. */
export type CertificateFacts = {
  /** Base64 of the DER, as `ds:X509Certificate` carries it. */
  readonly text: string;
  readonly publicKey: KeyObject;
  /** SubjectPublicKeyInfo, DER: QR tag 8. */
  readonly publicKeyDer: Buffer;
  /** The issuing authority's signature, DER: QR tag 9. */
  readonly signature: Buffer;
  /** Most specific part first, parted by a comma and a blank, as Java prints it. */
  readonly issuerName: string;
  /** Decimal. */
  readonly serialNumber: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
};

const issuerName = (certificate: X509Certificate): string =>
  certificate.issuerName
    .toJSON()
    .flatMap((rdn) => Object.entries(rdn).flatMap(([type, values]) => values.map((value) => `${type}=${value}`)))
    .reverse()
    .join(", ");

/** Reads base64 DER; undefined where it is no certificate. */
export const readCertificate = (text: string): CertificateFacts | undefined => {
  const der = decodeBase64(text);
  if (der === undefined) return undefined;
  try {
    const certificate = new X509Certificate(der);
    const { publicKey } = new NodeCertificate(der);
    return {
      text,
      publicKey,
      publicKeyDer: publicKey.export({ type: "spki", format: "der" }),
      signature: Buffer.from(certificate.signature),
      issuerName: issuerName(certificate),
      serialNumber: BigInt(`0x${certificate.serialNumber}`).toString(),
      notBefore: certificate.notBefore.getTime(),
      notAfter: certificate.notAfter.getTime(),
    };
  } catch {
    return undefined; // not a certificate: the caller names the check that fails
  }
};
