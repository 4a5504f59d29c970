// What onboarding and renewal share: asked for again after each kill, with a one-time password only where one is needed.
import { finding } from "../checker/finding.ts";
import { enrolmentIn, type UnitRecord } from "../checker/record.ts";
import type { Life, Scene } from "../life.ts";

const again = finding("F13", "unverified");
const stopped = finding("F13", "lost");

const NEEDS_OTP: readonly unknown[] = ["otp-needed", "otp-unsure", "otp-invalid"];

/** Asks until it is done or the agent is gone. @returns whether it is done. */
export async function enrol(
  life: Life,
  scene: Scene,
  path: "/v1/onboarding" | "/v1/renewal",
  before: UnitRecord,
): Promise<boolean> {
  const enrolment = enrolmentIn(before);
  const isUnderWay = enrolment !== undefined;
  const first = await life.operator.call("POST", path, isUnderWay ? {} : { otp: await scene.shop.newOtp() });
  if (first.status === 200 || first.status === 0) return first.status === 200;
  const { code } = (first.body["trouble"] ?? {}) as { readonly code?: string };
  if (!NEEDS_OTP.includes(code)) {
    scene.wrong.push(stopped(`it stopped with ${JSON.stringify(first.body)}`));
    return false;
  }
  // A compliance CSID that arrived carries the unit to its end without another password.
  if (isUnderWay && enrolment.step !== "key-made")
    scene.wrong.push(again(`it asks for a second one-time password (${code})`));
  const second = await life.operator.call("POST", path, { otp: await scene.shop.newOtp() });
  if (second.status > 200) scene.wrong.push(stopped(`it stopped with ${JSON.stringify(second.body)}`));
  return second.status === 200;
}
