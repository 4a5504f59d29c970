// Onboarding and renewal as callers reach them: one at a time, told step by step to whoever listens, and the activity log
// keeps who asked.
import { err, type Result } from "../core/result.ts";
import type { ActivityLog } from "../ports/people.ts";
import type { Terminal } from "../terminal.ts";

/** Onboarding and renewal, joined with the documents they need by the composition root. */
export type Enrolment = Pick<Terminal, "onboard" | "renew" | "csr">;

interface TurnPorts {
  readonly activity: ActivityLog;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Lets one run at a time through; a second one is refused, because it would ask for a CSID with another key. */
export function enrolmentInTurns({ onboard, renew, csr }: Enrolment, { activity, log }: TurnPorts): Enrolment {
  let isBusy = false;
  const alone =
    (action: "onboard" | "renew", run: Terminal["onboard"]): Terminal["onboard"] =>
    async (otp, progress, actor = "local operator") => {
      if (isBusy) return err({ code: "busy" });
      isBusy = true;
      try {
        const outcome = await run(otp, (line) => {
          log("enrolment", { act: action, ...line });
          progress(line);
        });
        activity.add({ actor, action, subject: "unit", result: resultOf(outcome) });
        return outcome;
      } finally {
        isBusy = false;
      }
    };
  return { onboard: alone("onboard", onboard), renew: alone("renew", renew), csr };
}

const resultOf = (outcome: Result<unknown, { readonly code: string }>): string =>
  outcome.ok ? "done" : outcome.error.code;
