// The six calls of the gateway (reference: gateway A2), one row each.
import { PROFILES, type Profile } from "./profiles.ts";

/** Name of one call. */
export type CallName =
  | "compliance-csid"
  | "compliance-check"
  | "production-csid"
  | "renewal"
  | "reporting"
  | "clearance";

/** The three calls that carry a document. */
export type DocumentCall = "compliance-check" | "reporting" | "clearance";

/** Which credential a call asks for; "none" for the very first one. */
export type Credential = "none" | "compliance" | "production";

/** One row of the table of calls. */
export type Call = {
  readonly name: CallName;
  readonly method: "POST" | "PATCH";
  readonly path: string;
  readonly credential: Credential;
};

/** Every call, in the order of the reference. */
export const CALLS: readonly Call[] = [
  { name: "compliance-csid", method: "POST", path: "/compliance", credential: "none" },
  { name: "compliance-check", method: "POST", path: "/compliance/invoices", credential: "compliance" },
  { name: "production-csid", method: "POST", path: "/production/csids", credential: "compliance" },
  { name: "renewal", method: "PATCH", path: "/production/csids", credential: "production" },
  { name: "reporting", method: "POST", path: "/invoices/reporting/single", credential: "production" },
  { name: "clearance", method: "POST", path: "/invoices/clearance/single", credential: "production" },
];

/** Every call's name, for validation. */
export const CALL_NAMES = [
  "compliance-csid",
  "compliance-check",
  "production-csid",
  "renewal",
  "reporting",
  "clearance",
] as const satisfies readonly CallName[];

/** What a method and a path mean: a call in an environment, or the status that says why not (check T1). */
export type Route = { readonly profile: Profile; readonly call: Call } | { readonly status: 404 | 405 };

/**
 * Finds the call a request means.
 *
 * @example
 * route("GET", "/e-invoicing/core/compliance"); // { status: 405 }
 */
export const route = (method: string, path: string): Route => {
  const profile = Object.values(PROFILES).find((candidate) => path.startsWith(`${candidate.path}/`));
  if (profile === undefined) return { status: 404 };
  const here = CALLS.filter((call) => profile.path + call.path === path);
  if (here.length === 0) return { status: 404 };
  const call = here.find((candidate) => candidate.method === method);
  return call === undefined ? { status: 405 } : { profile, call };
};
