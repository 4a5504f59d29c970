// The unit's certificate request: the one it is onboarding with, else one is made with a new key.

import { Fault } from "../core/errors.ts";
import { enrolmentOf, journey } from "../core/onboarding/journey.ts";
import { explain } from "../core/onboarding/trouble.ts";
import { makeCandidate } from "./enrolment-candidate.ts";
import { type EgsUnit, type Enrolling, type EnrolmentPorts, stateOf } from "./enrolment-run.ts";

/**
 * The PEM text of the request the unit's next CSID is asked for with; made and stored where there is none yet.
 * @throws Fault `configuration` when a field of the request is wrong; `no-request` when the unit is past requesting.
 */
export async function unitRequest(ports: EnrolmentPorts, unit: EgsUnit): Promise<string> {
  const state = stateOf(ports.units);
  const enrolment = enrolmentOf(state);
  if (enrolment !== undefined) return enrolment.csrPem;
  if (state.stage !== "new") throw new Fault("no-request", state.stage === "ready" ? ANSWERED : OVER);
  const progress: Enrolling["progress"] = () => undefined;
  const event = await makeCandidate({ ports, unit, progress });
  if (event.kind === "failed") throw new Fault("configuration", explain(event.trouble).message.en);
  ports.units.save(journey(state, event).state);
  return unitRequest(ports, unit);
}

const ANSWERED =
  "it was answered with the CSID that signs now: khatm renew makes the next one\nأُجيب بالشهادة التي توقّع الآن: يصنع khatm renew الطلب التالي";
const OVER =
  "the unit signs no more: a new one begins with khatm init\nانتهى عمل الجهاز: يبدأ جهاز جديد بالأمر khatm init";
