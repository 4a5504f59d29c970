// One stamped document read from its bytes alone, by libxml2, and its stamp verified by another implementation of the
// curve than the agent's (stamping.md 1, 2, 7). Verdicts are remembered by the SHA-256 of the bytes.
import { createHash, X509Certificate } from "node:crypto";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { XmlC14NMode, XmlDocument } from "libxml2-wasm";

const NAMES = {
  cbc: "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
  cac: "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
  ds: "http://www.w3.org/2000/09/xmldsig#",
} as const;

/** What the hash leaves out. */
const LEFT_OUT = [
  "//*[local-name()='Invoice']//*[local-name()='UBLExtensions']",
  "//*[local-name()='AdditionalDocumentReference'][cbc:ID[normalize-space(text())='QR']]",
  "//*[local-name()='Invoice']//*[local-name()='Signature']",
];

const REFERENCE = (id: string): string => `/*/cac:AdditionalDocumentReference[cbc:ID='${id}']`;
const EMBEDDED = "cac:Attachment/cbc:EmbeddedDocumentBinaryObject";

const PATHS = {
  uuid: "/*/cbc:UUID",
  irn: "/*/cbc:ID",
  date: "/*/cbc:IssueDate",
  time: "/*/cbc:IssueTime",
  icv: `${REFERENCE("ICV")}/cbc:UUID`,
  pih: `${REFERENCE("PIH")}/${EMBEDDED}`,
  qr: `${REFERENCE("QR")}/${EMBEDDED}`,
  digest: "//ds:Reference[@Id='invoiceSignedData']/ds:DigestValue",
  signature: "//ds:SignatureValue",
  certificate: "//ds:X509Certificate",
} as const;

/** What the bytes say, as text; "" where they say nothing. */
export type Said = Readonly<Record<keyof typeof PATHS, string>>;

export interface ReadDocument extends Said {
  /** The invoice hash computed from the bytes. */
  readonly hash: string;
  /** Which parts of the stamp do not verify; empty when all do. */
  readonly broken: () => readonly string[];
}

const remembered = new Map<string, ReadDocument>();
/** Far more than one ledger of a run has; a checker that judges thousands of ledgers stays small. */
const MOST_REMEMBERED = 2_000;

export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** Reads and verifies one document; bytes that are no XML are a document that says nothing and is broken. */
export function readDocument(xml: string): ReadDocument {
  const key = sha256(xml);
  const known = remembered.get(key) ?? read(xml);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, known);
  return known;
}

function read(xml: string): ReadDocument {
  try {
    const document = XmlDocument.fromString(xml);
    try {
      const said = saidBy(document);
      const hash = hashOf(document);
      return { ...said, hash, broken: once(() => brokenParts(said, hash)) };
    } finally {
      document.dispose();
    }
  } catch {
    const nothing = Object.fromEntries(Object.keys(PATHS).map((name) => [name, ""])) as Said;
    return { ...nothing, hash: "", broken: () => ["the bytes are no XML"] };
  }
}

/** Signatures take most of the time of a check, and not every caller asks. */
function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}

const saidBy = (document: XmlDocument): Said =>
  Object.fromEntries(
    Object.entries(PATHS).map(([name, path]) => [name, document.get(path, NAMES)?.content ?? ""]),
  ) as Said;

/** The document is changed: everything else is read before. */
function hashOf(document: XmlDocument): string {
  for (const path of LEFT_OUT) {
    for (let node = document.get(path, NAMES); node !== null; node = document.get(path, NAMES)) node.remove();
  }
  const canonical = document.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_1_1, withComments: false });
  return createHash("sha256").update(canonical).digest("base64");
}

function brokenParts(said: Said, hash: string): readonly string[] {
  const tags = tagsOf(said.qr);
  const spki = publicKeyOf(said.certificate);
  const tests: Readonly<Record<string, boolean>> = {
    "digest value": said.digest === hash,
    signature: spki !== undefined && verifies(said.signature, hash, spki),
    "QR hash": tags.get(6)?.toString() === hash,
    "QR signature": tags.get(7)?.toString() === said.signature,
    "QR public key": spki !== undefined && tags.get(8)?.equals(spki) === true,
    "QR time": tags.get(3)?.toString() === `${said.date}T${said.time}`,
  };
  return Object.entries(tests).flatMap(([name, holds]) => (holds ? [] : [name]));
}

/** SubjectPublicKeyInfo, DER; undefined where the text is no certificate. */
function publicKeyOf(certificate: string): Buffer | undefined {
  try {
    return new X509Certificate(Buffer.from(certificate, "base64")).publicKey.export({ type: "spki", format: "der" });
  } catch {
    return undefined;
  }
}

const POINT_BYTES = 65;

/** ECDSA with SHA-256 over the 32 bytes of the hash. */
function verifies(signature: string, hash: string, spki: Buffer): boolean {
  try {
    const point = spki.subarray(spki.length - POINT_BYTES);
    const options = { format: "der", lowS: false, prehash: true } as const;
    return secp256k1.verify(Buffer.from(signature, "base64"), Buffer.from(hash, "base64"), point, options);
  } catch {
    return false;
  }
}

/** The values of a QR text by tag. */
export function tagsOf(qr: string): ReadonlyMap<number, Buffer> {
  const bytes = Buffer.from(qr, "base64");
  const tags = new Map<number, Buffer>();
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 2 + bytes.readUInt8(at + 1);
    tags.set(bytes.readUInt8(at), bytes.subarray(at + 2, end));
    at = end;
  }
  return tags;
}
