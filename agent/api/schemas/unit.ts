// The unit as the API shows it: status, checks, what became of onboarding.
import type { JsonSchema } from "../../core/invoice/reading/reader.ts";
import { about, COUNT, FLAG, listOf, MILLISECONDS, NUMBER, RIYADH_TIME, ref, shape, TEXT, words } from "./schema.ts";

const TOUCHED: JsonSchema = {
  anyOf: [
    shape({ irn: TEXT, icv: COUNT, csid: TEXT, link: about(TEXT, "which check of it failed first") }),
    shape({ row: about(COUNT, "a row of the activity log") }),
  ],
};

const BACKUP_STATES = words("none", "good", "old", "absent");

const misfit = shape({ message: ref("Bilingual"), remedy: ref("Bilingual") });
const held = shape({ waiting: COUNT, refused: COUNT });

export const UNIT_SCHEMAS = {
  Health: shape({ healthy: FLAG }, { because: TEXT }),
  Status: shape({
    environment: words("production", "simulation", "sandbox", "local"),
    ready: about(FLAG, "whether a sale would be stamped now"),
    clock: shape({ trusted: FLAG }, { now: RIYADH_TIME, because: TEXT }),
    csid: shape(
      { stage: TEXT },
      { serialNumber: TEXT, notAfter: TEXT, daysLeft: { type: "integer" }, trouble: shape({ code: TEXT }), misfit },
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
      backup: shape({ state: BACKUP_STATES }, { at: MILLISECONDS }),
    }),
  }),
  Checks: shape({
    checks: listOf(
      shape(
        { check: TEXT, about: ref("Bilingual"), state: words("good", "warning", "bad"), found: ref("Bilingual") },
        { remedy: ref("Bilingual") },
      ),
    ),
  }),
  Audit: shape(
    { state: words("none", "running", "intact", "broken", "failed") },
    {
      by: about(TEXT, "who began it"),
      startedAt: MILLISECONDS,
      endedAt: MILLISECONDS,
      checked: about(COUNT, "documents and rows of the activity log so far"),
      total: COUNT,
      documents: about(COUNT, "documents that hold"),
      activities: about(COUNT, "the last row of the activity log that holds"),
      broken: shape({ at: TOUCHED, what: ref("Bilingual"), fix: ref("Bilingual") }),
      because: about(ref("Bilingual"), "why it could not be done"),
    },
  ),
  Backup: shape({ name: TEXT, bytes: NUMBER, at: MILLISECONDS }, { sha256: TEXT }),
  Backups: shape({ folder: TEXT, state: BACKUP_STATES }, { newest: ref("Backup") }),
  Flushed: shape({ sent: COUNT, accepted: COUNT, rejected: COUNT, waiting: COUNT }, { paused: ref("Bilingual") }),
  Csr: shape({ csr: TEXT }),
  Enrolled: shape({ progress: listOf(ref("Bilingual")) }),
  Decommissioned: shape({ kind: words("done", "waiting", "held", "not-onboarded") }),
  OpenApi: { type: "object" },
} as const satisfies Readonly<Record<string, JsonSchema>>;
