// What @peculiar/x509 needs to sign with a key it never gets.

/** A key to be certified: its public half, and the function that signs with the other. */
export interface RequestKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** ECDSA with SHA-256 over `data`, DER. */
  readonly sign: (data: Uint8Array) => Uint8Array;
}

/** What our keys sign with, in the words of WebCrypto. */
export const ALGORITHM = { name: "ECDSA", namedCurve: "K-256", hash: "SHA-256" };
/** Handles for the library, with nothing of the keys in them. */
export const KEY_PAIR = {
  publicKey: { algorithm: ALGORITHM, type: "public" },
  privateKey: { algorithm: ALGORITHM, type: "private" },
};

/** The two calls the library makes of WebCrypto, which has no secp256k1. The private key stays where it is. */
export const signingWith = ({ publicKey, sign }: RequestKey) => ({
  subtle: {
    exportKey: () => Promise.resolve(exactBuffer(publicKey)),
    sign: (_algorithm: unknown, _key: unknown, data: ArrayBuffer) =>
      Promise.resolve(exactBuffer(fixedWidth(sign(new Uint8Array(data))))),
  },
});

const exactBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const COORDINATE_BYTES = 32;

/** `SEQUENCE { r INTEGER, s INTEGER }` as the 64 bytes r, s of WebCrypto (IEEE P1363). */
function fixedWidth(signature: Uint8Array): Uint8Array {
  const rLength = signature[3] ?? 0;
  const r = signature.subarray(4, 4 + rLength);
  const s = signature.subarray(4 + rLength + 2);
  return Buffer.concat([r, s].map((integer) => padded(integer)));
}

function padded(integer: Uint8Array): Uint8Array {
  const digits = integer.subarray(Math.max(0, integer.length - COORDINATE_BYTES));
  return Buffer.concat([new Uint8Array(COORDINATE_BYTES - digits.length), digits]);
}
