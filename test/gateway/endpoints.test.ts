// The authority's addresses, and the one way to have another.
import { expect, test } from "vitest";
import { baseUrl } from "../../agent/gateway/endpoints.ts";

test.each([
  ["production", "core"],
  ["simulation", "simulation"],
  ["sandbox", "developer-portal"],
] as const)("baseUrl() of %s is the authority's /%s and nothing else", (environment, path) => {
  const own = baseUrl(environment, undefined);
  expect(own.ok && own.value.href).toBe(`https://gw-fatoora.zatca.gov.sa/e-invoicing/${path}`);
  const other = baseUrl(environment, "http://127.0.0.1:7390");
  expect(!other.ok && other.error.code).toBe("config/gateway-override");
});

test.each(["http://127.0.0.1:7390", "http://127.0.0.9/x", "http://[::1]:7390/e-invoicing", "https://localhost:8443"])(
  "baseUrl() of local may be %s",
  (address) => {
    const base = baseUrl("local", address);
    expect(base.ok && base.value.href.startsWith(address)).toBe(true);
  },
);

test.each([
  undefined,
  "",
  "not a url",
  "http://192.168.1.5:7390",
  "https://gw-fatoora.zatca.gov.sa/e-invoicing/core",
  "http://127.0.0.1.example.com",
  "http://localhost.example.com",
  "http://user:secret@127.0.0.1",
  "http://127.0.0.1/?x=1",
  "file:///127.0.0.1",
])("baseUrl() of local refuses %s", (address) => {
  const base = baseUrl("local", address);
  expect(!base.ok && base.error.code).toBe("config/gateway-not-loopback");
});
