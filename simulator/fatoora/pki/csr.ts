// A certificate signing request read into plain facts; judging them is csr-checks.ts (reference: csr B1).
import "reflect-metadata";
import {
  Name,
  PemConverter,
  Pkcs10CertificateRequest,
  type PublicKey,
  SubjectAlternativeNameExtension,
} from "@peculiar/x509";
import { decodeBase64 } from "../base64.ts";
import { provider } from "./crypto-provider.ts";

const SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
const TEMPLATE_NAME = "1.3.6.1.4.1.311.20.2";
const PEM = /^-----BEGIN CERTIFICATE REQUEST-----\r?\n[\s\S]+-----END CERTIFICATE REQUEST-----\s*$/;

/** One attribute of a name: a short name (CN, O …) or an object identifier, and its text. */
export type NameAttribute = { readonly type: string; readonly value: string };

/** What a certificate signing request says. */
export type CsrFacts = {
  readonly algorithm: { readonly key: string; readonly curve: string; readonly hash: string };
  readonly subject: readonly NameAttribute[];
  readonly alternativeNames: readonly { readonly kind: string; readonly attributes: readonly NameAttribute[] }[];
  /** The certificate template extension: DER tag of its string, and the string. */
  readonly template: { readonly tag: number; readonly text: string } | undefined;
  readonly subjectName: Name;
  readonly publicKey: PublicKey;
  readonly alternativeNameExtension: SubjectAlternativeNameExtension | undefined;
};

const attributesOf = (name: Name): NameAttribute[] =>
  name
    .toJSON()
    .flatMap((rdn) => Object.entries(rdn).flatMap(([type, values]) => values.map((value) => ({ type, value }))));

const templateOf = (request: Pkcs10CertificateRequest): CsrFacts["template"] => {
  const value = request.getExtension(TEMPLATE_NAME)?.value;
  if (value === undefined) return undefined;
  const [tag = 0, length = 0, ...text] = new Uint8Array(value);
  return { tag, text: Buffer.from(text.slice(0, length)).toString("utf8") };
};

const algorithmOf = (request: Pkcs10CertificateRequest): CsrFacts["algorithm"] => {
  const key: { name: string; namedCurve?: string } = request.publicKey.algorithm;
  return { key: key.name, curve: key.namedCurve ?? "", hash: request.signatureAlgorithm.hash.name };
};

const factsOf = (request: Pkcs10CertificateRequest): CsrFacts => {
  const extension = request.getExtension(SUBJECT_ALTERNATIVE_NAME);
  const alternative = extension instanceof SubjectAlternativeNameExtension ? extension : undefined;
  return {
    algorithm: algorithmOf(request),
    subject: attributesOf(request.subjectName),
    alternativeNames: (alternative?.names.items ?? []).map((item) => ({
      kind: item.type,
      attributes: item.type === "dn" ? attributesOf(new Name(item.value)) : [],
    })),
    template: templateOf(request),
    subjectName: request.subjectName,
    publicKey: request.publicKey,
    alternativeNameExtension: alternative,
  };
};

const SECP256K1 = "K-256";

/**
 * Reads the `csr` of a request body: base64 of a whole PEM text whose request is signed by its own secp256k1 key with
 * SHA-256 (check O4). Answers undefined for anything else.
 */
export const readCsr = async (text: string): Promise<CsrFacts | undefined> => {
  const pem = decodeBase64(text)?.toString("utf8") ?? "";
  if (!PEM.test(pem)) return undefined;
  try {
    const request = new Pkcs10CertificateRequest(PemConverter.decodeFirst(pem));
    const facts = factsOf(request);
    const { key, curve, hash } = facts.algorithm;
    if (key !== "ECDSA" || curve !== SECP256K1 || hash !== "SHA-256") return undefined;
    return (await request.verify(provider)) ? facts : undefined;
  } catch {
    return undefined; // whatever the parser disliked, the gateway's answer is the same
  }
};
