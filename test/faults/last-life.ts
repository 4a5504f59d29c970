// The last life of a unit's agent, undisturbed: whatever is owed must be answered, printed and told, and read back.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { accepted } from "./accepted.ts";
import { startKhatm } from "./agent.ts";
import { sha256 } from "./checker/document.ts";
import type { Evidence } from "./checker/evidence.ts";
import { type Finding, finding } from "./checker/finding.ts";
import { createControl, watched } from "./recorder.ts";
import { readRecording } from "./recording.ts";
import { settled } from "./settled.ts";
import { openTill, type Till } from "./till.ts";
import type { Shop } from "./unit.ts";
import { acknowledgement, witness } from "./witness.ts";
import type { Workshop } from "./workshop.ts";

export interface LastLife {
  readonly evidence: readonly Evidence[];
  readonly findings: readonly Finding[];
}

const lost = finding("I1", "lost");
const unclean = finding("I1", "unverified");

/** Starts the agent once more and lets it finish. */
export async function liveToTheEnd(shop: Shop, { library }: Workshop, owed: readonly string[]): Promise<LastLife> {
  const log = join(shop.folder, "recording");
  rmSync(log, { force: true });
  const control = createControl(join(shop.folder, "control"));
  const env = watched({ library, folder: shop.state, control, log });
  const options = { program: shop.program, env, log: shop.log };
  const agent = await startKhatm(["--config", shop.config, "run", "--json"], options);
  if (agent.ready === undefined) {
    return { evidence: [], findings: [lost(`the agent does not start again (${await agent.gone})`)] };
  }
  await fetch(`${shop.admin}/faults`, { method: "DELETE" });
  const till = openTill(agent.ready["url"] ?? "", shop.token);
  const replies = await Promise.all(owed.map(till.sell));
  await till.call("POST", "/v1/flush");
  await settled(till);
  const read = [...(await readBack(till)), ...(await accepted(shop))];
  const code = await agent.stop();
  control.close();
  const witnessed = (await witness(readRecording(log))).map(({ evidence }) => evidence);
  const refused = replies.filter(({ status }) => status !== 200 && status !== 201);
  return {
    evidence: [...replies.flatMap(({ body }) => acknowledgement(body) ?? []), ...witnessed, ...read],
    findings: [
      ...refused.map(({ status, body }) => lost(`an owed sale was answered ${status}: ${JSON.stringify(body)}`)),
      ...(code === 0 ? [] : [unclean(`the agent stopped with ${code}`)]),
    ],
  };
}

/** Every document's bytes, as a till reads them. */
async function readBack(till: Till): Promise<readonly Evidence[]> {
  const { body } = await till.call("GET", "/v1/invoices?limit=500");
  const documents = body["documents"] as readonly { readonly irn: string; readonly uuid: string }[];
  const seen: Evidence[] = [];
  for (const { irn, uuid } of documents) {
    const xml = await till.xml(irn);
    seen.push({ kind: "read", uuid, xml: xml === undefined ? "" : sha256(xml) });
  }
  return seen;
}
