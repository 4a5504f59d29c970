// Doors that cannot be opened: which one, why, and what to do, in both languages.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { type ServerOptions, startApi } from "../../agent/api/server.ts";
import { Fault } from "../../agent/core/errors.ts";
import { openTestUnit } from "../support/unit.ts";

async function refusal(change: (folder: string) => Partial<ServerOptions>): Promise<Fault> {
  await using own = await openTestUnit();
  const none = (): undefined => undefined;
  const { terminal } = own.unit;
  const options = { ...own.config.api, terminal, stuck: none, onBug: none, onFault: none, ...change(own.folder) };
  const thrown = await startApi(options).catch((cause: unknown) => cause);
  if (!(thrown instanceof Fault)) throw new Error(`it was no fault: ${thrown}`);
  return thrown;
}

test("a port another program has is named, and may be tried again", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { code, isTransient, message } = await refusal(() => ({ port }));
  taken.close();
  expect([code, isTransient]).toEqual(["address-unavailable", true]);
  expect(message).toContain(`127.0.0.1:${port} (EADDRINUSE): another program has it`);
  expect(message).toContain("يستعمله برنامج آخر");
});

test("an address of the shop's network that is not there yet may be tried again", async () => {
  const lan = { host: "192.0.2.1", port: 0, names: ["192.0.2.1"], files: undefined };
  const { code, message } = await refusal((folder) => ({ lan: { ...lan, folder } }));
  expect(code).toBe("address-unavailable");
  expect(message).toMatch(/192\.0\.2\.1:0 \(EADDRNOTAVAIL\): this machine does not have that address now/);
});
