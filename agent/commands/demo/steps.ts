// The demonstration step by step: every act through a real process and a real socket.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PresentedDocument } from "../../api/present.ts";
import type { FlushSummary } from "../../terminal.ts";
import { type Child, runChild, startChild } from "./child.ts";
import { bytesOf, type Call, callsOf } from "./http.ts";
import { DEMO_SALES, type DemoSale } from "./sales.ts";
import { DEMO_VAT, type DemoPlaces, demoAnswers } from "./unit.ts";

export interface Stage {
  readonly places: DemoPlaces;
  readonly children: Child[];
  readonly log: (line: string) => void;
}

/** The simulated world outside: gateway and printer. */
export interface World {
  readonly otp: string;
  readonly gatewayUrl: string;
  readonly admin: Call;
  readonly printerPort: number;
}

/** The running terminal as a till sees it. */
export interface Shop {
  readonly url: string;
  readonly till: Call;
  /** A document's XML, exactly as archived. */
  readonly xmlOf: (irn: string) => Promise<Buffer>;
}

const MARKER = ".khatm-demo";
/** Without anything new. */
const WAIT_MS = 60_000;
const POLL_MS = 100;

/** Empties the output folder; one that is not the demonstration's own is left alone. */
export function prepare(places: DemoPlaces, isOurs: (folder: string) => boolean): void {
  if (!isOurs(places.out)) throw new Error(`${places.out} holds other files: choose another folder with --out`);
  rmSync(places.out, { recursive: true, force: true });
  for (const folder of [places.receipts, places.xml]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(places.out, MARKER), "made by khatm demo, emptied by its next run\n");
}

export const markerIn = (folder: string): string => join(folder, MARKER);

/** Starts gateway simulator and virtual printer, each a process of its own. */
export async function startWorld({ places, children, log }: Stage): Promise<World> {
  const gateway = startChild(["simulate", "--json", "--port", "0", "--vat", DEMO_VAT], log);
  const printer = startChild(["simulate", "--printer", "--json", "--port", "0", "--out", places.receipts], log);
  children.push(gateway, printer);
  const { url, admin, otp } = await gateway.ready<{ url: string; admin: string; otp: string }>();
  const { port } = await printer.ready<{ port: number }>();
  return { otp, gatewayUrl: url, admin: callsOf(admin), printerPort: port };
}

/** init and onboard: a key, a request, a compliance CSID, its documents, a production CSID. */
export async function onboard({ places, log }: Stage, world: World): Promise<void> {
  copyFileSync(join(import.meta.dirname, "prices.toml"), places.prices);
  writeFileSync(places.answers, demoAnswers(places, world.gatewayUrl, world.printerPort));
  await must(["--config", places.config, "init", "--from", places.answers], log);
  await must(["--config", places.config, "onboard", "--otp-file", "-"], log, world.otp);
}

/** Starts the agent and pairs a till with it. */
export async function openShop({ places, children, log }: Stage): Promise<Shop> {
  const agent = startChild(["--config", places.config, "run", "--json"], log);
  children.push(agent);
  const { url } = await agent.ready<{ url: string }>();
  const { out } = await runChild(["--config", places.config, "user", "pair", "demo-till", "--json"]);
  const { token } = JSON.parse(out) as { token: string };
  return { url, till: callsOf(url, token), xmlOf: (irn) => bytesOf(`${url}/v1/invoices/${irn}/xml`, token) };
}

/** Sells everything of one part of the day; answers what was issued, by the sale's key. */
export async function sell(
  { till }: Shop,
  when: DemoSale["when"],
  before: ReadonlyMap<string, PresentedDocument>,
  told: (line: string) => void,
): Promise<ReadonlyMap<string, PresentedDocument>> {
  const issued = new Map(before);
  for (const { key, about, sale } of DEMO_SALES.filter((one) => one.when === when)) {
    const numbers = Object.fromEntries([...issued].map(([k, document]) => [k, document.irn]));
    const { status, body } = await till<PresentedDocument>("POST", "/v1/invoices", {
      reference: key,
      ...sale(numbers),
    });
    if (status !== 201) throw new Error(`the sale ${key} was answered ${status}: ${JSON.stringify(body)}`);
    issued.set(key, body);
    told(`  ${body.irn}  ${body.totals.payable.padStart(8)} ${body.totals.currency}  ${about}`);
  }
  return issued;
}

/** Waits until every document answers to a question with yes, for as long as one after the other begins to. */
export async function until(
  shop: Shop,
  count: number,
  isDone: (document: PresentedDocument) => boolean,
): Promise<boolean> {
  let [done, movedAt] = [0, performance.now()];
  while (performance.now() < movedAt + WAIT_MS) {
    const now = (await allDocuments(shop)).filter(isDone).length;
    if (now >= count) return true;
    if (now > done) [done, movedAt] = [now, performance.now()];
    await sleep(POLL_MS);
  }
  return false;
}

export async function allDocuments({ till }: Shop): Promise<readonly PresentedDocument[]> {
  const { body } = await till<{ documents: readonly PresentedDocument[] }>("GET", "/v1/invoices?limit=500");
  return body.documents;
}

export async function setGateway({ admin }: World, gateway: "up" | "down"): Promise<void> {
  const { status } = await admin("PATCH", "/switches", { gateway });
  if (status !== 200) throw new Error(`the simulator refused to be ${gateway}`);
}

export const flush = async ({ places }: DemoPlacesOnly): Promise<FlushSummary> => {
  const { out } = await runChild(["--config", places.config, "flush", "--json"]);
  return JSON.parse(out) as FlushSummary;
};

type DemoPlacesOnly = Pick<Stage, "places">;

/** Runs a command that must succeed. */
export async function must(args: readonly string[], log: (line: string) => void, input?: string): Promise<string> {
  const { code, out, notes } = await runChild(args, input);
  if (notes !== "") log(notes);
  if (code !== 0) throw new Error(`khatm ${args.join(" ")} ended with ${code}: ${notes || out}`);
  return out;
}

export const readText = (path: string): string => readFileSync(path, "utf8");
