// The authority's addresses, and the one way to have another.
import { expect, test } from "vitest";
import { gatewayUrl } from "../../../agent/core/onboarding/gateway-url.ts";

test.each([
  ["production", "core"],
  ["simulation", "simulation"],
  ["sandbox", "developer-portal"],
] as const)("gatewayUrl() of %s is the authority's /%s and nothing else", (environment, path) => {
  const own = gatewayUrl(environment, undefined);
  expect(own).toEqual({ ok: true, value: `https://gw-fatoora.zatca.gov.sa/e-invoicing/${path}` });
  expect(gatewayUrl(environment, "http://127.0.0.1:7390")).toMatchObject({
    error: { code: "config/gateway-override" },
  });
});

test.each(["http://127.0.0.1:7390", "http://127.0.0.9/x", "http://[::1]:7390/e-invoicing", "https://localhost:8443"])(
  "gatewayUrl() of local may be %s",
  (address) => {
    expect(gatewayUrl("local", address)).toEqual({ ok: true, value: address });
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
])("gatewayUrl() of local refuses %s", (address) => {
  expect(gatewayUrl("local", address)).toMatchObject({ error: { code: "config/gateway-not-loopback" } });
});
