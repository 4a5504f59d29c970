// The whole agent on a disk that fails at an operation of a sale, its paper or its report: it answers 503 or dies, never
// 500; it opens its ledger anew by itself, and the same reference then gets one document.
import { setTimeout as sleep } from "node:timers/promises";
import { type Finding, finding } from "../checker/finding.ts";
import { type Desk, openDesk } from "../desk.ts";
import type { Reply } from "../till.ts";
import { FAULTS, type FaultKind } from "./fault-kinds.ts";
import type { Scenario, Stage } from "./scenario.ts";

/** Every so-manieth operation is tried. */
const STRIDE = { ci: 12, session: 1, release: 1 } as const;
/** A unit keeps below a hundred documents. */
const CASES_PER_DESK = 30;
const NAMES: ReadonlySet<string> = new Set([
  "EIO once",
  "EIO from there on",
  "ENOSPC once",
  "ENOSPC from there on",
  "EROFS from there on",
]);
const REST_MS = 10_000;

const wrongAnswer = finding("I1", "unverified");
const notRecovered = finding("I1", "lost");

export const agentDisk: Scenario = {
  name: "agent-disk",
  run: async (stage) => {
    const cases = FAULTS.filter(({ name }) => NAMES.has(name));
    for (const kind of cases) await tryKind(stage, kind);
  },
};

async function tryKind(stage: Stage, kind: FaultKind): Promise<void> {
  const stride = STRIDE[stage.size];
  let isHit = true;
  for (let n = 1 + (stage.seed % stride), group = 1; isHit; group++) {
    const desk = await openDesk(stage, `agent-disk-${kind.name.replaceAll(" ", "-")}-${group}`);
    try {
      await desk.start();
      await desk.sell("first");
      for (const end = n + CASES_PER_DESK * stride; isHit && n < end; n += stride)
        isHit = await tryCase(stage, desk, kind, n);
      stage.tally.add(`agent-disk: ${kind.name}, day's end ${group}`, await desk.closeDay());
    } finally {
      await desk.close();
    }
  }
}

/** @returns false when the sale, its paper and its report were over before the Nth operation. */
async function tryCase({ tally }: Stage, desk: Desk, kind: FaultKind, n: number): Promise<boolean> {
  await desk.settled();
  const failures = desk.control.failures();
  const from = desk.control.operations() + n;
  const { errno, kinds, half, isLasting } = kind;
  desk.control.order({ fail: { from, to: isLasting ? Number.MAX_SAFE_INTEGER : from, errno }, half, kinds });
  const answer = await desk.sell(`sale ${n}`);
  const isHit = await restsOrFails(desk, failures);
  desk.control.order({});
  const findings = [...answerFindings(answer), ...(await recoveryFindings(desk, n))];
  if (isHit) tally.count(`agent-disk: ${kind.name}, operation ${n}`, [...findings, ...(await desk.docket.judge())]);
  return isHit;
}

/** Waits until the fault has struck, or nothing is left that it could strike. */
async function restsOrFails(desk: Desk, failures: number): Promise<boolean> {
  const end = performance.now() + REST_MS;
  while (performance.now() < end && desk.control.failures() === failures) {
    const { body } = await desk.call("GET", "/v1/status");
    const { outbox, printer } = body as { outbox?: { pending: number }; printer?: { pending: number } };
    if (outbox?.pending === 0 && printer?.pending === 0) break;
    await sleep(20);
  }
  return desk.control.failures() > failures;
}

/** A document, a plain "not now", or the connection of a process that died; anything else is a bug shown to a till. */
const answerFindings = ({ status, body }: Reply): readonly Finding[] =>
  [0, 200, 201, 503].includes(status) ? [] : [wrongAnswer(`the sale was answered ${status}: ${JSON.stringify(body)}`)];

async function recoveryFindings(desk: Desk, n: number): Promise<readonly Finding[]> {
  const replies = [await desk.insist(`sale ${n}`), await desk.insist(`sale ${n}, next`)];
  return replies
    .filter(({ status }) => status !== 200 && status !== 201)
    .map(({ status, body }) =>
      notRecovered(`the disk is well again, and a sale is answered ${status}: ${JSON.stringify(body)}`),
    );
}
