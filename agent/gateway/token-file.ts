// A middleware's token: read from its file when a call is made, never kept, never shown.
import { readFileSync, statSync } from "node:fs";
import { Fault, messageOf } from "../core/errors.ts";

const OTHERS = 0o077;

/** The token in a file that only its owner can read. @throws Fault `configuration` without ever naming the token. */
export function readToken(path: string): string {
  let token: string;
  try {
    if ((statSync(path).mode & OTHERS) !== 0) {
      throw new Fault("configuration", `${path} can be read by others: chmod 600 ${path}`);
    }
    token = readFileSync(path, "utf8").trim();
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault("configuration", `stackcue.tokenFile: ${messageOf(thrown)}`, { cause: thrown });
  }
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new Fault("configuration", `${path} holds no token`);
}
