// Tokens of 256 random bits, of which only a digest is kept. No slow hash: there is nothing to guess.
import { hash, randomBytes } from "node:crypto";

/** A new token, base64url. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** What is kept of a token: its SHA-256, lower-case hexadecimal. */
export const tokenDigest = (token: string): string => hash("sha256", token, "hex");
