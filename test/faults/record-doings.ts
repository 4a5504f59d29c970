// What recorded agents do: the everyday, tax invoices, onboarding, renewal.
import { setTimeout as sleep } from "node:timers/promises";
import type { Doing } from "./record-agent.ts";
import { type Reply, TO_A_COMPANY } from "./till.ts";

const ORDER = { kind: "kitchen-order", lines: [{ name: "شاي", quantity: "1" }] };

/** Sells, one to three tills at a time; a reprint, a kitchen order and a closing now and then. */
export async function sellAll({ till, operator, random, prefix, documents }: Doing): Promise<void> {
  for (let n = 0; n < documents; ) {
    const side = Array.from({ length: 1 + random.below(3) }, () => `${prefix}/${++n}`);
    const replies = await Promise.all(side.map(till.sell));
    for (const reply of replies) assertAnswered(reply, 201);
    if (random.oneIn(8)) await till.call("POST", `/v1/invoices/${replies[0]?.body["irn"]}/print`);
    if (random.oneIn(8)) assertAnswered(await operator.call("POST", "/v1/prints", ORDER), 202);
    if (random.oneIn(8))
      assertAnswered(await operator.call("POST", "/v1/reports/z", { reference: `${prefix}/z${n}` }), 201);
    if (random.oneIn(3)) await sleep(random.below(200));
  }
}

/** Clears some tax invoices at once, holds one while the gateway is away, and clears that when it is back. */
export async function clearAll({ shop, till, operator, prefix, documents }: Doing): Promise<void> {
  for (let n = 1; n < documents; n++) assertAnswered(await till.sell(`${TO_A_COMPANY}${prefix}/${n}`), 201);
  await shop.world.tell("PATCH", "/switches", { gateway: "down" });
  const held = `${TO_A_COMPANY}${prefix}/held`;
  assertAnswered(await till.sell(held), 202);
  await shop.world.tell("PATCH", "/switches", { gateway: "up" });
  for (let reply = await till.sell(held); reply.status === 202; reply = await till.sell(held)) {
    await operator.call("POST", "/v1/flush");
  }
}

/** From the first key to the production CSID, and one sale. */
export async function onboardAndSell({ shop, operator, till, prefix }: Doing): Promise<void> {
  assertAnswered(await operator.call("POST", "/v1/onboarding", { otp: await shop.newOtp() }), 200);
  assertAnswered(await till.sell(`${prefix}/first`), 201);
}

/** Renews by 200 or 428 with documents of the old certificate waiting, and sells before, beside and after. */
export async function renewAndSell({ shop, operator, till, random, prefix }: Doing): Promise<void> {
  await shop.world.tell("PATCH", "/switches", { renewal: random.oneIn(3) ? 200 : 428 });
  await shop.world.tell("POST", "/faults", { fault: "503", calls: ["reporting"], times: 2 });
  assertAnswered(await till.sell(`${prefix}/before`), 201);
  const renewal = operator.call("POST", "/v1/renewal", { otp: await shop.newOtp() });
  assertAnswered(await till.sell(`${prefix}/beside`), 201);
  assertAnswered(await renewal, 200);
  assertAnswered(await till.sell(`${prefix}/after`), 201);
  await operator.call("POST", "/v1/flush");
}

function assertAnswered({ status, body }: Reply, expected: number): void {
  if (status !== expected) throw new Error(`it was answered ${status}: ${JSON.stringify(body)}`);
}
