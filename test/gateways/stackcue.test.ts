// A unit whose key a middleware keeps: registration, every kind of document, and honesty about what is unclear.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readMiddleware } from "../../agent/core/middleware/read-middleware.ts";
import { openReadOnly } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { auditLedger } from "../../agent/work/audit-ledger.ts";
import { type StackcueSimulator, startStackcue } from "../../simulator/stackcue/server.ts";
import { leaks, placesBelow } from "../support/secret-scan.ts";
import { standardSale } from "../support/standard-sale.ts";
import { testSale } from "../support/unit.ts";
import { openShop, type Shop } from "./shop.ts";

interface RemoteShop extends AsyncDisposable {
  readonly shop: Shop;
  readonly middleware: StackcueSimulator;
}

async function openRemoteShop(): Promise<RemoteShop> {
  const middleware = await startStackcue();
  const secrets = mkdtempSync(join(tmpdir(), "khatm-token-"));
  const tokenFile = join(secrets, "token");
  writeFileSync(tokenFile, `${middleware.token}\n`, { mode: 0o600 });
  const stackcue = { url: middleware.url, tokenFile, email: "accounts@example.com" };
  const shop = await openShop({ map: "1100", changes: { stackcue }, isOnboarded: false });
  return {
    shop,
    middleware,
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]();
      await middleware.close();
      rmSync(secrets, { recursive: true });
    },
  };
}

async function openReadyShop(): Promise<RemoteShop> {
  const remote = await openRemoteShop();
  const done = await remote.shop.terminal().onboard("123456", () => undefined);
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  return remote;
}

test("onboard() registers, passes the six checks and gets the production identifier; the OTP goes once", async () => {
  await using remote = await openRemoteShop();
  const { shop } = remote;
  expect(await shop.terminal().onboard(undefined, () => undefined)).toMatchObject({ error: { code: "otp-needed" } });
  expect(await shop.terminal().onboard("wrong", () => undefined)).toMatchObject({
    error: { code: "refused", detail: "The provided OTP is invalid" },
  });
  const told: string[] = [];
  expect((await shop.terminal().onboard("123456", ({ en }) => told.push(en))).ok).toBe(true);
  expect(told).toHaveLength(8);
  expect(shop.terminal().status()).toMatchObject({ ready: true, csid: { stage: "middleware-ready" } });
});

test("issue() submits every kind; counter and previous hash run on; hash and QR are the middleware's", async () => {
  await using remote = await openReadyShop();
  const { shop, middleware } = remote;
  const on = (original: object) => ({ originals: [original], reason: "returned" });
  const sales = [testSale, standardSale].flatMap((sale, n) => [
    sale(`k/${n}/i`),
    sale(`k/${n}/c`, { type: "credit-note", ...on(n === 0 ? { irn: "INV-000001" } : { text: "older" }) }),
    sale(`k/${n}/d`, { type: "debit-note", ...on({ irn: `INV-00000${3 * n + 1}` }) }),
  ]);
  for (const sale of sales) expect(await shop.sell(sale)).toMatchObject({ kind: "issued" });
  expect(middleware.submissions().map(({ path }) => path)).toEqual([
    "/api/simplified-invoice",
    "/api/simplified-creditnote",
    "/api/simplified-debitnote",
    "/api/standard-invoice",
    "/api/standard-creditnote",
    "/api/standard-debitnote",
  ]);
  expect(middleware.chainFindings()).toEqual([]);
  expect(shop.documents().map(({ hash }) => hash)).toEqual(middleware.submissions().map(({ hash }) => hash));
  expect(shop.documents().every(({ qr, receipt }) => qr !== "" && receipt.qr === qr)).toBe(true);
  await shop.terminal().drainPrinter();
  expect(shop.documents().map(({ printed }) => printed)).not.toContain("queued");
  const database = openReadOnly(join(shop.config.state.folder, "ledger.db"));
  expect(auditLedger(createLedger(database)).chains).toMatchObject([{ documents: 6, isRemote: true }]);
  database.close();
});

test("issue() with the middleware away says so, and holds and stores nothing", async () => {
  await using remote = await openReadyShop();
  const { shop, middleware } = remote;
  await middleware.close();
  await expect(shop.sell(testSale("off/1"))).rejects.toThrow("sells online only");
  expect(shop.documents()).toEqual([]);
  expect(shop.terminal().status().outbox).toMatchObject({ pending: 0, held: { waiting: 0 } });
});

