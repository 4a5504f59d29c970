// The API of a unit that was opened anew after a storage fault: every route asks the unit that is open now.
import { expect, test } from "vitest";
import { createApp } from "../../agent/api/app.ts";
import { Fault } from "../../agent/core/errors.ts";
import { superviseUnit } from "../../agent/supervise.ts";
import { openUnit } from "../../agent/wire.ts";
import { openTestUnit, TEST_VAT } from "../support/unit.ts";

test("POST /v1/renewal renews the unit that is open now", async () => {
  await using bench = await openTestUnit();
  await bench.unit.close();
  const supervised = superviseUnit(
    () => openUnit(bench.config, { log: () => undefined, credentials: undefined }),
    () => undefined,
  );
  try {
    const app = createApp({ ...supervised, port: () => 0, onBug: (thrown) => console.error(thrown) });
    supervised.onFault(new Fault("outcome-unknown", "storage failed in the act"));
    await expect.poll(supervised.stuck).toBeUndefined();
    const request = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ otp: bench.simulator.admin.otp(TEST_VAT) }),
    };
    const answer = await app.request("http://localhost/v1/renewal", request, { local: true });
    expect(answer.status).toBe(200);
  } finally {
    await supervised.close();
  }
});
