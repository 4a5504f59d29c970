// Waiting until the agent has nothing left to do.
import { setTimeout as sleep } from "node:timers/promises";
import type { Till } from "./till.ts";

const PATIENCE_MS = 300_000;

/** Waits until nothing is left to print or to tell. @throws Error when that does not come. */
export async function settled(till: Till): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { status, body } = await till.call("GET", "/v1/status");
    const { outbox, printer } = body as { outbox?: { pending: number }; printer?: { pending: number } };
    if (status === 200 && outbox?.pending === 0 && printer?.pending === 0) return;
    if (performance.now() > end) throw new Error(`the agent did not come to rest: ${JSON.stringify(body)}`);
    await sleep(50);
  }
}
