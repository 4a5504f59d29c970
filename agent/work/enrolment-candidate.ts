// A new key and the certificate request for it.
import { createHash } from "node:crypto";
import { certificateRequest } from "../core/onboarding/csr.ts";
import { type JourneyEvent, journey } from "../core/onboarding/journey.ts";
import { requestViolations } from "../core/onboarding/request-fields.ts";
import { stepsOf } from "../core/onboarding/steps.ts";
import type { Trouble } from "../core/onboarding/trouble.ts";
import type { Violation } from "../core/violation.ts";
import type { Progress } from "../terminal.ts";
import { type EgsUnit, type Enrolling, type EnrolmentPorts, stateOf } from "./enrolment-run.ts";

/** Makes a key and a request; fields the authority would refuse stop it before there is a key. */
export async function makeCandidate({
  ports,
  unit,
  progress,
}: Pick<Enrolling, "ports" | "unit" | "progress">): Promise<JourneyEvent> {
  const violations = requestViolations(unit.request);
  if (violations.length > 0) return fieldsInvalid(violations);
  const keyName = `egs-${ports.uuid()}`;
  const publicKey = ports.vault.createKey(keyName);
  const key = { publicKey, sign: ports.vault.signing(keyName) };
  const csr = await certificateRequest(unit.request, unit.environment, key);
  if (!csr.ok) return fieldsInvalid(csr.error);
  progress(KEY_MADE);
  const candidate = {
    keyName,
    csrPem: csr.value,
    environment: unit.environment,
    needed: stepsOf(unit.request.functionalityMap),
    identity: identityOf(unit),
  };
  return { kind: "key-made", candidate };
}

/** Makes the key of a renewal and stores it beside the active one; answers what stopped it. */
export async function beginRenewal(
  ports: EnrolmentPorts,
  unit: EgsUnit,
  progress: Progress,
): Promise<Trouble | undefined> {
  const event = await makeCandidate({ ports, unit, progress });
  if (event.kind === "failed") return event.trouble;
  ports.units.save(journey(stateOf(ports.units), event).state);
  return undefined;
}

/** Tells two configurations of a unit apart: SHA-256 over everything the request is made from. */
export const identityOf = ({ environment, request }: EgsUnit): string =>
  createHash("sha256")
    .update(JSON.stringify([environment, Object.entries(request).sort()]), "utf8")
    .digest("hex");

const KEY_MADE = { ar: "أُنشئ مفتاح جديد وطلب شهادة", en: "a new key and a certificate request are made" };

const fieldsInvalid = (violations: readonly Violation[]): JourneyEvent => ({
  kind: "failed",
  trouble: { code: "fields-invalid", detail: violations.map(({ path }) => path).join(", ") },
});
