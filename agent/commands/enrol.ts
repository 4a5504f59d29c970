// What `onboard` and `renew` share: the password, the progress on the screen, and what to do when it stops.
import { explain, type Trouble } from "../core/onboarding/trouble.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { isConfirmed } from "./confirm.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";
import { isOtp, readOtp } from "./otp.ts";
import { readConfig } from "./read-config.ts";

interface EnrolProblem {
  readonly code: string;
  readonly trouble?: Trouble;
  readonly progress?: readonly string[];
}

/** Runs an enrolment through the API and tells how it went. */
export async function enrol(
  context: CommandContext,
  input: CommandInput,
  path: "/v1/onboarding" | "/v1/renewal",
): Promise<ExitCode> {
  const { environment, request } = readConfig(context).unit;
  const act = path === "/v1/onboarding" ? "onboard" : "renew";
  if (environment === "production" && !(await isConfirmed(context, input, act, request.name))) return EXIT.usage;
  const otp = await readOtp(context, input);
  if (otp !== undefined && !isOtp(otp)) {
    complain(context, { en: "an OTP has six digits", ar: "رمز التحقق (OTP) ستة أرقام" });
    return EXIT.usage;
  }
  const door = await openDoor(context);
  try {
    const answer = await door.call("POST", path, otp === undefined ? {} : { otp });
    if (isGood(answer)) {
      const { progress } = jsonOf<{ progress: readonly string[] }>(answer);
      tell(context, { done: true, progress }, [...progress, "done: the unit may sign"].join("\n"));
      return EXIT.done;
    }
    const problem = jsonOf<EnrolProblem>(answer);
    if (problem.trouble === undefined) return refuse(context, answer);
    if (!context.json) context.note((problem.progress ?? []).join("\n"));
    const { message, fix } = explain(problem.trouble);
    complain(context, { en: `${message.en}\n→ ${fix.en}`, ar: `${message.ar}\n← ${fix.ar}` }, { problem });
    return EXIT.refused;
  } finally {
    await door.close({ leavePaper: true });
  }
}
