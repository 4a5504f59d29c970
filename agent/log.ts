// The operator's log: one JSON line an event on stderr, where the service manager's journal takes it. Never a secret.
import { pino } from "pino";

export type Log = (event: string, facts: Readonly<Record<string, unknown>>) => void;

/** Whatever carries such a name is a secret, in the facts of an event or one level below. */
const SECRETS = ["secret", "token", "otp", "password", "authorization", "key"].flatMap((name) => [name, `*.${name}`]);

/** Opens the log. */
export function openLog(): Log {
  const logger = pino(
    { base: null, redact: { paths: SECRETS, censor: "[secret]" } },
    pino.destination({ fd: 2, sync: true }),
  );
  return (event, facts) => logger.info(facts, event);
}
