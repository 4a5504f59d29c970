// The switches of the simulator, one row each: what an integrator turns to see another face of the gateway.
import * as v from "valibot";

const CountPerSeconds = v.strictObject({
  calls: v.pipe(v.number(), v.integer(), v.minValue(1)),
  seconds: v.pipe(v.number(), v.minValue(1)),
});

const DEFAULT_BODY_LIMIT = 2 * 1024 * 1024;
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const ENTRIES = {
  /** `down`: every connection is destroyed. `refuse`: every call is answered 503 by the front server. */
  gateway: v.optional(v.picklist(["up", "down", "refuse"]), "up"),
  /** Off: clearance answers 303 and reporting takes standard documents. */
  clearance: v.optional(v.boolean(), true),
  /** Milliseconds before every answer. */
  latencyMs: v.optional(count, 0),
  /** What a good renewal is answered with: 428 and a new compliance certificate, or 200 and the production one. */
  renewal: v.optional(v.picklist([428, 200]), 428),
  /** The 428 answer inside a `value` object, as in the authority's description of the call. */
  renewalWrapped: v.optional(v.boolean(), false),
  /** Status of a compliance check that passed with warnings. */
  complianceWarningStatus: v.optional(v.picklist([200, 202]), 200),
  /** Request identifiers beyond 2^53, which a number of JavaScript cannot hold. */
  longRequestIds: v.optional(v.boolean(), false),
  /** A 401 without its body, at random. */
  bareUnauthorized: v.optional(v.boolean(), false),
  /** Added to the simulator's clock: minus one day makes today's documents come from the future. */
  clockOffsetSeconds: v.optional(v.pipe(v.number(), v.integer()), 0),
  /** At most so many calls in so many seconds for each credential, else 429. */
  rateLimit: v.optional(v.nullable(CountPerSeconds), null),
  /** Largest request body, bytes. */
  bodyLimitBytes: v.optional(count, DEFAULT_BODY_LIMIT),
};

const Schema = v.strictObject(ENTRIES);

/** Every switch. */
export type Switches = v.InferOutput<typeof Schema>;

/** Some switches, to be changed. */
export type SwitchChange = Partial<Switches>;

/** The switches with some changed. @throws ValiError naming the wrong switch. */
export const changeSwitches = (now: Partial<Switches>, change: unknown): Switches =>
  v.parse(Schema, { ...now, ...v.parse(v.record(v.string(), v.unknown()), change) });
