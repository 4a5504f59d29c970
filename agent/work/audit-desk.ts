// The audit while the shop sells: the same steps as khatm verify, a few milliseconds of them at a time.
import type { ActivityHead, BrokenActivity } from "../core/chain/activities.ts";
import type { AuditRun, AuditState, AuditTrouble } from "../core/chain/audit-state.ts";
import { messageOf } from "../core/errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { ActivityLog } from "../ports/people.ts";
import { activitySteps, type LedgerAudit, ledgerSteps } from "./audit-ledger.ts";

export interface AuditPorts {
  readonly clock: Pick<Clock, "wallMs" | "monotonicMs">;
  readonly ledger: Pick<Ledger, "chains" | "chain" | "head" | "placeAt">;
  readonly activity: ActivityLog;
  /** Told at every hundredth of the way, and at the end. */
  readonly tell: (state: AuditState) => void;
}

export interface AuditDesk {
  /** Begins; while an audit is under way it is that one. */
  start(actor: string): AuditState;
  state(): AuditState;
  /** Ends the one under way without a result. */
  stop(): Promise<void>;
}

/** As long as it works, so long it rests: a sale waits for one slice, and the machine for half of them. */
const SLICE_MS = 8;

type Found = readonly [LedgerAudit, ActivityHead | BrokenActivity];

/** One audit at a time over one ledger; what the last one found is kept until the terminal is closed. */
export function createAuditDesk(ports: AuditPorts): AuditDesk {
  let state: AuditState = { state: "none" };
  let isStopping = false;
  let underWay: Promise<void> | undefined;

  const become = (next: AuditState): void => {
    const isNews = hundredth(next) !== hundredth(state);
    state = next;
    if (isNews) ports.tell(next);
  };
  const run = async (begun: AuditRun, total: number): Promise<void> => {
    const found = await inSlices(ports, auditSteps(ports), {
      isStopping: () => isStopping,
      onSlice: (checked) => become({ ...begun, state: "running", checked, total: Math.max(checked, total) }),
    });
    if (found !== undefined) become(ended(found, begun, ports.clock.wallMs()));
    noteEnd(ports, begun.by, state);
  };
  const begin = (actor: string): void => {
    const begun: AuditRun = { by: actor, startedAt: ports.clock.wallMs() };
    ports.activity.add({ actor, action: "audit", subject: "ledger", result: "begun" });
    const total = sizeOf(ports);
    become({ ...begun, state: "running", checked: 0, total });
    underWay = run(begun, total)
      .catch((thrown: unknown) => become(failed(begun, ports.clock.wallMs(), thrown)))
      .finally(() => {
        underWay = undefined;
      });
  };
  return {
    state: () => state,
    start: (actor) => {
      if (underWay === undefined && !isStopping) begin(actor);
      return state;
    },
    stop: async () => {
      isStopping = true;
      await underWay;
    },
  };
}

/** What is news of a state: another hundredth of the way, or another state. */
const hundredth = (state: AuditState): string =>
  state.state === "running" ? `${Math.floor((state.checked / Math.max(1, state.total)) * 100)}` : state.state;

function* auditSteps({ ledger, activity }: AuditPorts): Generator<undefined, Found, undefined> {
  const audit = yield* ledgerSteps(ledger);
  return audit.broken === undefined ? [audit, yield* activitySteps(activity)] : [audit, { id: 0, hash: "" }];
}

interface Slices {
  readonly isStopping: () => boolean;
  readonly onSlice: (checked: number) => void;
}

/** @returns what the steps return; undefined where they were stopped. */
async function inSlices<T>(
  { clock }: AuditPorts,
  steps: Generator<undefined, T, undefined>,
  { isStopping, onSlice }: Slices,
): Promise<T | undefined> {
  let checked = 0;
  while (!isStopping()) {
    await new Promise((resolve) => setTimeout(resolve, SLICE_MS));
    const until = clock.monotonicMs() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
      checked += 1;
    } while (clock.monotonicMs() < until);
    onSlice(checked);
  }
  return undefined;
}

/** Documents and rows there are to check when it begins. */
function sizeOf({ ledger, activity }: AuditPorts): number {
  const documents = ledger.chains().reduce((sum, csid) => sum + (ledger.head(csid)?.icv ?? 0), 0);
  return documents + (activity.list(undefined, 1)[0]?.id ?? 0);
}

function ended([audit, log]: Found, begun: AuditRun, endedAt: number): AuditState {
  const broken = brokenDocument(audit) ?? brokenRow(log);
  const documents = audit.chains.reduce((sum, chain) => sum + chain.documents, 0);
  if (broken !== undefined) return { ...begun, state: "broken", endedAt, documents, broken };
  return { ...begun, state: "intact", endedAt, documents, activities: "message" in log ? 0 : log.id };
}

function brokenDocument({ broken }: LedgerAudit): AuditTrouble | undefined {
  if (broken === undefined) return undefined;
  const { irn, icv, csid, link, message } = broken;
  return {
    at: { irn, icv, csid, link },
    what: {
      ar: `عند المستند ${irn} (العداد ${icv}): ${message.ar}`,
      en: `at document ${irn} (counter ${icv}): ${message.en}`,
    },
    fix: FIX,
  };
}

const brokenRow = (log: ActivityHead | BrokenActivity): AuditTrouble | undefined =>
  "message" in log ? { at: { row: log.id }, what: log.message, fix: FIX } : undefined;

/** Whatever was touched: the evidence first, then who can judge it. */
const FIX = {
  ar: "لا تغيّر شيئًا في الجهاز. خذ نسخة احتياطية كما هو واحفظها للمدقق، واكتب ما يظهر هنا، ثم اطلب الدعم: تُقارن بالنسخة الثانية وبنسخ الهيئة، وبعدها تُستعاد آخر نسخة سليمة",
  en: "change nothing on this terminal. Take a backup as it is and keep it for the auditor, write down what stands here, and call support: it is compared with the second copy and with what the authority holds, and then the last whole backup is put back",
};

const failed = (begun: AuditRun, endedAt: number, thrown: unknown): AuditState => ({
  ...begun,
  state: "failed",
  endedAt,
  because: {
    ar: `تعذّرت قراءة السجل: ${messageOf(thrown)}`,
    en: `the ledger could not be read: ${messageOf(thrown)}`,
  },
});

function noteEnd({ activity }: AuditPorts, actor: string, { state }: AuditState): void {
  const result = state === "running" ? "stopped" : state;
  activity.add({ actor, action: "audit", subject: "ledger", result });
}
