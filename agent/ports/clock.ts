// Where time and identifiers come from.

import type { TimeVerdict } from "../core/clock/trust.ts";
import type { Uuid } from "../core/ids.ts";
import type { RiyadhTime } from "../core/riyadh-time.ts";

/** Trusted wall time and monotonic time. */
export interface Clock {
  /** The trusted time. @throws Fault `clock-untrusted` when no document may be dated now. */
  now(): RiyadhTime;
  /** Whether it is trusted, by whom or why not, and what to do. */
  verdict(): TimeVerdict;
  /** Tells it the gateway's own clock, milliseconds since 1970. */
  heard(gatewayTime: number): void;
  /** Wall time whether trusted or not, milliseconds since 1970: for bookkeeping, never for a document. */
  wallMs(): number;
  /** Milliseconds that only ever grow: for timeouts and backoff. */
  monotonicMs(): number;
}

/** Where identifiers come from. */
export type MakeUuid = () => Uuid;
