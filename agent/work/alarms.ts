// What an operator must hear about once, not at every turn of a loop: told when it begins, grows worse and ends.
import { alarmFacts, type TerminalAlarm } from "../core/alarms.ts";
import { type Lateness, lateness } from "../core/reporting/lateness.ts";
import type { AlarmHours } from "../core/reporting/outbox-settings.ts";
import type { PauseReason } from "../core/reporting/policy.ts";
import type { ActivityLog } from "../ports/people.ts";

export interface AlarmPorts {
  readonly activity: ActivityLog;
  readonly reporting: { readonly alarmHours: AlarmHours };
  /** One line for the operator's log; never a secret. */
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

export interface Alarms {
  /** How long the oldest document waits; `undefined` when none does. */
  waiting(oldestIssuedAt: number | undefined, now: number): void;
  paused(because: PauseReason | undefined): void;
  /** A single event with its subject. */
  raise(alarm: TerminalAlarm, subject: string, facts?: Readonly<Record<string, unknown>>): void;
  /** The same, said once for a subject as long as the agent runs: for what every turn of a loop meets again. */
  once(alarm: TerminalAlarm, subject: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** Alarms that remember what they said last. */
export function createAlarms({ activity, reporting, log }: AlarmPorts): Alarms {
  const said: { level: Lateness; paused: PauseReason | "no" } = { level: "none", paused: "no" };
  const raise: Alarms["raise"] = (alarm, subject, facts = {}) => {
    log("alarm", { ...alarmFacts(alarm, subject), ...facts });
    activity.add({ actor: "agent", action: "alarm", subject: alarm, result: subject });
  };
  const told = new Set<string>();
  return {
    raise,
    once: (alarm, subject, facts) => {
      const key = `${alarm} ${subject}`;
      if (told.has(key)) return;
      told.add(key);
      raise(alarm, subject, facts);
    },
    waiting: (oldest, now) => {
      const level = oldest === undefined ? "none" : lateness(oldest, now, reporting.alarmHours);
      if (level === said.level) return;
      said.level = level;
      raise("outbox-waiting", level);
    },
    paused: (because) => {
      const now = because ?? "no";
      if (now === said.paused) return;
      said.paused = now;
      raise("outbox-paused", now);
    },
  };
}
