// A standard sale without a network, as a till meets it over HTTP: held with 202, no counter value taken; cleared by
// itself when the gateway is back, and then answered like any other. (What its slip says: test/shell/standard.test.ts.)
import { expect, test } from "vitest";
import { createApp } from "../../agent/api/app.ts";
import { standardSale } from "../support/standard-sale.ts";
import { received, reckon } from "./record.ts";
import { openShop, type Shop } from "./shop.ts";

function poster(shop: Shop): (sale: object) => Promise<{ readonly status: number; readonly body: unknown }> {
  const app = createApp({
    terminal: shop.terminal(),
    port: () => 0,
    onBug: (thrown) => {
      throw thrown;
    },
    onFault: () => undefined,
    stuck: () => undefined,
  });
  return async (sale) => {
    const request = { method: "POST", body: JSON.stringify(sale), headers: { "content-type": "application/json" } };
    const response = await app.request("http://localhost/v1/invoices", request, { local: true });
    return { status: response.status, body: await response.json() };
  };
}

test("POST /v1/invoices of a standard sale offline is 202 awaiting-clearance, and 200 once it is cleared", async () => {
  await using shop = await openShop({ map: "1100" });
  const post = poster(shop);
  shop.cable.pull();
  const sale = standardSale("held/1");
  const held = await post(sale);
  expect(held).toMatchObject({ status: 202, body: { state: "awaiting-clearance" } });
  expect(held.body).not.toHaveProperty("icv");
  expect((await post(sale)).status).toBe(202);
  expect(shop.terminal().status()).toMatchObject({ chain: { icv: 0 }, outbox: { held: { waiting: 1 } } });
  expect(shop.documents()).toEqual([]);
  await shop.cable.plug();
  await shop.settle(1);
  expect(await post(sale)).toMatchObject({ status: 200, body: { state: "cleared", icv: 1 } });
  expect(received(shop, "clearance")).toHaveLength(1);
  expect(reckon(shop)).toMatchObject({ wrong: [], documents: 1 });
});
