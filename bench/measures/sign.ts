// A till's JSON → every rule → stamped and verified, without a disk.
import { issueReady, prepareSale } from "../../agent/work/issue-invoice.ts";
import { type Figure, shareOf } from "../figure.ts";
import { inTurns, undisturbed } from "../in-turns.ts";
import type { Size } from "../size.ts";
import { type Counter, openCounter } from "../support/counter.ts";
import { signingLimit } from "../support/limit.ts";
import { saleOf } from "../support/till.ts";

export async function signing({ rounds }: Size): Promise<readonly Figure[]> {
  const counter = await openCounter();
  const limit = signingLimit();
  const bytes = Buffer.from(signOne(counter, 0));
  const works = { product: (n: number) => signOne(counter, n), limit: () => limit.once(bytes) };
  const taken = inTurns(works, { rounds, warmUp: rounds / 4 });
  const measured = {
    name: "sign: JSON, rules, stamp, verified",
    took: undisturbed(taken.product),
    unit: "ms",
  } as const;
  return [shareOf({ what: limit.what, took: undisturbed(taken.limit) }, measured)];
}

/** One sale through everything but storage; answers its bytes. */
export function signOne({ ports, settings }: Counter, n: number): string {
  const prepared = prepareSale(ports, settings, JSON.parse(JSON.stringify(saleOf(`sign/${n}`, n))));
  if (prepared.kind !== "ready") throw new Error(`the sale is ${prepared.kind}`);
  return issueReady(ports, settings, prepared.ready).xml;
}
