// Passwords as scrypt hashes that carry their own parameters (RFC 7914; OWASP: N = 2^15, r = 8, p = 3 in 32 MB).
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import type { Passwords } from "../ports/people.ts";

const COST = { ln: 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const FORM = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;
/** Compared with where nobody has the name, so that an unknown one takes as long as a wrong password. */
const NOBODY = `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${base64(new Uint8Array(SALT_BYTES))}$${base64(new Uint8Array(KEY_BYTES))}`;

interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** The hasher; one password at a time, so that many at once take time and not memory. */
export function createPasswords(): Passwords {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    hash: (password) => inTurn(() => hash(password)),
    matches: (password, stored) => inTurn(() => matches(password, stored ?? NOBODY)),
  };
}

async function hash(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${base64(salt)}$${base64(key)}`;
}

async function matches(password: string, stored: string): Promise<boolean> {
  const [, ln, r, p, salt = "", key = ""] = FORM.exec(stored) ?? [];
  if (ln === undefined) return false;
  const wanted = Buffer.from(key, "base64");
  const found = await derive(password, Buffer.from(salt, "base64"), { ln: Number(ln), r: Number(r), p: Number(p) });
  return found.length === wanted.length && timingSafeEqual(found, wanted) && stored !== NOBODY;
}

function derive(password: string, salt: Uint8Array, { ln, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** ln;
  const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r * 2 };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (trouble, key) => (trouble === null ? resolve(key) : reject(trouble)));
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("=", "");
}
