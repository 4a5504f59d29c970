// A cryptographic stamp identifier: as a call uses it, and as the unit's record keeps it (gateway.md A5, A9).
import { createHash } from "node:crypto";
import type { IssuedCsid } from "../reporting/answer.ts";

export type CsidKind = "compliance" | "production";

/** A CSID as a call uses it: it exists in memory only. The secret is a function, so that no log or JSON carries it. */
export interface Csid<K extends CsidKind> {
  readonly kind: K;
  /** Text, as it can exceed 2^53. */
  readonly requestId: string;
  /** `binarySecurityToken` verbatim: base64 of base64 DER; the user name of Basic authentication. */
  readonly token: string;
  readonly secret: () => string;
}

/** A CSID as the unit's record keeps it. */
export interface StoredCsid<K extends CsidKind> {
  readonly kind: K;
  /** Ours, unique: the name of its chain. The gateway's `requestId` repeats itself on the sandbox. */
  readonly id: string;
  readonly requestId: string;
  readonly token: string;
  /** The key it was issued for, in the vault. */
  readonly keyName: string;
  readonly sealedSecret: string;
}

/** A freshly issued CSID, ready for the record. */
export function storedCsid<K extends CsidKind>(
  kind: K,
  issued: IssuedCsid,
  keyName: string,
  seal: (secret: string) => string,
): StoredCsid<K> {
  const { requestId, token } = issued;
  return { kind, id: idOf(keyName, token), requestId, token, keyName, sealedSecret: seal(issued.secret()) };
}

/** A stored CSID for a call; its secret is opened only when the call is made. */
export const openedCsid = <K extends CsidKind>(
  { kind, requestId, token, sealedSecret }: StoredCsid<K>,
  open: (sealed: string) => string,
): Csid<K> => ({ kind, requestId, token, secret: () => open(sealedSecret) });

/** Base64 DER on one line, the text inside `ds:X509Certificate`: a token decoded once. */
export const certificateText = ({ token }: { readonly token: string }): string =>
  Buffer.from(token, "base64").toString("latin1");

const ID_LENGTH = 32;

const idOf = (keyName: string, token: string): string =>
  createHash("sha256").update(`${keyName}/${token}`, "utf8").digest("hex").slice(0, ID_LENGTH);
