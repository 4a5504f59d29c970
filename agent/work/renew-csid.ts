// Renewal: a new key, PATCH, then 200 or the compliance documents again, and one atomic switch (gateway.md A9).
import type { ReadyState } from "../core/onboarding/journey.ts";
import type { Trouble } from "../core/onboarding/trouble.ts";
import { err, type Result } from "../core/result.ts";
import type { Progress } from "../terminal.ts";
import { stoppers } from "./active-csid.ts";
import { enrolUnit } from "./enrol-unit.ts";
import { beginRenewal } from "./enrolment-candidate.ts";
import { type EgsUnit, type EnrolmentPorts, stateOf } from "./enrolment-run.ts";
import { destroySpareKeys } from "./spare-keys.ts";

/**
 * Renews the production CSID of the same taxpayer in the same environment, or goes on with a renewal that was interrupted. The old key signs until the new CSID is
 * stored; from that state on the new one does, with a chain of its own, and the old key is destroyed.
 */
export async function renewCsid(
  ports: EnrolmentPorts,
  unit: EgsUnit,
  otp: string | undefined,
  progress: Progress,
): Promise<Result<ReadyState, Trouble>> {
  const before = stateOf(ports.units);
  if (before.stage !== "ready") return err({ code: "not-onboarded" });
  const { environment, request } = unit;
  if (stoppers(before.active, { environment, ...request }).length > 0) return err({ code: "configuration-changed" });
  if (before.renewal === undefined) {
    const trouble = await beginRenewal(ports, unit, progress);
    if (trouble !== undefined) return err(trouble);
  }
  const renewed = await enrolUnit(ports, unit, otp, progress);
  if (renewed.ok) destroySpareKeys(ports);
  return renewed;
}
