// A gateway that takes the call and never answers: health is progress, so it says which loop hangs.
import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { startApi } from "../../agent/api/server.ts";
import { systemClock } from "../../agent/clock/system-clock.ts";
import { openUnit } from "../../agent/wire.ts";
import { openTestUnit, testSale } from "../support/unit.ts";

const HOUR_MS = 3_600_000;
/** The call that was cut is noted on the disk first. */
const AT_LEISURE = { timeout: 120_000 };

/** A server that takes every connection and says nothing. */
async function silentServer() {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => undefined).on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`,
    calls: () => open.size,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

test("GET /healthz answers 503 and names the loop that hangs in a turn, until it goes on", async () => {
  await using own = await openTestUnit();
  await own.unit.close();
  const gateway = await silentServer();
  let later = 0;
  const clock = systemClock({
    lastIssuedAt: () => 0,
    notBefore: () => 0,
    unverified: "trust",
    monotonicClock: () => performance.now() + later,
  });
  const config = { ...own.config, gateway: { ...own.config.gateway, url: gateway.url } };
  const unit = openUnit(config, { log: () => undefined, credentials: undefined, clock });
  const api = await startApi({
    ...config.api,
    terminal: unit.terminal,
    stuck: () => unit.stuck() ?? unit.hanging(),
    onBug: () => undefined,
    onFault: () => undefined,
  });
  const health = async () => {
    const answer = await fetch(`http://127.0.0.1:${api.port}/healthz`);
    const body = (await answer.json()) as { readonly healthy: boolean; readonly because?: string };
    return { status: answer.status, ...body };
  };
  unit.terminal.issue(testSale("till/1"));
  unit.start();
  await expect.poll(gateway.calls).toBeGreaterThan(0);
  expect(await health()).toEqual({ status: 200, healthy: true });
  later = HOUR_MS;
  expect(await health()).toMatchObject({
    status: 503,
    healthy: false,
    because: expect.stringMatching(/the loop of the outbox has hung in a turn for \d{4,} seconds/),
  });
  gateway.close();
  await expect.poll(async () => (await health()).because ?? "", AT_LEISURE).not.toMatch(/outbox/);
  await api.close();
  await unit.close();
});
