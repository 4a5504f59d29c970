// A folder that has become read-only: the agent refuses to sell with a clear code, still reads, and does not start on
// one with somebody else's excuse. With the disk well again it goes on.

import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { type Finding, finding } from "../checker/finding.ts";
import { type Desk, openDesk } from "../desk.ts";
import { FILE_KINDS, type Orders } from "../recorder.ts";
import type { Scenario } from "./scenario.ts";

const wrong = finding("I1", "unverified");
const EVERYTHING = { from: 1, to: Number.MAX_SAFE_INTEGER } as const;
const READ_ONLY: Orders = { fail: { ...EVERYTHING, errno: constants.errno.EROFS }, kinds: FILE_KINDS };

export const agentReadOnly: Scenario = {
  name: "agent-read-only",
  run: async (stage) => {
    const desk = await openDesk(stage, "agent-read-only");
    try {
      await desk.start();
      await desk.sell("before");
      await desk.settled();
      stage.tally.count("agent-read-only: while it runs", [
        ...(await whileItRuns(desk)),
        ...(await desk.docket.judge()),
      ]);
      await desk.stop();
      stage.tally.count("agent-read-only: at its start", [...(await atItsStart(desk)), ...(await desk.docket.judge())]);
      stage.tally.add("agent-read-only: day's end", await desk.closeDay());
    } finally {
      await desk.close();
    }
  },
};

async function whileItRuns(desk: Desk): Promise<readonly Finding[]> {
  desk.control.order(READ_ONLY);
  const sale = await desk.sell("read-only");
  const list = await desk.call("GET", "/v1/invoices");
  desk.control.order({});
  const again = await desk.insist("read-only");
  return [
    ...(sale.status === 503 ? [] : [wrong(`a sale on a read-only folder was answered ${sale.status}`)]),
    ...([200, 503].includes(list.status) ? [] : [wrong(`reading on a read-only folder was answered ${list.status}`)]),
    ...([200, 201].includes(again.status) ? [] : [wrong(`it does not sell again: ${JSON.stringify(again.body)}`)]),
  ];
}

/** It may start or not; it must not sell, and what it says must be about the disk. */
async function atItsStart(desk: Desk): Promise<readonly Finding[]> {
  desk.control.order(READ_ONLY);
  const before = readFileSync(desk.shop.log, "utf8").length;
  const hasStarted = await desk.start();
  const sale = hasStarted ? await desk.sell("at start") : undefined;
  const code = hasStarted ? 0 : await desk.stop();
  desk.control.order({});
  const said = readFileSync(desk.shop.log, "utf8").slice(before);
  const again = await desk.insist("at start");
  return [
    ...(sale === undefined || sale.status === 503 ? [] : [wrong(`a sale was answered ${sale.status}`)]),
    ...(hasStarted || isClear(said, code) ? [] : [wrong(`it ended with ${code} and said: ${said.trim()}`)]),
    ...([200, 201].includes(again.status) ? [] : [wrong(`it does not start again: ${JSON.stringify(again.body)}`)]),
  ];
}

/** An exit code of ours, a sentence with a code about storage or the key, and no stack of a bug. */
const isClear = (said: string, code: number | string): boolean =>
  (code === 1 || code === 75) && /khatm: (storage-failed|key-unavailable)/.test(said) && !/\n\s+at /.test(said);
