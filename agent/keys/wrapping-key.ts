// Where the 256-bit wrapping key comes from. It is never stored beside what it wraps (reliability.md 2.6).
import { execFileSync } from "node:child_process";
import { createSecretKey, hkdfSync, type KeyObject, randomBytes, scryptSync } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Fault, messageOf } from "../core/errors.ts";
import { exists, writeDurably } from "./durable-file.ts";

interface Settings {
  /** A file of 32 random bytes, mode 0600, outside the state folder. */
  readonly "key-file": { readonly path: string };
  /** systemd's LoadCredentialEncrypted: `<folder>/khatm-wrapping-key`. */
  readonly "systemd-credential": { readonly folder: string | undefined };
  /** A passphrase in a file, or waiting on an open file descriptor; never in argv or the environment. */
  readonly passphrase: { readonly from: string | number; readonly saltPath: string };
  /** The Raspberry Pi's one-time programmable device key (BCM2711, BCM2712), read by the firmware's own command. */
  readonly "pi-otp": { readonly command: string };
}

type Provider = keyof Settings;
type SourceOf<P extends Provider> = { [K in P]: { readonly provider: K } & Settings[K] }[P];

/** One provider with its settings; `khatm.toml` section `[key]`. */
export type WrappingKeySource = SourceOf<Provider>;

const KEY_BYTES = 32;
const OTHERS = 0o077;
const CREDENTIAL = "khatm-wrapping-key";
/** RFC 7914; OWASP's setting of 64 MiB, which a Pi with 512 MB affords once per start. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 2, maxmem: 128 * 2 ** 20 } as const;
const SALT_BYTES = 32;
const PASSPHRASE_CHARACTERS = 12;

const READ: { readonly [P in Provider]: (source: SourceOf<P>) => Buffer } = {
  "key-file": ({ path }) => readPrivate(path),
  "systemd-credential": ({ folder }) => {
    // Its mode is not checked: systemd guards the folder, and an ACL on the file shows as group bits.
    if (folder !== undefined) return readOrExplain(join(folder, CREDENTIAL));
    throw unavailable("systemd gave no credentials. Start khatm by its unit, with LoadCredentialEncrypted=");
  },
  passphrase: ({ from, saltPath }) => stretch(from, readPrivate(saltPath)),
  "pi-otp": ({ command }) => deviceKey(command),
};

const MAKE: { readonly [P in Provider]: (source: SourceOf<P>) => void } = {
  "key-file": ({ path }) => makeOnce(path, KEY_BYTES),
  // systemd-creds makes the credential; there is nothing to make here but a proof that it arrives.
  "systemd-credential": () => undefined,
  passphrase: ({ saltPath }) => makeOnce(saltPath, SALT_BYTES),
  "pi-otp": () => undefined,
};

/**
 * Makes what the source needs (a key file, a salt) unless it is there, for `khatm init`.
 * @throws Fault `key-unavailable`.
 */
export function makeWrappingKey<P extends Provider>(source: SourceOf<P>): void {
  MAKE[source.provider](source);
}

/**
 * Reads the wrapping key. The bytes are wiped; what is left is a handle that no code of ours exports.
 * @throws Fault `key-unavailable`, with what to do.
 */
export function readWrappingKey<P extends Provider>(source: SourceOf<P>): KeyObject {
  const bytes = READ[source.provider](source);
  try {
    if (bytes.length !== KEY_BYTES) {
      throw unavailable(
        `the wrapping key must be ${KEY_BYTES} bytes and is ${bytes.length}. Restore it from your copy`,
      );
    }
    return createSecretKey(bytes);
  } finally {
    bytes.fill(0);
  }
}

function makeOnce(path: string, size: number): void {
  if (exists(path)) return;
  const bytes = randomBytes(size);
  try {
    writeDurably(path, bytes);
  } catch (cause) {
    throw unavailable(`cannot write ${path}: ${messageOf(cause)}. Create its folder, owned by the user khatm`, cause);
  } finally {
    bytes.fill(0);
  }
}

/** Reads a file that nobody else may read. */
function readPrivate(path: string): Buffer {
  const mode = explained(path, () => statSync(path).mode);
  if ((mode & OTHERS) === 0) return readOrExplain(path);
  throw unavailable(`others can read ${path}. Run: chmod 600 ${path}`);
}

const readOrExplain = (path: string): Buffer => explained(path, () => readFileSync(path));

function explained<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unavailable(`cannot read ${path}: ${messageOf(cause)}. Mount the medium that holds it, or restore it`, cause);
  }
}

function stretch(from: string | number, salt: Buffer): Buffer {
  const typed = typeof from === "number" ? explained("the passphrase", () => readFileSync(from)) : readPrivate(from);
  const passphrase = Buffer.from(
    typed
      .toString("utf8")
      .replace(/\r?\n$/, "")
      .normalize("NFKC"),
    "utf8",
  );
  typed.fill(0);
  try {
    if (passphrase.length < PASSPHRASE_CHARACTERS) {
      throw unavailable(`the passphrase is shorter than ${PASSPHRASE_CHARACTERS} characters. Choose a longer one`);
    }
    return scryptSync(passphrase, salt, KEY_BYTES, SCRYPT);
  } finally {
    passphrase.fill(0);
  }
}

/** The device key itself is not used: HKDF (RFC 5869) gives each purpose a key of its own. */
function deviceKey(command: string): Buffer {
  const hex = runDeviceKeyCommand(command);
  const device = Buffer.from(hex, "hex");
  try {
    if (!/^[0-9a-f]{64}$/i.test(hex) || device.every((byte) => byte === 0)) {
      throw unavailable("this Pi has no device key yet. Program one with: sudo rpi-otp-private-key -w <64 hex digits>");
    }
    return Buffer.from(hkdfSync("sha256", device, "", "khatm wrapping key 1", KEY_BYTES));
  } finally {
    device.fill(0);
  }
}

function runDeviceKeyCommand(command: string): string {
  try {
    return execFileSync(command, { encoding: "utf8", timeout: 10_000, stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    // The cause is dropped: it would carry what the command printed.
    throw unavailable(`${command} failed. It needs a Pi 4 or 5, the raspi-utils package and membership in group video`);
  }
}

const unavailable = (message: string, cause?: unknown): Fault => new Fault("key-unavailable", message, { cause });
