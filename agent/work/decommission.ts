// The end of an EGS unit (gateway.md A9): it stops signing, tells what is left to tell, and destroys its key. Revoking the
// CSID itself is an act of the taxpayer in the Fatoora portal.
import { journey } from "../core/onboarding/journey.ts";
import type { ActivityLog, HeldSales, Outbox, UnitStore, Vault } from "../ports.ts";
import type { DecommissionOutcome, FlushSummary } from "../terminal.ts";
import { stateOf } from "./enrolment-run.ts";

export interface DecommissionPorts {
  readonly units: UnitStore;
  readonly vault: Vault;
  readonly outbox: Outbox;
  readonly held: HeldSales;
  readonly activity: ActivityLog;
  readonly flush: () => Promise<FlushSummary>;
}

/** Ends the unit, or goes on ending it: while documents wait for the gateway it stays `closing` and only reports. */
export async function decommission(ports: DecommissionPorts): Promise<DecommissionOutcome> {
  const { units, held, outbox } = ports;
  const state = stateOf(units);
  if (state.stage === "decommissioned") return { kind: "done", rejected: outbox.counts().rejected };
  if (state.stage === "new" || state.stage === "onboarding") return { kind: "not-onboarded" };
  const { waiting } = held.counts();
  if (state.stage === "ready") {
    if (waiting > 0) return { kind: "held", waiting };
    destroyKeys(ports, state.renewal?.keyName);
    units.save(journey(state, { kind: "closing" }).state);
    noted(ports, "signs no more");
  }
  const summary = await ports.flush();
  if (summary.waiting > 0) return { kind: "waiting", summary };
  finish(ports);
  return { kind: "done", rejected: outbox.counts().rejected };
}

function finish(ports: DecommissionPorts): void {
  const state = stateOf(ports.units);
  if (state.stage !== "closing") throw new Error(`a unit that is ${state.stage} cannot be decommissioned`);
  destroyKeys(ports, state.active.production.keyName, state.active.compliance.keyName);
  ports.units.save(journey(state, { kind: "decommissioned" }).state);
  noted(ports, "key destroyed");
}

function destroyKeys({ vault }: DecommissionPorts, ...names: readonly (string | undefined)[]): void {
  for (const name of new Set(names)) if (name !== undefined) vault.destroyKey(name);
}

const noted = ({ activity }: DecommissionPorts, result: string): void =>
  activity.add({ actor: "local operator", action: "decommission", subject: "unit", result });
