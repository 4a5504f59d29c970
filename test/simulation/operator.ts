// The operator: answers alarms, corrects what was refused, renews what ends, prints the day. Makes no mistakes of a kind
// the unit could not survive, and is slow.
import { isFault } from "../../agent/core/errors.ts";
import { parseReference, type Reference } from "../../agent/core/ids.ts";
import type { Terminal, TerminalStatus } from "../../agent/terminal.ts";
import type { Seen } from "../faults/checker/evidence.ts";
import type { Random } from "../faults/random.ts";
import type { SimulatedGateway } from "./gateway.ts";
import { type Power, PowerCut } from "./power.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Tills } from "./tills.ts";

export interface OperatorWorld {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly power: Power;
  readonly gateway: SimulatedGateway;
  readonly tills: Tills;
  readonly trace: (event: string) => void;
}

export interface Operator {
  /** Closings as the operator heard of them. */
  readonly closed: readonly Seen<"closed">[];
  /** Errors that are no faults, and loops that hang: bugs. */
  readonly wrong: readonly string[];
  /** Looks at the terminal and does what it asks for. */
  look(): void;
  /** What may be done at any time: a copy, the day on paper, everything sent now. */
  fiddle(): void;
}

/** Renews so many days before the end. */
const RENEW_DAYS = 3;
const UNFINISHED: readonly string[] = ["new", "onboarding"];

export function createOperator({ random, power, gateway, tills, scheduler, trace }: OperatorWorld): Operator {
  const wrong: string[] = [];
  /** What a person does may fail like anything else; a fault is told to the supervisor, as the API does. */
  const tryTo = (what: string, act: (terminal: Terminal) => unknown): void => {
    const terminal = power.terminal();
    if (terminal === undefined) return;
    const failed = (thrown: unknown): void => {
      if (!isFault(thrown)) {
        if (!(thrown instanceof PowerCut)) wrong.push(`${what} met ${String(thrown)}`);
        return;
      }
      trace(`operator: ${what}: ${thrown.code}`);
      power.onFault(thrown);
    };
    try {
      const done = act(terminal);
      if (done instanceof Promise) done.catch(failed);
    } catch (thrown) {
      failed(thrown);
    }
  };

  const correct = (terminal: Terminal): void => {
    for (const { link } of terminal.list({ state: "rejected", limit: 20 })) {
      if (terminal.findByIrn(link.irn)?.state !== "rejected") continue;
      trace(`operator corrects ${link.irn}`);
      tryTo("correct", () => terminal.correct(link.irn, true));
    }
  };

  const settlePapers = (asking: number): void => {
    const word = random.oneIn(3) ? "drop" : "print";
    trace(`operator: ${asking} papers, ${word}`);
    tryTo("settle", (terminal) => terminal.settleWaiting("main", word));
  };

  /** What is begun is gone on with until it is through, whatever comes between. */
  let enrolling: "onboard" | "renew" | undefined;
  let isAsking = false;
  const enrol = (act: "onboard" | "renew"): void => {
    enrolling = act;
    if (isAsking) return;
    isAsking = true;
    const again = (): void => {
      isAsking = false;
      if (enrolling !== undefined) enrol(enrolling);
    };
    // A power cut may be between: nobody waits for an answer that cannot come.
    scheduler.after(10 * 60_000 + random.below(30 * 60_000), "world", again);
    trace(`operator: ${act}`);
    tryTo(act, async (terminal) => {
      const outcome = await terminal[act](gateway.otp(), () => undefined);
      trace(`operator hears of ${act}: ${outcome.ok ? "done" : outcome.error.code}`);
      if (outcome.ok) enrolling = undefined;
    });
  };

  const careForCsid = ({ stage, daysLeft = RENEW_DAYS }: TerminalStatus["csid"]): void => {
    if (UNFINISHED.includes(stage)) enrol("onboard");
    else if (daysLeft < RENEW_DAYS) enrol("renew");
  };

  const look = (): void =>
    tryTo("look", (terminal) => {
      const stuck = power.stuck();
      if (stuck?.includes(" hung ") === true) wrong.push(stuck);
      const { outbox, csid, printer } = terminal.status();
      careForCsid(csid);
      if (printer.asking > 0) settlePapers(printer.asking);
      if (outbox.rejected > 0 && gateway.mood !== "rejecting") tryTo("correct", correct);
    });

  const acts: readonly (() => void)[] = [
    () => tryTo("flush", (terminal) => terminal.flush()),
    () => tryTo("doctor", (terminal) => terminal.doctor()),
    () =>
      tryTo("day", (terminal) =>
        terminal.reports.printDay(new Date(scheduler.now() + 10_800_000).toISOString().slice(0, 10)),
      ),
    () =>
      tryTo("copy", (terminal) => {
        const document = tills.issued.length === 0 ? undefined : terminal.findByIrn(random.pick(tills.issued));
        return document === undefined ? undefined : terminal.reprint(document);
      }),
    () => tryTo("drawer", (terminal) => terminal.openDrawer()),
    () => tryTo("beat", (terminal) => terminal.beat()),
    () => {
      closings += 1;
      const reference = parseReference(`z/${closings}`);
      if (reference !== undefined) close(reference, 4);
    },
  ];
  const closed: Seen<"closed">[] = [];
  let closings = 0;
  /** Asks again by the same reference, as a hand does that presses twice. */
  const close = (reference: Reference, tries: number): void => {
    if (tries === 0) return;
    tryTo("close", (terminal) => {
      const { closing } = terminal.reports.close(reference, "owner");
      trace(`operator closes ${reference}: ${closing.number}`);
      closed.push({ kind: "closed", number: closing.number, hash: closing.hash });
    });
    if (random.oneIn(2)) scheduler.after(random.below(600_000), "world", () => close(reference, tries - 1));
  };
  return { look, closed, wrong, fiddle: () => random.pick(acts)() };
}
