// The hands of the journey: performs what the state asks for, storing the state before and after every call.
import {
  enrolmentOf,
  type JourneyEvent,
  journey,
  type ReadyState,
  type Todo,
  todoOf,
} from "../core/onboarding/journey.ts";
import type { Trouble, TroubleCode } from "../core/onboarding/trouble.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Progress } from "../terminal.ts";
import { checkDocument, requestCsid, requestProduction } from "./enrolment-calls.ts";
import { identityOf, makeCandidate } from "./enrolment-candidate.ts";
import { type EgsUnit, type Enrolling, type EnrolmentPorts, stateOf } from "./enrolment-run.ts";

/** Every step once, and the documents twice more should the gateway ask: beyond that it goes in circles. */
const MOST_STEPS = 30;

/** A certificate that can never become good: only a new one-time password helps. */
const START_OVER: ReadonlySet<TroubleCode> = new Set(["wrong-template", "ca-refused", "certificate-foreign"]);

/** Goes on from the stored state until the unit is ready or something stops it. */
export async function enrolUnit(
  ports: EnrolmentPorts,
  unit: EgsUnit,
  otp: string | undefined,
  progress: Progress,
): Promise<Result<ReadyState, Trouble>> {
  const run = enrolling(ports, unit, otp, progress);
  const stopped = await startOverWhereNeeded(run, otp !== undefined);
  if (stopped !== undefined) return err(stopped);
  for (let step = 0; step < MOST_STEPS; step++) {
    const state = stateOf(ports.units);
    if (state.stage === "ready" && state.renewal === undefined) return ok(state);
    const event = await perform(run, todoOf(state));
    if (event.kind !== "failed" || enrolmentOf(state) !== undefined) run.tell(event);
    if ("trouble" in event) return err(event.trouble);
  }
  return err({ code: "steps-missing" });
}

function enrolling(ports: EnrolmentPorts, unit: EgsUnit, otp: string | undefined, progress: Progress): Enrolling {
  let left = otp;
  return {
    ports,
    unit,
    progress,
    takeOtp: () => {
      const taken = left;
      left = undefined;
      return taken;
    },
    tell: (event) => ports.units.save(journey(stateOf(ports.units), event).state),
  };
}

/** A request made from other data, or one that can never succeed, is begun anew with a new key. */
async function startOverWhereNeeded(run: Enrolling, hasOtp: boolean): Promise<Trouble | undefined> {
  const { ports, unit } = run;
  const enrolment = enrolmentOf(stateOf(ports.units));
  if (enrolment === undefined) return undefined;
  const isChanged = enrolment.identity !== identityOf(unit);
  const isHopeless = enrolment.trouble !== undefined && START_OVER.has(enrolment.trouble.code);
  if (!isChanged && !(isHopeless && hasOtp)) return undefined;
  if (enrolment.step !== "key-made" && !hasOtp) return { code: "configuration-changed" };
  const event = await makeCandidate(run);
  if (event.kind === "failed") return event.trouble;
  run.tell(event);
  ports.vault.destroyKey(enrolment.keyName);
  return undefined;
}

function perform(run: Enrolling, todo: Todo): Promise<JourneyEvent> {
  switch (todo.do) {
    case "make-key":
      return makeCandidate(run);
    case "request-csid":
      return requestCsid(run, todo);
    case "check":
      return checkDocument(run, todo);
    case "request-production":
      return requestProduction(run, todo);
    case "nothing":
      return Promise.resolve({ kind: "failed", trouble: { code: "decommissioned" } });
  }
}
