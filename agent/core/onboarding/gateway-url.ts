// Where the gateway of an environment is (gateway.md A1). Only `local` may name an address of its own.
import { err, ok, type Result } from "../result.ts";
import type { Violation } from "../violation.ts";
import type { Environment } from "./environment.ts";

const HOST = "https://gw-fatoora.zatca.gov.sa/e-invoicing";

/** The authority calls production "core". */
const URLS: Readonly<Record<Exclude<Environment, "local">, string>> = {
  production: `${HOST}/core`,
  simulation: `${HOST}/simulation`,
  sandbox: `${HOST}/developer-portal`,
};

/**
 * The base address of an environment; the one of `local` must be on this very machine.
 * @example gatewayUrl("production", undefined) // { ok: true, value: "https://gw-fatoora…/core" }
 */
export function gatewayUrl(environment: Environment, own: string | undefined): Result<string, Violation> {
  if (environment !== "local") return own === undefined ? ok(URLS[environment]) : err(OVERRIDE_REFUSED);
  const url = URL.parse(own ?? "");
  return url !== null && isLoopback(url) ? ok(url.href.replace(/\/$/, "")) : err(NOT_LOOPBACK);
}

const isLoopback = (url: URL): boolean =>
  (url.protocol === "http:" || url.protocol === "https:") &&
  /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/.test(url.hostname) &&
  [url.username, url.password, url.search, url.hash].every((part) => part === "");

const OVERRIDE_REFUSED: Violation = {
  code: "config/gateway-override",
  severity: "error",
  path: "gateway.url",
  message: {
    ar: "لا يُقبل عنوان بوابة خاص إلا في البيئة local.",
    en: "An own gateway address is only accepted in the environment local.",
  },
  fix: {
    ar: 'احذف gateway.url، أو اجعل unit.environment = "local".',
    en: 'Remove gateway.url, or set unit.environment = "local".',
  },
};

const NOT_LOOPBACK: Violation = {
  code: "config/gateway-not-loopback",
  severity: "error",
  path: "gateway.url",
  message: {
    ar: "تحتاج البيئة local إلى عنوان محاكٍ على هذا الجهاز نفسه.",
    en: "The environment local needs the address of a simulator on this very machine.",
  },
  fix: {
    ar: "شغّل khatm simulate واكتب العنوان الذي يطبعه.",
    en: "Run khatm simulate and write the address it prints.",
  },
};
