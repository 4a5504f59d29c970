// Every source of the wrapping key, on real files and a real command.
import type { KeyObject } from "node:crypto";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isFault, messageOf } from "../../agent/core/errors.ts";
import { makeWrappingKey, readWrappingKey, type WrappingKeySource } from "../../agent/keys/wrapping-key.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-wrapping-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const put = (name: string, content: string | Uint8Array, mode = 0o600): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
};
const same = (a: KeyObject, b: KeyObject): boolean => a.equals(b);

function refusal(source: WrappingKeySource): string {
  try {
    readWrappingKey(source);
  } catch (thrown) {
    if (isFault(thrown, "key-unavailable")) return messageOf(thrown);
    throw thrown;
  }
  throw new Error("it was not refused");
}

test("makeWrappingKey() makes a key file of mode 0600 once, and leaves it alone afterwards", () => {
  const source = { provider: "key-file", path: join(folder, "wrapping.key") } as const;
  makeWrappingKey(source);
  const first = readFileSync(source.path);
  makeWrappingKey(source);
  expect(readFileSync(source.path)).toEqual(first);
  expect(first).toHaveLength(32);
  expect(statSync(source.path).mode & 0o777).toBe(0o600);
  expect(readWrappingKey(source).symmetricKeySize).toBe(32);
});

test("makeWrappingKey() says which folder is missing", () => {
  const path = join(folder, "absent", "wrapping.key");
  expect(() => makeWrappingKey({ provider: "key-file", path })).toThrow("Create its folder");
});

test("readWrappingKey() refuses a key file that others can read, with the command that mends it", () => {
  const path = put("wrapping.key", Buffer.alloc(32, 7), 0o640);
  expect(refusal({ provider: "key-file", path })).toContain(`chmod 600 ${path}`);
});

test("readWrappingKey() refuses a missing or short key file", () => {
  expect(refusal({ provider: "key-file", path: join(folder, "none") })).toContain("cannot read");
  expect(refusal({ provider: "key-file", path: put("short", Buffer.alloc(31, 1)) })).toContain("must be 32 bytes");
});

test("readWrappingKey() reads systemd's credential, and says so when there is none", () => {
  mkdirSync(join(folder, "credentials"));
  put("credentials/khatm-wrapping-key", Buffer.alloc(32, 9), 0o440);
  const key = readWrappingKey({ provider: "systemd-credential", folder: join(folder, "credentials") });
  expect(key.symmetricKeySize).toBe(32);
  expect(refusal({ provider: "systemd-credential", folder: undefined })).toContain("LoadCredentialEncrypted");
});

test("readWrappingKey() stretches a passphrase: same words same key, other words or salt another", () => {
  const saltPath = join(folder, "salt");
  const from = put("passphrase", "صقر يطير فوق نجد\n");
  makeWrappingKey({ provider: "passphrase", from, saltPath });
  const key = readWrappingKey({ provider: "passphrase", from, saltPath });
  expect(same(key, readWrappingKey({ provider: "passphrase", from, saltPath }))).toBe(true);
  const other = put("other", "صقر يطير فوق نجم\n");
  expect(same(key, readWrappingKey({ provider: "passphrase", from: other, saltPath }))).toBe(false);
  put("salt", Buffer.alloc(32, 3));
  expect(same(key, readWrappingKey({ provider: "passphrase", from, saltPath }))).toBe(false);
});

test("readWrappingKey() takes the passphrase from an open file descriptor", () => {
  const saltPath = join(folder, "salt");
  const from = put("passphrase", "falcon over the plateau");
  makeWrappingKey({ provider: "passphrase", from, saltPath });
  const descriptor = openSync(from, "r");
  const key = readWrappingKey({ provider: "passphrase", from: descriptor, saltPath });
  closeSync(descriptor);
  expect(same(key, readWrappingKey({ provider: "passphrase", from, saltPath }))).toBe(true);
});

test("readWrappingKey() refuses a short passphrase without repeating it", () => {
  const saltPath = put("salt", Buffer.alloc(32, 3));
  const message = refusal({ provider: "passphrase", from: put("passphrase", "hunter2\n"), saltPath });
  expect(message).toContain("shorter than 12");
  expect(message).not.toContain("hunter2");
});

/** A command that prints what the firmware's command prints. */
const printing = (text: string): string => put("device-key", `#!/bin/sh\necho ${text}\n`, 0o700);

test("readWrappingKey() derives a key from the Pi's device key, and not the device key itself", () => {
  const device = "4f".repeat(32);
  const key = readWrappingKey({ provider: "pi-otp", command: printing(device) });
  expect(key.export().toString("hex")).not.toBe(device);
  expect(same(key, readWrappingKey({ provider: "pi-otp", command: printing(device) }))).toBe(true);
  expect(same(key, readWrappingKey({ provider: "pi-otp", command: printing("5f".repeat(32)) }))).toBe(false);
});

test.each([
  ["an unprogrammed", "00".repeat(32)],
  ["a short", "4f"],
  ["no", ""],
])("readWrappingKey() refuses %s device key and says how to program one", (_, text) => {
  expect(refusal({ provider: "pi-otp", command: printing(text) })).toContain("rpi-otp-private-key -w");
});

test("readWrappingKey() explains a device-key command that fails, without what it printed", () => {
  const command = put("device-key", "#!/bin/sh\necho 4f4f4f4f\nexit 1\n", 0o700);
  const message = refusal({ provider: "pi-otp", command });
  expect(message).toContain("group video");
  expect(message).not.toContain("4f4f");
  expect(refusal({ provider: "pi-otp", command: join(folder, "none") })).toContain("raspi-utils");
});
