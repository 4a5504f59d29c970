// khatm run: the agent. Holds the ledger alone, serves the API, prints and reports until it is asked to stop.
import { loadPriceList } from "../../config/price-list.ts";
import { consolePages } from "../api/console.ts";
import { startApi } from "../api/server.ts";
import { messageOf } from "../core/errors.ts";
import { openLog } from "../log.ts";
import { tellServiceManager } from "../service-manager.ts";
import { superviseUnit } from "../supervise.ts";
import { unitOpener } from "../wire.ts";
import { type CommandContext, EXIT, type ExitCode } from "./context.ts";
import { readConfig } from "./read-config.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const config = readConfig(context);
  const log = openLog();
  const isWatched = context.serviceManager.watchdogMs !== undefined;
  const unit = superviseUnit(unitOpener(config, { log, credentials: context.credentials, isWatched }), log);
  try {
    const api = await startApi({
      ...config.api,
      ...unit,
      page: consolePages(),
      priceList: () => priceListOf(config.sales.priceList),
      onBug: (thrown) => log("bug", { message: messageOf(thrown) }),
    });
    unit.start();
    const url = `http://${config.api.host}:${api.port}`;
    const lan = api.lanPort === undefined ? {} : { lan: `https://${config.api.lan?.names[0]}:${api.lanPort}` };
    const ready = { ready: true, url, ...lan, socket: config.api.socket };
    context.out(context.json ? JSON.stringify(ready) : `khatm is ready: ${url}`);
    const stopping = tellServiceManager(context.serviceManager, `ready: ${url}`, unit.stuck);
    log("stopping", { signal: await context.stopped() });
    stopping();
    await api.close();
    return EXIT.done;
  } finally {
    await unit.close();
  }
}

/** A shop without a list types its items in. */
const priceListOf = (file: string | undefined) =>
  file === undefined ? { items: [], violations: [] } : loadPriceList(file);
