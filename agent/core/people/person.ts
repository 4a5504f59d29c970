// People who may use the terminal, and how what is asked about them is read.
import { problems } from "../invoice/reading/problems.ts";
import { also, described, fail, object, oneOf, optional, type Read, required } from "../invoice/reading/reader.ts";
import { readLine, readPattern } from "../invoice/reading/values.ts";
import { LEAST_PASSWORD, MOST_PASSWORD, passwordForm } from "./password.ts";
import { ROLES, type Role, TOKEN_ROLES, type TokenRole } from "./roles.ts";

/** A person as others may see them: never a password, nor its hash. */
export interface Person {
  /** What they log in with: lower case, unique for ever. */
  readonly name: string;
  readonly displayName?: string;
  readonly role: Role;
  readonly disabled: boolean;
  /** The password was set by somebody else: nothing goes before it is changed. */
  readonly mustChangePassword: boolean;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly lastLoginAt?: number;
  /** Until when they may not try again, where too many passwords were wrong. */
  readonly lockedUntil?: number;
}

const readName: Read<string> = also(
  readPattern(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._-]{1,29}$/u, [
    "من 2 إلى 30 حرفًا أو رقمًا بلا فراغات",
    "2 to 30 letters or digits, without spaces",
  ]),
  (name) => name.normalize("NFC").toLowerCase(),
);

/** Any text that may have been typed as a password; what a new one must be: password.ts. It is never told back. */
const readPassword: Read<string> = described({ type: "string", format: "password", maxLength: 1000 }, (value, at) =>
  typeof value === "string" && value.length <= 1000 ? passwordForm(value) : fail(at, problems.notText(at.path)),
);
const readNewPassword: Read<string> = also(readPassword, (password) => password, {
  minLength: LEAST_PASSWORD,
  maxLength: MOST_PASSWORD,
});
/** True or false. */
export const readFlag: Read<boolean> = described({ type: "boolean" }, (value, at) =>
  typeof value === "boolean" ? value : fail(at, problems.badForm(at.path, value, ["true أو false", "true or false"])),
);

const CREDENTIALS = { name: required(readName), password: required(readPassword) };
const DISPLAY = { displayName: optional(readLine(60)) };

/** POST /v1/session. */
export const readCredentials = object(CREDENTIALS);

/** POST /v1/setup: the first owner, who chooses the password alone. */
export const readFirstOwner = object({
  name: required(readName),
  password: required(readNewPassword),
  ...DISPLAY,
});

/** POST /v1/users: the password is a first one, to be changed at the first login. */
export const readNewPerson = object({
  name: required(readName),
  password: required(readNewPassword),
  role: required(oneOf(ROLES)),
  ...DISPLAY,
});

/** PATCH /v1/users/{name}: what is not there stays as it is. */
export const readPersonChange = object({
  ...DISPLAY,
  role: optional(oneOf(ROLES)),
  password: optional(readNewPassword),
  disabled: optional(readFlag),
  unlock: optional(readFlag),
});

/** POST /v1/me/password. */
export const readPasswordChange = object({ current: required(readPassword), next: required(readNewPassword) });

/** POST /v1/tokens. */
export const readNewToken = object({
  name: required(
    readPattern(/^[\p{L}\p{N} ._-]{1,60}$/u, [
      "من 1 إلى 60 حرفًا أو رقمًا أو فراغًا",
      "1 to 60 letters, digits, spaces, . _ -",
    ]),
  ),
  role: optional(oneOf(TOKEN_ROLES)),
});

type Given<R> = R extends Read<infer T> ? T : never;
export type FirstOwner = Given<typeof readFirstOwner>;
export type NewPerson = Given<typeof readNewPerson>;
export type PersonChange = Partial<Given<typeof readPersonChange>>;

/** A paired program. */
export interface PairedToken {
  readonly name: string;
  readonly role: TokenRole;
  readonly pairedAt: number;
}
