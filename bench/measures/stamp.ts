// An approved document → stamped bytes, read back and verified: what every sale does between its number and the disk.
import { FIRST_PIH } from "../../agent/core/ids.ts";
import { chain } from "../../agent/core/invoice/lifecycle.ts";
import { stampDocument } from "../../agent/core/stamp/stamp.ts";
import { ublInvoice } from "../../agent/core/ubl/document.ts";
import { prepareSale } from "../../agent/work/issue-invoice.ts";
import { irnOf } from "../../agent/work/numbering.ts";
import { checkedBeside, selfCheck } from "../../agent/work/self-check.ts";
import { type Figure, shareOf } from "../figure.ts";
import { inTurns, undisturbed } from "../in-turns.ts";
import type { Size } from "../size.ts";
import { openCounter } from "../support/counter.ts";
import { signingLimit } from "../support/limit.ts";
import { saleOf } from "../support/till.ts";

const BAR = 0.75;

export async function stamp({ rounds }: Size): Promise<readonly Figure[]> {
  const { ports, settings, signer } = await openCounter();
  const prepared = prepareSale(ports, settings, saleOf("stamp/1", 1));
  if (prepared.kind !== "ready") throw new Error(`the sale is ${prepared.kind}`);
  const { approved } = prepared.ready;
  const { icv } = ports.ledger.nextPlace(signer.csid);
  const once = () => {
    const now = ports.clock.now();
    const link = { irn: irnOf(settings.irnPattern, 1), uuid: ports.uuid(), icv, pih: FIRST_PIH, issuedAt: now };
    const made = stampDocument(ublInvoice(chain(approved, link), link), checkedBeside(signer, ports.checks), now);
    selfCheck(made, link, ports.checks.holds);
    return made;
  };
  const limit = signingLimit();
  const bytes = Buffer.from(once().xml);
  const taken = inTurns({ product: once, limit: () => limit.once(bytes) }, { rounds, warmUp: rounds / 4 });
  const measured = { name: "stamp, verified again", took: undisturbed(taken.product), unit: "ms" } as const;
  return [shareOf({ what: limit.what, took: undisturbed(taken.limit) }, measured, BAR)];
}
