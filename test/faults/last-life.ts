// The last life of a unit's agent, undisturbed: whatever is owed must be answered, printed and told, and read back.
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { accepted, issuedCsids } from "./accepted.ts";
import { sha256 } from "./checker/document.ts";
import type { Evidence } from "./checker/evidence.ts";
import { finding } from "./checker/finding.ts";
import { enrolmentIn, readRecord } from "./checker/record.ts";
import { calm, printWaiting, sell } from "./deeds/counter.ts";
import { onboard } from "./deeds/onboard.ts";
import { renew } from "./deeds/renew.ts";
import { type Life, liveAndDie, type Scene } from "./life.ts";
import { settled } from "./settled.ts";
import type { Till } from "./till.ts";

const lost = finding("I1", "lost");

/** Starts the agent once more and lets it finish; what it was asked for under way is finished before. */
export async function liveToTheEnd(scene: Scene): Promise<void> {
  await calm(scene);
  const record = readRecord(scene.shop.state, tmpdir());
  if (record.stage === "new" || record.stage === "onboarding") await onboard(scene, undefined);
  else if (enrolmentIn(record) !== undefined) await renew(scene, undefined);
  let hasLived = false;
  await liveAndDie(scene, { isLast: true }, async (life) => {
    await finish(life, scene);
    hasLived = true;
  });
  if (!hasLived) scene.wrong.push(lost("the agent does not start again"));
}

async function finish(life: Life, scene: Scene): Promise<void> {
  await sellOwed(life, scene);
  await life.operator.call("POST", "/v1/flush");
  await printWaiting(life);
  await settled(life.till);
  scene.seen.push(...(await readBack(life.till)), ...(await accepted(scene.shop)), ...issuedCsids(scene.shop));
}

const TRIES = 100;
const AGAIN_MS = 200;

/** A held sale becomes a document when it is its turn. */
async function sellOwed(life: Life, scene: Scene): Promise<void> {
  for (let count = 1; ; count++) {
    const sales = await sell(life.till, scene, scene.owed.splice(0));
    const open = sales.filter(({ reference }) => scene.owed.includes(reference));
    if (open.length === 0) return;
    if (count === TRIES || open.some(({ status }) => status !== 202)) {
      const answers = open.map(({ reference, status, code }) => `${reference}: ${status} ${code}`).join(", ");
      scene.wrong.push(lost(`owed sales were not answered with a document: ${answers}`));
      return;
    }
    await life.operator.call("POST", "/v1/flush");
    await sleep(AGAIN_MS);
  }
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
