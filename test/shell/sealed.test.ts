// The scan at the end of every unit's life finds what is planted: else it would prove nothing.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assertSealed, secretsOf } from "../support/sealed.ts";
import { openTestUnit } from "../support/unit.ts";

test("assertSealed() finds every kind of secret in a file and in the log, and nothing in a unit like any other", async () => {
  await using own = await openTestUnit();
  await own.unit.close();
  const secrets = secretsOf(own.config);
  const kinds = [...secrets.keys()].map((name) => name.replace(/ (\d|egs-).*$/, ""));
  expect([...new Set(kinds)].sort()).toEqual(["CSID secret", "private key", "wrapping key"]);
  assertSealed(own.config, own.folder, own.logged);
  for (const [name, secret] of secrets) {
    const file = join(own.folder, "note.txt");
    writeFileSync(file, `it is ${secret.toString("base64")}`);
    expect(() => assertSealed(own.config, own.folder, [])).toThrow(`${name} as base64`);
    rmSync(file);
    expect(() => assertSealed(own.config, own.folder, [secret.toString("hex")])).toThrow(`${name} as hex in the log`);
  }
});