test.each([
  ["no-verdict", /^\{.*\}$/],
  ["html", /^<.*>$/s],
  ["lose-answer", /^$/],
] as const)(
  "issue() after an unclear answer (%s) keeps it raw, raises an alarm, sells nothing else and asks again the same",
  async (fault, raw) => {
    await using remote = await openReadyShop();
    const { shop, middleware } = remote;
    middleware.inject(fault);
    await expect(shop.sell(testSale("u/1"))).rejects.toThrow("unclear");
    await expect(shop.sell(testSale("u/2"))).rejects.toThrow("unclear");
    expect(shop.logged.join("\n")).toContain("middleware-unclear");
    expect(rawAnswers(shop)).toEqual([expect.stringMatching(raw)]);
    expect(shop.terminal().status()).toMatchObject({ ready: false, outbox: { pending: 1 } });
    await shop.terminal().flush();
    expect(await shop.sell(testSale("u/2"))).toMatchObject({ kind: "issued" });
    expect(shop.documents().map(({ link, state }) => [link.icv, state])).toEqual([
      [1, "reported"],
      [2, "reported"],
    ]);
    expect(middleware.submissions()).toHaveLength(2);
    expect(middleware.chainFindings()).toEqual([]);
  },
);

test("issue() of a refused document uses its counter value, and its hash is the next one's PIH", async () => {
  await using remote = await openReadyShop();
  const { shop, middleware } = remote;
  middleware.inject("refuse");
  const refused = await shop.sell(testSale("r/1"));
  expect(refused).toMatchObject({ kind: "rejected", document: { state: "rejected", link: { icv: 1 } } });
  expect(await shop.sell(testSale("r/2"))).toMatchObject({ kind: "issued", document: { link: { icv: 2 } } });
  expect(middleware.chainFindings()).toEqual([]);
});

test("the middleware's token is in no file and no log line", async () => {
  await using remote = await openReadyShop();
  const { shop, middleware } = remote;
  await shop.sell(testSale("t/1"));
  const canaries = new Map([
    ["token", Buffer.from(middleware.token)],
    ["password", Buffer.from("123456")],
  ] as const);
  const places = new Map([...placesBelow(shop.config.state.folder), ["log", Buffer.from(shop.logged.join("\n"))]]);
  expect(leaks(canaries, places)).toEqual([]);
  await shop.sell(testSale("t/2", { note: middleware.token }));
  expect(leaks(canaries, placesBelow(shop.config.state.folder)).join("\n")).toContain("remote_sale");
});

test("goLive() and doctor() of a registered unit: no key and no CSID here is nothing bad", async () => {
  await using remote = await openReadyShop();
  const { shop } = remote;
  await shop.sell(testSale("live/1"));
  const findings = shop.terminal().goLive();
  expect(findings.map(({ check, state }) => [check, state]).slice(0, 2)).toEqual([
    ["all-kinds-compliant", "good"],
    ["validated", "good"],
  ]);
  expect((await shop.terminal().doctor()).filter(({ state }) => state === "bad")).toEqual([]);
});

/** The middleware's answers as they came, from the ledger's file. */
const rawAnswers = ({ config }: Shop): readonly string[] =>
  [...placesBelow(config.state.folder)].flatMap(([place, bytes]) =>
    /of remote_answer\.raw$/.test(place) ? [bytes.toString("utf8")] : [],
  );

test.each([
  [200, { stackcueHelper: { overallStatus: 1 } }, "accepted"],
  [200, { stackcueHelper: { isZatcaAccepted: true } }, "accepted"],
  [200, { stackcueHelper: { zatcaResponseCode: 409 } }, "accepted"],
  [500, { stackcueHelper: { overallStatus: 1 } }, "unknown"],
  [200, { stackcueHelper: { overallStatus: 1 }, errors: ["no"] }, "refused"],
  [200, { errorMessages: [{ message: "no" }], stackcueHelper: { overallStatus: 0 } }, "refused"],
  [200, { stackcueHelper: { overallStatus: 0 } }, "unknown"],
  [200, {}, "unknown"],
])("readMiddleware() of status %i with %j is %s", (status, body, kind) => {
  expect(readMiddleware({ status, body: JSON.stringify(body) }).kind).toBe(kind);
});
