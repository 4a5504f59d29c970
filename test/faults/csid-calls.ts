// The calls after which a CSID may exist at the gateway, and for which key, from their bytes alone.
import "reflect-metadata";
import { X509Certificate } from "node:crypto";
import { Pkcs10CertificateRequest } from "@peculiar/x509";
import type { Seen } from "./checker/evidence.ts";
import { keyId, spkiOf } from "./checker/vault-keys.ts";
import type { HttpMessage } from "./http-messages.ts";

const CALLS: readonly (readonly [RegExp, Seen<"asked">["call"], (message: HttpMessage) => string])[] = [
  [/^POST \S*\/compliance HTTP/, "compliance", keyOfRequest],
  [/^PATCH \S*\/production\/csids HTTP/, "renewal", keyOfRequest],
  [/^POST \S*\/production\/csids HTTP/, "production", keyOfCredential],
];

/** The evidence in a request; undefined where it asks for no CSID. */
export function askedIn(message: HttpMessage): Seen<"asked"> | undefined {
  const row = CALLS.find(([line]) => line.test(message.startLine));
  return row === undefined ? undefined : { kind: "asked", call: row[1], key: row[2](message) };
}

function keyOfRequest({ body }: HttpMessage): string {
  const { csr } = JSON.parse(body.toString("utf8")) as { csr: string };
  return keyId(new Uint8Array(new Pkcs10CertificateRequest(fromBase64(csr)).publicKey.rawData));
}

/** Basic authentication with a token: base64 of base64 DER. */
function keyOfCredential({ headers }: HttpMessage): string {
  const header = headers.find((line) => /^authorization: basic /i.test(line)) ?? "";
  const [token = ""] = fromBase64(header.replace(/^authorization: basic /i, "")).split(":");
  return keyId(spkiOf(new X509Certificate(Buffer.from(fromBase64(token), "base64")).publicKey));
}

const fromBase64 = (text: string): string => Buffer.from(text, "base64").toString("utf8");
