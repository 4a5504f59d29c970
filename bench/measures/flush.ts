// A backlog told to a gateway that answers after 50 ms, beside the same number of bare calls over as many connections.
import { join } from "node:path";
import { Pool } from "undici";
import { openUnit } from "../../agent/wire.ts";
import { type Started, startKhatm } from "../../test/faults/agent.ts";
import { openTestUnit, type TestUnit } from "../../test/support/unit.ts";
import { type Figure, timesOf } from "../figure.ts";
import type { Size } from "../size.ts";
import { saleOf } from "../support/till.ts";

/** As many at once as the configuration lets. */
const IN_FLIGHT = 8;

export async function flush({ backlog }: Size): Promise<readonly Figure[]> {
  await using own = await openTestUnit({ outbox: { inFlight: IN_FLIGHT } });
  for (let n = 0; n < backlog; n++) {
    const { kind } = own.unit.terminal.issue(saleOf(`backlog/${n}`, n));
    if (kind !== "issued") throw new Error(`the sale is ${kind}`);
  }
  await own.unit.close();
  const gateway = await startGateway(own);
  try {
    const url = gateway.ready?.["url"] ?? "";
    const limit = { what: `${backlog} bare calls over as many connections`, took: await bareMs(url, own, backlog) };
    const name = `flush of ${backlog}, gateway 50 ms away`;
    return [timesOf(limit, { name, took: await flushMs(url, own, backlog), unit: "ms" })];
  } finally {
    await gateway.stop();
  }
}

const startGateway = ({ folder }: TestUnit): Promise<Started> =>
  startKhatm([], {
    program: join(import.meta.dirname, "../support/slow-gateway.ts"),
    log: join(folder, "gateway.log"),
  });

async function flushMs(url: string, { config }: TestUnit, backlog: number): Promise<number> {
  const moved = { ...config, gateway: { ...config.gateway, url } };
  const unit = openUnit(moved, { log: () => undefined, credentials: undefined });
  try {
    const before = performance.now();
    const { accepted } = await unit.terminal.flush();
    if (accepted !== backlog) throw new Error(`${accepted} of ${backlog} were accepted`);
    return performance.now() - before;
  } finally {
    await unit.close();
  }
}

/** As many bytes as a report has. */
const BODY = JSON.stringify({ invoice: "x".repeat(16_000) });

async function bareMs(url: string, { config }: TestUnit, calls: number): Promise<number> {
  const connections = config.outbox.inFlight;
  const pool = new Pool(url, { connections, pipelining: 1 });
  const headers = { "content-type": "application/json" };
  let left = calls;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const { body } = await pool.request({ method: "POST", path: "/invoices/reporting/single", headers, body: BODY });
      await body.text();
    }
  };
  const before = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const took = performance.now() - before;
  await pool.close();
  return took;
}
