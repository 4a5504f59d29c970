// Where the gateway is and which calls it has: gateway.md A1 to A3.
import type { Environment } from "../core/onboarding/environment.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Violation } from "../core/violation.ts";

const HOST = "https://gw-fatoora.zatca.gov.sa/e-invoicing";

/** The authority calls production "core" (A1). */
const BASE_URLS: Readonly<Record<Exclude<Environment, "local">, string>> = {
  production: `${HOST}/core`,
  simulation: `${HOST}/simulation`,
  sandbox: `${HOST}/developer-portal`,
};

export interface Endpoint {
  readonly method: "POST" | "PATCH";
  readonly path: string;
  /** Headers beyond those of every call. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Clearance is asked for by 1 and declined by 0; other values have been answered by 303 (A3). */
export const ENDPOINTS = {
  complianceCsid: { method: "POST", path: "/compliance", headers: {} },
  complianceCheck: { method: "POST", path: "/compliance/invoices", headers: {} },
  productionCsid: { method: "POST", path: "/production/csids", headers: {} },
  renewal: { method: "PATCH", path: "/production/csids", headers: {} },
  reporting: { method: "POST", path: "/invoices/reporting/single", headers: { "Clearance-Status": "0" } },
  clearance: { method: "POST", path: "/invoices/clearance/single", headers: { "Clearance-Status": "1" } },
} as const satisfies Readonly<Record<string, Endpoint>>;

export type Call = keyof typeof ENDPOINTS;

/**
 * The base address of an environment. Only `local` has one of its own, and only on this machine.
 * @example baseUrl("production", undefined) // { ok: true, value: new URL("https://gw-fatoora…/core") }
 */
export function baseUrl(environment: Environment, override: string | undefined): Result<URL, Violation> {
  if (environment !== "local") {
    return override === undefined ? ok(new URL(BASE_URLS[environment])) : err(OVERRIDE_REFUSED);
  }
  const url = URL.parse(override ?? "");
  return url !== null && isLoopback(url) ? ok(url) : err(NOT_LOOPBACK);
}

const isLoopback = (url: URL): boolean =>
  (url.protocol === "http:" || url.protocol === "https:") &&
  /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/.test(url.hostname) &&
  url.username === "" &&
  url.password === "" &&
  url.search === "" &&
  url.hash === "";

const OVERRIDE_REFUSED: Violation = {
  code: "config/gateway-override",
  severity: "error",
  path: "gateway.baseUrl",
  message: {
    ar: "لا يُقبل عنوان بوابة خاص إلا في البيئة local.",
    en: "An own gateway address is only accepted in the environment local.",
  },
  fix: {
    ar: 'احذف baseUrl، أو اجعل unit.environment = "local".',
    en: 'Remove baseUrl, or set unit.environment = "local".',
  },
};

const NOT_LOOPBACK: Violation = {
  code: "config/gateway-not-loopback",
  severity: "error",
  path: "gateway.baseUrl",
  message: {
    ar: "تحتاج البيئة local إلى عنوان محاكٍ على هذا الجهاز نفسه.",
    en: "The environment local needs the address of a simulator on this very machine.",
  },
  fix: {
    ar: 'شغّل khatm simulate واكتب العنوان الذي يطبعه، مثل "http://127.0.0.1:7390".',
    en: 'Run khatm simulate and write the address it prints, such as "http://127.0.0.1:7390".',
  },
};
