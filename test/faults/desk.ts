// A shop's desk: the agent under the recorder, a till that remembers every answer, and a restart whenever it is gone.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { accepted } from "./accepted.ts";
import { type Started, startKhatm } from "./agent.ts";
import { canariesOf } from "./canaries.ts";
import type { Finding } from "./checker/finding.ts";
import { type Docket, openDocket } from "./checking.ts";
import { type Control, createControl, watched } from "./recorder.ts";
import { readRecording } from "./recording.ts";
import type { Stage } from "./scenarios/scenario.ts";
import { settled } from "./settled.ts";
import { openTill, type Reply } from "./till.ts";
import { openShop, type Shop, type ShopOptions } from "./unit.ts";
import { acknowledgement, witness } from "./witness.ts";

export interface Desk {
  readonly shop: Shop;
  readonly control: Control;
  readonly docket: Docket;
  /** Starts the agent unless it runs. @returns false when it does not get ready. */
  start(): Promise<boolean>;
  /** Sells; an answer with a document is evidence from then on. */
  sell(reference: string): Promise<Reply>;
  /** Sells; the answer is no evidence, for what is thrown away with its folder. */
  sellUnseen(reference: string): Promise<Reply>;
  call(method: "GET" | "POST", path: string): Promise<Reply>;
  /** Sells until the sale is answered with a document, as a till does; starts the agent where it is gone. */
  insist(reference: string): Promise<Reply>;
  settled(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<number | string>;
  /** Ends the day: everything told and printed, every piece of evidence judged. */
  closeDay(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

const INSIST_MS = 30_000;
const AGAIN_MS = 200;

/** Opens a desk on a copy of the unit; the agent is not started yet. */
export async function openDesk({ workshop, unit, checker }: Stage, name: string, options?: ShopOptions): Promise<Desk> {
  const shop = await openShop(await unit(), join(workshop.folder, name), options);
  const docket = openDocket(checker, shop);
  const control = createControl(join(shop.folder, "control"));
  const log = join(shop.folder, "recording");
  const env = watched({ library: workshop.library, folder: shop.state, control, log });
  let agent: Started | undefined;

  const start = async (): Promise<boolean> => {
    if (agent !== undefined && !agent.isGone()) return true;
    agent = await startKhatm(["--config", shop.config, "run", "--json"], { program: shop.program, env, log: shop.log });
    return agent.ready !== undefined;
  };
  const till = () => openTill(agent?.ready?.["url"] ?? "http://127.0.0.1:1", shop.token);
  const sell = async (reference: string): Promise<Reply> => {
    const reply = await till().sell(reference);
    const evidence = reply.status === 200 || reply.status === 201 ? acknowledgement(reply.body) : undefined;
    if (evidence !== undefined) docket.add([evidence]);
    return reply;
  };
  const stop = async (signal?: NodeJS.Signals): Promise<number | string> => (await agent?.stop(signal)) ?? 0;
  return {
    shop,
    control,
    docket,
    start,
    sell,
    sellUnseen: (reference) => till().sell(reference),
    call: (method, path) => till().call(method, path),
    insist: async (reference) => {
      const end = performance.now() + INSIST_MS;
      for (;;) {
        await start();
        const reply = await sell(reference);
        if (reply.status === 200 || reply.status === 201 || performance.now() > end) return reply;
        await sleep(AGAIN_MS);
      }
    },
    settled: () => settled(till()),
    stop,
    closeDay: async () => {
      await settled(till());
      await stop();
      const seen = existsSync(log) ? await witness(readRecording(log)) : [];
      docket.add([...seen.map(({ evidence }) => evidence), ...(await accepted(shop))]);
      const secrets = { places: [shop.state, shop.log], canaries: canariesOf(shop) };
      return docket.judge({ isAllTold: true, secrets });
    },
    close: async () => {
      await stop("SIGKILL");
      control.close();
      await shop.close();
    },
  };
}
