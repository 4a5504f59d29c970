// The end of an EGS unit (gateway.md A9): it stops signing, tells what is left to tell, and destroys its key. Revoking the
// CSID itself is an act of the taxpayer in the Fatoora portal.
import { journey } from "../core/onboarding/journey.ts";
import type { Vault } from "../ports/keys.ts";
import type { Ledger, UnitStore } from "../ports/ledger.ts";
import type { HeldSales, Outbox } from "../ports/outbox.ts";
import type { ActivityLog } from "../ports/people.ts";
import type { DecommissionOutcome, FlushSummary } from "../terminal.ts";
import { CONVERSION } from "./conversion.ts";
import { stateOf } from "./enrolment-run.ts";
import { destroySpareKeys } from "./spare-keys.ts";

export interface DecommissionPorts {
  readonly units: UnitStore;
  readonly vault: Vault;
  readonly outbox: Outbox;
  readonly held: HeldSales;
  readonly ledger: Pick<Ledger, "stateCounts" | "unfollowed">;
  readonly activity: ActivityLog;
  readonly flush: () => Promise<FlushSummary>;
}

/** Ends the unit, or goes on ending it: while documents wait for the gateway it stays `closing` and only reports. */
export async function decommission(ports: DecommissionPorts, actor: string): Promise<DecommissionOutcome> {
  const { units, held, outbox } = ports;
  const state = stateOf(units);
  if (state.stage === "decommissioned") return { kind: "done", rejected: outbox.counts().rejected };
  if (state.stage === "new" || state.stage === "onboarding") return { kind: "not-onboarded" };
  const waiting = state.stage === "ready" ? needsTheKey(ports) : held.counts().waiting;
  if (waiting > 0) return { kind: "held", waiting };
  if (state.stage === "ready") {
    destroyKeys(ports, state.renewal?.keyName);
    units.save(journey(state, { kind: "closing" }).state);
    noted(ports, actor, "signs no more");
  }
  const summary = await ports.flush();
  if (summary.waiting > 0) return { kind: "waiting", summary };
  finish(ports, actor);
  return { kind: "done", rejected: outbox.counts().rejected };
}

/** Held sales, standard documents without a verdict, and conversions whose receipt is not credited yet. */
const needsTheKey = ({ held, ledger }: DecommissionPorts): number =>
  held.counts().waiting +
  (ledger.stateCounts()["awaiting-clearance"] ?? 0) +
  ledger.unfollowed(CONVERSION.prefix, CONVERSION.credit).length;

function finish(ports: DecommissionPorts, actor: string): void {
  const state = stateOf(ports.units);
  if (state.stage !== "closing") throw new Error(`a unit that is ${state.stage} cannot be decommissioned`);
  destroyKeys(ports, state.active.production.keyName, state.active.compliance.keyName);
  ports.units.save(journey(state, { kind: "decommissioned" }).state);
  destroySpareKeys(ports);
  noted(ports, actor, "key destroyed");
}

function destroyKeys({ vault }: DecommissionPorts, ...names: readonly (string | undefined)[]): void {
  for (const name of new Set(names)) if (name !== undefined) vault.destroyKey(name);
}

const noted = ({ activity }: DecommissionPorts, actor: string, result: string): void =>
  activity.add({ actor, action: "decommission", subject: "unit", result });
