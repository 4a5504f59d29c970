// A unit's world: the gateway simulator and the virtual printer, with a clock that a suite can put forward.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Started, startKhatm } from "./agent.ts";
import { gatewayIn, type UnitFiles } from "./places.ts";
import { createControl, watched } from "./recorder.ts";

export interface World {
  readonly url: string;
  /** Base of the simulator's admin calls. */
  readonly admin: string;
  readonly printer: Started;
  readonly printerAddress: string;
  /** How far the world's clock, and with it the unit's, is ahead of the machine's, milliseconds. */
  readonly aheadMs: () => number;
  /** Puts the world's clock forward; the unit follows at its next start. */
  putForward(ms: number): Promise<void>;
  /** One admin call of the simulator. @throws Error where it is refused. */
  tell(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly program: string;
  readonly library: string;
}

const CLOCK_IS_READ_AGAIN_MS = 100;
const FAR_MS = 60_000;

/** Starts a world around a unit's files. */
export async function startWorld({ folder, log }: UnitFiles, { program, library }: WorldOptions): Promise<World> {
  const options = { program, log: `${log}.world` };
  const control = createControl(join(folder, "world.control"));
  // Nothing is written there: of the simulator only the clock is touched.
  const nothing = join(folder, "nothing");
  mkdirSync(nothing, { recursive: true });
  const gateway = await startKhatm(["simulate", "--json", "--port", "0", "--state", gatewayIn(folder)], {
    ...options,
    env: watched({ library, folder: nothing, control }),
  });
  const receipts = join(folder, "receipts");
  const printer = await startKhatm(["simulate", "--printer", "--json", "--port", "0", "--out", receipts], options);
  const { url, admin } = gateway.ready ?? {};
  if (url === undefined || admin === undefined || printer.ready === undefined)
    throw new Error(readFileSync(options.log, "utf8"));
  let ahead = 0;
  return {
    url,
    admin,
    printer,
    printerAddress: `127.0.0.1:${printer.ready["port"]}`,
    aheadMs: () => ahead,
    putForward: async (ms) => {
      ahead += ms;
      control.order({ clockMs: ahead });
      while ((await dateOf(admin)) < Date.now() + ahead - FAR_MS) await sleep(CLOCK_IS_READ_AGAIN_MS);
    },
    tell: (method, path, body) => callAdmin(admin + path, method, body),
    close: async () => {
      await Promise.all([gateway.stop(), printer.stop()]);
      control.close();
    },
  };
}

/** Node keeps the text of its `Date` header for up to a second. */
const dateOf = async (admin: string): Promise<number> =>
  Date.parse((await fetch(`${admin}/switches`)).headers.get("date") ?? "");

async function callAdmin(address: string, method: string, body: object | undefined): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(address, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`the simulator refused ${method} ${address} with ${response.status}`);
  return await response.json();
}
