// The certificate signing request, built as the authority's own example is, tag by tag (csr.md B1).
import { err, ok, type Result } from "../result.ts";
import type { Violation } from "../violation.ts";
import { ENVIRONMENTS, type Environment } from "./environment.ts";
import { ALGORITHM, KEY_PAIR, type RequestKey, signingWith } from "./library-signing.ts";
import { type RequestFields, requestViolations, serialNumberOf } from "./request-fields.ts";

const OID = {
  country: "2.5.4.6",
  organizationalUnit: "2.5.4.11",
  organization: "2.5.4.10",
  commonName: "2.5.4.3",
  surname: "2.5.4.4",
  userId: "0.9.2342.19200300.100.1.1",
  title: "2.5.4.12",
  registeredAddress: "2.5.4.26",
  businessCategory: "2.5.4.15",
  certificateTemplate: "1.3.6.1.4.1.311.20.2",
  subjectAltName: "2.5.29.17",
} as const;

const TAG = { utf8String: 0x0c, sequence: 0x30, directoryName: 0xa4 } as const;

const utf8 = (oid: string, text: string): Rdn => ({ [oid]: [{ utf8String: text }] });
type Rdn = Record<string, ({ utf8String: string } | { printableString: string })[]>;

/** C, OU, O, CN: in this order. */
const subject = (fields: RequestFields): Rdn[] => [
  { [OID.country]: [{ printableString: "SA" }] },
  utf8(OID.organizationalUnit, fields.branch),
  utf8(OID.organization, fields.organization),
  utf8(OID.commonName, fields.name),
];

/** One directory name: SN (surname), UID, title, registeredAddress, businessCategory, in this order. */
const alternativeName = (fields: RequestFields): Rdn[] => [
  utf8(OID.surname, serialNumberOf(fields)),
  utf8(OID.userId, fields.vat),
  utf8(OID.title, fields.functionalityMap),
  utf8(OID.registeredAddress, fields.address),
  utf8(OID.businessCategory, fields.industry),
];

/**
 * Builds and signs the request. Errors: every field the authority would refuse.
 * @returns PEM with LF line ends, trailing newline included.
 */
export async function certificateRequest(
  fields: RequestFields,
  environment: Environment,
  key: RequestKey,
): Promise<Result<string, readonly Violation[]>> {
  const violations = requestViolations(fields);
  if (violations.length > 0) return err(violations);
  // Loaded here: only onboarding and renewal need it.
  await import("reflect-metadata");
  const { Extension, Name, Pkcs10CertificateRequestGenerator } = await import("@peculiar/x509");
  const template = der(TAG.utf8String, Buffer.from(ENVIRONMENTS[environment].csrTemplate, "utf8"));
  const directory = new Uint8Array(new Name(alternativeName(fields)).toArrayBuffer());
  const request = await Pkcs10CertificateRequestGenerator.create(
    {
      name: new Name(subject(fields)),
      keys: KEY_PAIR,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new Extension(OID.certificateTemplate, false, template),
        new Extension(OID.subjectAltName, false, der(TAG.sequence, der(TAG.directoryName, directory))),
      ],
    },
    signingWith(key),
  );
  return ok(pem(new Uint8Array(request.rawData)));
}

/** One DER value; lengths up to 65 535. */
function der(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  if (length < 0x80) return Buffer.from([tag, length, ...content]);
  if (length < 0x100) return Buffer.from([tag, 0x81, length, ...content]);
  return Buffer.from([tag, 0x82, length >> 8, length & 0xff, ...content]);
}

function pem(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE REQUEST-----", ...lines, "-----END CERTIFICATE REQUEST-----", ""].join("\n");
}
