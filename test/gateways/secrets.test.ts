// Scenario 10: no secret is anywhere but sealed. A scanner with the real values as canaries goes over every file, log
// line, database row and answer of a shop that has been through everything.
import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { createApp } from "../../agent/api/app.ts";
import { unseal } from "../../agent/keys/sealed.ts";
import { readWrappingKey } from "../../agent/keys/wrapping-key.ts";
import { wrappingKeyOf } from "../../agent/wire.ts";
import { standardSale } from "../support/standard-sale.ts";
import { TEST_VAT, testSale } from "../support/unit.ts";
import { filesBelow, openShop, type Shop } from "./shop.ts";

/** Name of a secret → its bytes. */
type Canaries = ReadonlyMap<string, Buffer>;

/** A secret in the forms in which it could leak. */
const FORMS: readonly (readonly [string, (secret: Buffer) => string])[] = [
  ["bytes", (secret) => secret.toString("latin1")],
  ["base64", (secret) => secret.toString("base64").replace(/=+$/, "")],
  ["base64url", (secret) => secret.toString("base64url")],
  ["hex", (secret) => secret.toString("hex")],
];

function leaks(canaries: Canaries, places: ReadonlyMap<string, Buffer>): readonly string[] {
  return [...canaries].flatMap(([name, secret]) =>
    FORMS.flatMap(([form, write]) =>
      [...places]
        .filter(([, bytes]) => bytes.includes(Buffer.from(write(secret), "latin1")))
        .map(([place]) => `${name} as ${form} in ${place}`),
    ),
  );
}

test("the scanner finds what it looks for, in every form", () => {
  const secret = Buffer.from("fbfffe2b2f3f3e7d7e", "hex");
  const places = new Map(FORMS.map(([form, write]) => [form, Buffer.from(`x${write(secret)}y`, "latin1")]));
  expect(leaks(new Map([["canary", secret]]), places)).toHaveLength(FORMS.length);
});

test("10: key, CSID secrets, one-time passwords and tokens are nowhere but sealed", async () => {
  const outside = mkdtempSync(join(tmpdir(), "khatm-authority-"));
  const authority = join(outside, "authority.db");
  await using shop = await openShop({ map: "1100", simulator: { state: authority } });
  const token = shop.terminal().pair("till-1");
  const renewalOtp = await liveThroughEverything(shop);
  const canaries = canariesOf(shop, authority, [...shop.otps, renewalOtp], token);
  expect([...canaries.keys()].length).toBeGreaterThanOrEqual(7);
  expect(leaks(canaries, await placesOf(shop))).toEqual([]);
  rmSync(outside, { recursive: true });
});

/** Sales, refusals, silence, renewal: whatever writes a line, a row or an answer. */
async function liveThroughEverything(shop: Shop): Promise<string> {
  await shop.sell(testSale("a/1"));
  await shop.sell(standardSale("a/2"));
  shop.simulator.admin.inject({ fault: "401", times: 1 });
  await shop.sell(testSale("a/3"));
  await shop.settle(1);
  shop.simulator.admin.turn({ clockOffsetSeconds: -90_000 });
  await shop.sell(testSale("a/4"));
  await shop.settle(0);
  shop.simulator.admin.turn({ clockOffsetSeconds: 0 });
  await shop.terminal().onboard("000000", () => undefined);
  const otp = shop.simulator.admin.otp(TEST_VAT);
  const renewed = await shop.terminal().renew(otp, () => undefined);
  expect(renewed.ok).toBe(true);
  await shop.sell(testSale("a/5"));
  await shop.settle(1);
  return otp;
}

function canariesOf({ config }: Shop, authority: string, otps: readonly string[], token: string): Canaries {
  const database = new Sqlite(authority, { readonly: true });
  const secrets = database.prepare<[], { secret: string }>("SELECT secret FROM csid").all();
  database.close();
  const wrapping = readWrappingKey(wrappingKeyOf(config, undefined));
  const folder = join(config.state.folder, "keys");
  const keys = readdirSync(folder).filter((name) => name.endsWith(".key"));
  return new Map([
    ...otps.map((otp, n) => [`one-time password ${n + 1}`, Buffer.from(`"${otp}"`)] as const),
    ...secrets.map(({ secret }, n) => [`CSID secret ${n + 1}`, Buffer.from(secret)] as const),
    ...keys.map((name) => {
      const bound = `key/${name.replace(/\.key$/, "")}`;
      const der = Buffer.from(unseal(wrapping, bound, readFileSync(join(folder, name), "utf8")));
      const { d = "" } = createPrivateKey({ key: der, type: "pkcs8", format: "der" }).export({ format: "jwk" });
      return [`private key ${name}`, Buffer.from(d, "base64url")] as const;
    }),
    ["till's token", Buffer.from(token)] as const,
  ]);
}

const PATHS = ["/v1/status", "/v1/doctor", "/v1/go-live", "/v1/invoices", "/v1/clients"] as const;
const OF_DOCUMENT = ["", "/xml", "/attempts", "/generations", "/receipt.escpos"] as const;

async function placesOf(shop: Shop): Promise<ReadonlyMap<string, Buffer>> {
  const fetchBytes = answersOf(shop);
  const paths = [
    ...PATHS,
    ...shop.documents().flatMap(({ link }) => OF_DOCUMENT.map((what) => `/v1/invoices/${link.irn}${what}`)),
  ];
  const answers = await Promise.all(paths.map(async (path) => [path, await fetchBytes(path)] as const));
  return new Map([
    ...filesBelow(shop.config.state.folder).map(({ path, bytes }) => [path, bytes] as const),
    ...answers,
    ["the log", Buffer.from(shop.logged.join("\n"))] as const,
    ["arguments", Buffer.from(process.argv.join("\n"))] as const,
    ["environment", Buffer.from(JSON.stringify(process.env))] as const,
    ["certificate request and record", Buffer.from(JSON.stringify(shop.documents()))] as const,
  ]);
}

function answersOf(shop: Shop): (path: string) => Promise<Buffer> {
  const app = createApp({
    terminal: shop.terminal(),
    port: () => 0,
    onBug: (thrown) => {
      throw thrown;
    },
    onFault: () => undefined,
    stuck: () => undefined,
  });
  return async (path) => {
    const response = await app.request(`http://localhost${path}`, { method: "GET" }, { local: true });
    expect([path, response.status]).toEqual([path, 200]);
    return Buffer.from(await response.arrayBuffer());
  };
}
