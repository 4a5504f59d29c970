// What every suite proves at the end of a unit's life: its secrets are nowhere in what it wrote but sealed (I7).
import { createPrivateKey } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { unseal } from "../../agent/keys/sealed.ts";
import { readWrappingKey } from "../../agent/keys/wrapping-key.ts";
import { wrappingKeyOf } from "../../agent/wire.ts";
import type { Config } from "../../config/config.ts";
import { type Canaries, leaks, type Places, placesBelow } from "./secret-scan.ts";

const SEALED = /khatm1\.[\w-]+\.[\w-]+\.[\w-]+/g;

/** The private keys, the wrapping key and the CSID secrets of a unit, opened. */
export function secretsOf(config: Config): Canaries {
  if (!existsSync(config.key.path)) return new Map();
  const wrapping = readWrappingKey(wrappingKeyOf(config, undefined));
  const folder = join(config.state.folder, "keys");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".key")) : [];
  const keys = names.map((name) => {
    const sealed = readFileSync(join(folder, name), "utf8");
    const key = unseal(wrapping, `key/${name.replace(/\.key$/, "")}`, sealed);
    const { d = "" } = createPrivateKey({ key, type: "pkcs8", format: "der" }).export({ format: "jwk" });
    return [`private key ${name}`, Buffer.from(d, "base64url")] as const;
  });
  const secrets = sealedIn(join(config.state.folder, "ledger.db")).map(
    (sealed, n) => [`CSID secret ${n + 1}`, unseal(wrapping, "secret", sealed)] as const,
  );
  return new Map([...keys, ...secrets, ["wrapping key", wrapping.export()] as const]);
}

/** The sealed secrets of the unit's own row. */
function sealedIn(ledger: string): readonly string[] {
  if (!existsSync(ledger)) return [];
  const database = new Sqlite(ledger, { readonly: true });
  try {
    const rows = database.prepare("SELECT * FROM unit").all();
    return [...new Set(JSON.stringify(rows).match(SEALED) ?? [])];
  } finally {
    database.close();
  }
}

/**
 * Looks for a closed unit's secrets in everything below its folder and in what it logged.
 * @throws Error naming the secret, its form and the place.
 */
export function assertSealed(config: Config, folder: string, logged: readonly string[]): void {
  const written = [...placesBelow(folder)].filter(([place]) => place !== config.key.path);
  const places: Places = new Map([...written, ["the log", Buffer.from(logged.join("\n"))]]);
  const found = leaks(secretsOf(config), places);
  if (found.length > 0) throw new Error(`secrets in what the unit wrote:\n${found.join("\n")}`);
}
