// What a shop may set of the outbox; the defaults are what the authority's rules leave room for (gateway.md A7, C16).

/** Hours without a report after which the operator hears of it: told, red, critical. Each above the one before. */
export type AlarmHours = readonly [alarm: number, red: number, critical: number];

export interface OutboxSettings {
  /** Documents on their way to the gateway at the same time, at most. */
  readonly inFlight: number;
  readonly alarmHours: AlarmHours;
  /** The longest wait between two attempts, seconds. */
  readonly longestWaitSeconds: number;
  /** Repetitions a document gets after answers 400 that name no reason, before it is held and tried once an hour. */
  readonly emptyAnswers: number;
}

/** One at a time, alarms at 4, 12 and 20 hours, ten minutes between attempts at the longest. */
export const OUTBOX_DEFAULTS: OutboxSettings = {
  inFlight: 1,
  alarmHours: [4, 12, 20],
  longestWaitSeconds: 600,
  emptyAnswers: 3,
};
