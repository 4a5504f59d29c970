// Keys and certificates of a simulated unit: the same in every process, so that a seed makes the same bytes. They protect
// nothing: their scalars are hashes of their numbers, and every signature has the same nonce.
import "reflect-metadata";
import { createHash, createPrivateKey, webcrypto } from "node:crypto";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { BasicConstraintsExtension, PublicKey, X509CertificateGenerator } from "@peculiar/x509";
import { Fault } from "../../agent/core/errors.ts";
import type { Vault } from "../../agent/ports/keys.ts";
import type { Seal } from "../../simulator/fatoora/clearance.ts";

export interface SimulatedKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer;
  readonly sign: (data: Uint8Array) => Uint8Array;
}

/** What the authority gives. */
export interface Credential {
  readonly requestId: number;
  /** `binarySecurityToken`: base64 of base64 DER. */
  readonly token: string;
  readonly secret: string;
  readonly notAfter: number;
}

/** A key with all it may get: asked once more, the authority issues another production CSID. */
export interface SimulatedCsid {
  readonly key: SimulatedKey;
  readonly compliance: Credential;
  readonly productions: readonly Credential[];
}

/** DER of the algorithm id-ecPublicKey over secp256k1, before the 65 bytes of the point. */
const SPKI_HEAD = Buffer.from("3056301006072a8648ce3d020106052b8104000a034200", "hex");

const scalarOf = (number: number): Buffer => createHash("sha256").update(`khatm simulation key ${number}`).digest();

function keyOf(number: number): SimulatedKey {
  const scalar = scalarOf(number);
  const point = secp256k1.getPublicKey(scalar, false);
  return { spki: Buffer.concat([SPKI_HEAD, point]), sign: signing(BigInt(`0x${scalar.toString("hex")}`)) };
}

const { Fn, Point, Signature } = { ...secp256k1, Fn: secp256k1.Point.Fn };

/** One nonce for everything, made once: a signature then costs two multiplications, and is as good to who verifies it. */
const NONCE = Fn.create(BigInt(`0x${createHash("sha256").update("khatm simulation nonce").digest("hex")}`));
const R = Fn.create(Point.BASE.multiply(NONCE).x);
const INVERSE = Fn.inv(NONCE);

/** ECDSA with SHA-256, DER. */
const signing =
  (scalar: bigint) =>
  (data: Uint8Array): Uint8Array => {
    const digest = BigInt(`0x${createHash("sha256").update(data).digest("hex")}`);
    const s = Fn.mul(INVERSE, Fn.add(Fn.create(digest), Fn.mul(R, scalar)));
    return new Signature(R, s).toBytes("der");
  };

const ALGORITHM = { name: "ECDSA", namedCurve: "K-256", hash: "SHA-256" };

/** The few operations @peculiar/x509 needs to issue a certificate with such a key. */
const providerOf = ({ spki, sign }: SimulatedKey) => ({
  subtle: {
    digest: (algorithm: string, data: Uint8Array) => webcrypto.subtle.digest(algorithm, data),
    exportKey: () => Promise.resolve(new Uint8Array(spki).buffer),
    sign: (_algorithm: unknown, _key: unknown, data: ArrayBuffer) =>
      Promise.resolve(new Uint8Array(compact(sign(new Uint8Array(data)))).buffer),
  },
});

const compact = (der: Uint8Array): Uint8Array => secp256k1.Signature.fromBytes(der, "der").toBytes("compact");

/** The first day of every certificate, and the last one of the first. */
export const VALID_FROM = Date.UTC(2026, 10, 2);
export const FIRST_ENDS = Date.UTC(2027, 2, 1);
const OTHERS_END = Date.UTC(2031, 2, 1);

/** The numbers of the authority's own two keys. */
const AUTHORITY = 1_000;
const SEAL = 1_001;

/** Base64 DER. `serial` tells certificates of one key apart. */
async function certificateOf(serial: string, { spki }: SimulatedKey, notAfter: number): Promise<string> {
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: `11${createHash("sha256").update(`serial ${serial}`).digest("hex").slice(0, 30)}`,
      issuer: "CN=Simulated authority",
      subject: "CN=TEST-1, O=Test Shop, C=SA",
      notBefore: new Date(VALID_FROM),
      notAfter: new Date(notAfter),
      publicKey: new PublicKey(spki),
      signingKey: { algorithm: ALGORITHM, type: "private", extractable: false, usages: ["sign"] },
      signingAlgorithm: ALGORITHM,
      extensions: [new BasicConstraintsExtension(false, undefined, true)],
    },
    providerOf(keyOf(AUTHORITY)) as never,
  );
  return Buffer.from(certificate.rawData).toString("base64");
}

async function credentialOf(serial: number, key: SimulatedKey, notAfter: number): Promise<Credential> {
  const token = Buffer.from(await certificateOf(String(serial), key, notAfter)).toString("base64");
  return { requestId: 5_000 + serial, token, secret: `secret-${serial}`, notAfter };
}

const MOST_PRODUCTIONS = 3;

async function csidOf(number: number): Promise<SimulatedCsid> {
  const key = keyOf(number);
  const notAfter = number === 0 ? FIRST_ENDS : OTHERS_END;
  const serials = Array.from({ length: MOST_PRODUCTIONS + 1 }, (_, one) => 10 * number + one);
  const [compliance, ...productions] = await Promise.all(serials.map((serial) => credentialOf(serial, key, notAfter)));
  if (compliance === undefined) throw new RangeError("no compliance CSID");
  return { key, compliance, productions };
}

/** The seal the gateway clears with. */
export async function makeSeal(): Promise<Seal> {
  const own = keyOf(SEAL);
  const point = own.spki.subarray(SPKI_HEAD.length + 1);
  const jwk = {
    kty: "EC",
    crv: "secp256k1",
    d: scalarOf(SEAL).toString("base64url"),
    x: point.subarray(0, 32).toString("base64url"),
    y: point.subarray(32).toString("base64url"),
  };
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  const keyPem = key.export({ type: "pkcs8", format: "pem" }).toString();
  return { keyPem, certificate: await certificateOf("seal", own, OTHERS_END) };
}

const KEYS = 12;

/** All CSIDs a unit can get, the one it begins with first. */
export const makeCsids = (): Promise<readonly SimulatedCsid[]> =>
  Promise.all(Array.from({ length: KEYS }, (_, number) => csidOf(number)));

export interface SimulatedVault extends Vault {
  /** SubjectPublicKeyInfo of a key in it, DER. */
  spkiOf(name: string): Uint8Array;
}

/** A vault, with the first key in it where it has a name; new ones come from the list, in order, and outlive power cuts. */
export function simulatedVault(csids: readonly SimulatedCsid[], first: string | undefined): SimulatedVault {
  const held = new Map(first === undefined ? [] : [[first, 0]]);
  let used = held.size;
  const keyNamed = (name: string): SimulatedKey => {
    const number = held.get(name);
    if (number === undefined) throw new Fault("key-unavailable", `no key ${name}`);
    const csid = csids[number % csids.length];
    if (csid === undefined) throw new RangeError("no keys");
    return csid.key;
  };
  return {
    createKey: (name) => {
      held.set(name, used);
      used += 1;
      return keyNamed(name).spki;
    },
    spkiOf: (name) => keyNamed(name).spki,
    signing: (name) => keyNamed(name).sign,
    seal: (secret) => `sealed ${secret}`,
    open: (sealed) => sealed.replace(/^sealed /, ""),
    destroyKey: (name) => void held.delete(name),
    keys: () => [...held.keys()],
  };
}
