// What `onboard` and `renew` share: the password, the progress on the screen, and what to do when it stops.
import type { Bilingual } from "../core/bilingual.ts";
import { explain, type Trouble } from "../core/onboarding/trouble.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { isConfirmed } from "./confirm.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, inBoth, tell } from "./context.ts";
import { openDoor } from "./door.ts";
import { isOtp, readOtp } from "./otp.ts";
import { readConfig } from "./read-config.ts";

interface EnrolProblem {
  readonly code: string;
  readonly trouble?: Trouble;
  readonly progress?: readonly Bilingual[];
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
  const door = await openDoor(context, { begins: act === "onboard" });
  const screen = progressOn(context);
  const stop = door.listen(screen.told);
  try {
    const answer = await door.call("POST", path, otp === undefined ? {} : { otp });
    if (isGood(answer)) {
      const { progress } = jsonOf<{ progress: readonly Bilingual[] }>(answer);
      screen.rest(progress);
      tell(context, { done: true, progress }, inBoth(DONE));
      return EXIT.done;
    }
    const problem = jsonOf<EnrolProblem>(answer);
    if (problem.trouble === undefined) return refuse(context, answer);
    screen.rest(problem.progress ?? []);
    const { message, fix } = explain(problem.trouble);
    complain(context, { en: `${message.en}\n→ ${fix.en}`, ar: `${message.ar}\n← ${fix.ar}` }, { problem });
    return EXIT.refused;
  } finally {
    stop();
    await door.close({ leavePaper: true });
  }
}

const DONE = { ar: "تم: للجهاز أن يوقّع", en: "done: the unit may sign" };

/** Shows each step when it happens, and in the end what was not shown yet. */
function progressOn({ json, note }: CommandContext) {
  const shown = new Set<string>();
  const show = (line: Bilingual): void => {
    shown.add(line.en);
    if (!json) note(inBoth(line));
  };
  return {
    told: (event: string, { ar, en }: Readonly<Record<string, unknown>>): void => {
      if (event === "enrolment") show({ ar: String(ar), en: String(en) });
    },
    rest: (progress: readonly Bilingual[]): void => {
      for (const line of progress.filter(({ en }) => !shown.has(en))) show(line);
    },
  };
}
