// khatm demo: the whole terminal against the simulator, each claim checked, a summary, and what to try next.
import { appendFileSync, existsSync, readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { PresentedDocument } from "../api/present.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, optionText } from "./context.ts";
import { checkAll } from "./demo/checks.ts";
import { type Claim, claim } from "./demo/claims.ts";
import {
  allDocuments,
  flush,
  markerIn,
  onboard,
  openShop,
  prepare,
  type Shop,
  type Stage,
  sell,
  setGateway,
  startWorld,
  until,
  type World,
} from "./demo/steps.ts";
import { nextSteps, summaryText, writeSummary } from "./demo/summary.ts";
import { placesIn } from "./demo/unit.ts";

interface Day {
  readonly claims: readonly Claim[];
  readonly shop: Shop;
  readonly world: World;
}

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const places = placesIn(resolve(optionText(input, "out") ?? "demo-output"));
  prepare(places, (folder) => !existsSync(folder) || existsSync(markerIn(folder)) || readdirSync(folder).length === 0);
  const stage: Stage = { places, children: [], log: (line) => appendFileSync(places.log, `${line}\n`) };
  const stopped = input.options["once"] === true ? undefined : context.stopped();
  const told = (line: string): void => (context.json ? context.note(line) : context.out(line));
  try {
    const { claims, shop } = await day(stage, told);
    writeSummary(places, claims);
    told(summaryText(places, claims));
    const holds = claims.every((one) => one.holds);
    if (context.json) context.out(JSON.stringify({ holds, claims }, undefined, 2));
    told(nextSteps(relative(process.cwd(), places.out) || ".", shop.url, stopped !== undefined));
    await stopped;
    return holds ? EXIT.done : EXIT.refused;
  } finally {
    for (const child of [...stage.children].reverse()) await child.stop();
  }
}

/** A day of the shop: opened, sold online, sold offline, reported, closed and checked. */
async function day(stage: Stage, told: (line: string) => void): Promise<Day> {
  told("1  starting the gateway simulator and a virtual printer");
  const world = await startWorld(stage);
  told("2  onboarding: key, CSR, OTP, compliance CSID, compliance documents, production CSID");
  await onboard(stage, world);
  const shop = await openShop(stage);
  told("3  selling");
  const online = await sell(shop, "online", new Map(), told);
  const onlineTold = await until(shop, online.size, isReported);
  told("4  the gateway goes away; selling on");
  await setGateway(world, "down");
  const issued = await sell(shop, "offline", online, told);
  const waiting = await waitingOf(shop);
  const firstFlush = await flush(stage);
  told(`   ${waiting} documents wait for the gateway, each stamped and kept; their receipts go on coming out`);
  await setGateway(world, "up");
  told("5  the gateway is back: reporting");
  await flush(stage);
  const allTold = await until(shop, issued.size, isReported);
  const allPrinted = await until(shop, issued.size, ({ printed }) => printed === "confirmed");
  told("6  checking everything");
  const offline = issued.size - online.size;
  const claims: Claim[] = [
    claim("sales while online were reported at once", onlineTold, `${online.size} sales`),
    claim("sales while offline were stamped and kept", waiting === offline, `${waiting} of ${offline} waiting`),
    claim("nothing was reported while the gateway was away", firstFlush.accepted === 0, `${firstFlush.sent} tries`),
    claim("everything was reported when it was back", allTold, `${issued.size} documents`),
    claim("every receipt was printed and the printer said so", allPrinted, `${issued.size} receipts`),
    ...(await checkAll(stage.places, world, shop, issued)),
  ];
  return { claims, shop, world };
}

const isReported = ({ state }: PresentedDocument): boolean =>
  state === "reported" || state === "reported-with-warnings";

const waitingOf = async (shop: Shop): Promise<number> =>
  (await allDocuments(shop)).filter(({ state }) => state === "queued").length;
