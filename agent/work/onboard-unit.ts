// Onboarding: one-time password → compliance CSID → compliance documents → production CSID (gateway.md A5).
import type { ReadyState } from "../core/onboarding/journey.ts";
import type { Trouble } from "../core/onboarding/trouble.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Progress } from "../terminal.ts";
import { enrolUnit } from "./enrol-unit.ts";
import { type EgsUnit, type EnrolmentPorts, stateOf } from "./enrolment-run.ts";
import { destroySpareKeys } from "./spare-keys.ts";

/**
 * Brings a unit from its stored state to a production CSID. Killed at any step it goes on there the next time; a
 * one-time password is needed only where a compliance CSID must be asked for, and is sent only then.
 * A unit that is ready already is answered as it is, and keys that an interruption left behind are destroyed.
 */
export async function onboardUnit(
  ports: EnrolmentPorts,
  unit: EgsUnit,
  otp: string | undefined,
  progress: Progress,
): Promise<Result<ReadyState, Trouble>> {
  const state = stateOf(ports.units);
  if (state.stage === "closing") return err({ code: "decommissioned" });
  const outcome = state.stage === "ready" ? ok(state) : await enrolUnit(ports, unit, otp, progress);
  if (outcome.ok) destroySpareKeys(ports);
  return outcome;
}
