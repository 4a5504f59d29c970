// The unit as the API shows it: status, checks, what became of onboarding.
import type { JsonSchema } from "../../core/invoice/reading/reader.ts";
import { about, COUNT, FLAG, listOf, NUMBER, RIYADH_TIME, ref, shape, TEXT, words } from "./schema.ts";

const held = shape({ waiting: COUNT, refused: COUNT });

export const UNIT_SCHEMAS = {
  Health: shape({ healthy: FLAG }, { because: TEXT }),
  Status: shape({
    environment: words("production", "simulation", "sandbox", "local"),
    ready: about(FLAG, "whether a sale would be stamped now"),
    clock: shape({ trusted: FLAG }, { now: RIYADH_TIME, because: TEXT }),
    csid: shape(
      { stage: TEXT },
      { serialNumber: TEXT, notAfter: TEXT, daysLeft: { type: "integer" }, trouble: shape({ code: TEXT }) },
    ),
    chain: shape({ icv: COUNT }, { hash: TEXT, closed: TEXT }),
    outbox: shape(
      {
        pending: COUNT,
        late: COUNT,
        rejected: COUNT,
        lateness: words("none", "alarm", "red", "critical", "late"),
        held,
      },
      { oldestIssuedAt: RIYADH_TIME, deadlineAt: RIYADH_TIME, paused: ref("Bilingual") },
    ),
    printer: ref("ReceiptPrinter"),
    storage: shape({
      freeBytes: NUMBER,
      state: words("good", "low", "stopped"),
      secondCopy: shape({ state: words("off", "good", "behind", "absent", "ahead") }, { copied: COUNT, because: TEXT }),
    }),
  }),
  Checks: shape({
    checks: listOf(
      shape(
        { check: TEXT, about: ref("Bilingual"), state: words("good", "warning", "bad"), found: TEXT },
        { remedy: ref("Bilingual") },
      ),
    ),
  }),
  Flushed: shape({ sent: COUNT, accepted: COUNT, rejected: COUNT, waiting: COUNT }, { paused: ref("Bilingual") }),
  Csr: shape({ csr: TEXT }),
  Enrolled: shape({ progress: listOf(ref("Bilingual")) }),
  Decommissioned: shape({ kind: words("done", "waiting", "held", "not-onboarded") }),
  OpenApi: { type: "object" },
} as const satisfies Readonly<Record<string, JsonSchema>>;
