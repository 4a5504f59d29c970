// What must never be seen of a unit: opened from its own files by the published form of the vault, not by its code.
import { createDecipheriv, createPrivateKey } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Canaries } from "./checker/secrets.ts";
import { gatewayIn, type Unit, wrappingKeyIn } from "./unit.ts";

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** Six digits in base64. */
const SHORTEST = 8;

/** The unit's secrets by name. @throws Error where one cannot be found: a search for nothing finds nothing. */
export function canariesOf(unit: Unit): Canaries {
  const wrappingKey = readFileSync(wrappingKeyIn(unit.folder));
  const keys = readdirSync(join(unit.state, "keys")).filter((name) => name.endsWith(".key"));
  const scalars = keys.map((name) => [`private key ${name}`, scalarOf(unit, name, wrappingKey)] as const);
  const secrets = csidSecrets(unit).map((secret, index) => [`CSID secret ${index + 1}`, base64(secret)] as const);
  const canaries = {
    "wrapping key": wrappingKey.toString("base64"),
    "one-time password": base64(unit.otp),
    "till's token": base64(unit.token),
    ...Object.fromEntries([...scalars, ...secrets]),
  };
  const isFound = Object.values(canaries).every((secret) => secret.length >= SHORTEST);
  if (!isFound || scalars.length === 0 || secrets.length < 2) throw new Error("the unit's secrets were not found");
  return canaries;
}

/** `khatm1.iv.body.tag` in base64url: AES-256-GCM, bound to `khatm1/key/NAME`, around PKCS #8. */
function scalarOf({ state }: Unit, file: string, wrappingKey: Buffer): string {
  const [form, iv = "", body = "", tag = ""] = readFileSync(join(state, "keys", file), "utf8")
    .trim()
    .split(".");
  const decipher = createDecipheriv("aes-256-gcm", wrappingKey, Buffer.from(iv, "base64url"));
  decipher.setAAD(Buffer.from(`${form}/key/${file.replace(/\.key$/, "")}`));
  decipher.setAuthTag(Buffer.from(tag, "base64url"));
  const pkcs8 = Buffer.concat([decipher.update(Buffer.from(body, "base64url")), decipher.final()]);
  const { d = "" } = createPrivateKey({ key: pkcs8, type: "pkcs8", format: "der" }).export({ format: "jwk" });
  return Buffer.from(d, "base64url").toString("base64");
}

/** As the simulator issued them. */
function csidSecrets({ folder }: Unit): readonly string[] {
  const database = new Sqlite(gatewayIn(folder), { readonly: true });
  try {
    return database
      .prepare<[], { secret: string }>("SELECT secret FROM csid")
      .all()
      .map((row) => row.secret);
  } finally {
    database.close();
  }
}
