// The simulator's two certification authorities (checks O8, O11): a compliance issuer with a one-part name, and a
// production issuer whose four-part name and long serial numbers bring formatting mistakes to light.
import "reflect-metadata";
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type Name,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { ALGORITHM, provider, wrapKey } from "./crypto-provider.ts";

/** Which of the two authorities. */
export type AuthorityName = "compliance" | "production";

/** What an authority needs to know to issue a certificate. */
export type CertificateOrder = {
  readonly subject: Name | string;
  readonly publicKey: PublicKey;
  readonly alternativeName: Extension | undefined;
  /** Milliseconds since 1970: the certificate is valid from here. */
  readonly now: number;
};

/** One authority: issues certificates, as base64 DER. */
export type Authority = { readonly issue: (order: CertificateOrder) => Promise<string> };

type Kind = {
  readonly issuer: string;
  readonly serialBytes: () => Buffer;
  readonly notAfter: (now: number) => number;
  readonly extensions: (order: CertificateOrder, issuerKey: PublicKey) => Promise<readonly Extension[]>;
};

const DAY = 86_400_000;
const LIFETIME = 1825 * DAY;
const MIDNIGHT_RIYADH = 21 * 3_600_000;

/** A positive number whose first byte keeps its place, so that the serial number never comes out shorter. */
const serial = (length: number): Buffer => Buffer.concat([Buffer.from([0x11]), randomBytes(length - 1)]);

const KINDS: Readonly<Record<AuthorityName, Kind>> = {
  compliance: {
    issuer: "CN=eInvoicing",
    serialBytes: () => serial(6),
    notAfter: (now) => Math.floor((now + LIFETIME) / DAY) * DAY + MIDNIGHT_RIYADH,
    extensions: () => Promise.resolve([new BasicConstraintsExtension(false, undefined, true)]),
  },
  production: {
    issuer: "DC=local, DC=gov, DC=extgazt, CN=PRZEINVOICESCA4-CA",
    serialBytes: () => serial(19),
    notAfter: (now) => now + LIFETIME,
    extensions: async (order, issuerKey) => [
      await SubjectKeyIdentifierExtension.create(order.publicKey, false, provider),
      await AuthorityKeyIdentifierExtension.create(issuerKey, false, provider),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.codeSigning, ExtendedKeyUsage.clientAuth]),
    ],
  },
};

/** A new secp256k1 private key, PKCS#8 PEM. */
export const newKey = (): string =>
  generateKeyPairSync("ec", { namedCurve: "secp256k1" }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** The public half of a PKCS#8 PEM key in the shape the authority asks for. */
export const publicKeyOf = (pem: string): PublicKey =>
  new PublicKey(createPublicKey(pem).export({ type: "spki", format: "der" }));

/** An authority over its key (PKCS#8 PEM). */
export const authority = (name: AuthorityName, keyPem: string): Authority => {
  const kind = KINDS[name];
  const signingKey = wrapKey(createPrivateKey(keyPem));
  const issuerKey = publicKeyOf(keyPem);
  return {
    issue: async (order) => {
      const own = await kind.extensions(order, issuerKey);
      const certificate = await X509CertificateGenerator.create(
        {
          serialNumber: kind.serialBytes().toString("hex"),
          issuer: kind.issuer,
          subject: order.subject,
          notBefore: new Date(order.now),
          notAfter: new Date(kind.notAfter(order.now)),
          publicKey: order.publicKey,
          signingKey,
          signingAlgorithm: ALGORITHM,
          extensions: order.alternativeName === undefined ? [...own] : [order.alternativeName, ...own],
        },
        provider,
      );
      return Buffer.from(certificate.rawData).toString("base64");
    },
  };
};
