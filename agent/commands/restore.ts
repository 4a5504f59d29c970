// khatm restore: puts a backup in the ledger's place, with the agent stopped. What was issued after the backup is not in
// it, so its chains are closed: the unit issues again under a new CSID, whose chain begins anew.
import type { Config } from "../../config/config.ts";
import { readLastCopied } from "../copy/last-copied.ts";
import type { CopiedDocument } from "../copy/record.ts";
import type { Bilingual } from "../core/bilingual.ts";
import { counted, DOCUMENTS } from "../core/counted.ts";
import { Fault } from "../core/errors.ts";
import { makePrivateFolder } from "../keys/durable-file.ts";
import { createActivityLog } from "../store/activity-log.ts";
import { restoreLedger, setCopyAside } from "../store/backup.ts";
import type { Database } from "../store/database.ts";
import { createLedger } from "../store/ledger.ts";
import { openToRead } from "../store/read-ledger.ts";
import { createUnitStore } from "../store/unit-record.ts";
import { lockLedger } from "../store/writer-lock.ts";
import { auditActivities, auditLedger } from "../work/audit-ledger.ts";
import { irnOf } from "../work/numbering.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, tell } from "./context.ts";
import { ledgerPath, readConfig } from "./read-config.ts";

const NO_FILE: Bilingual = { ar: "اذكر النسخة: khatm restore ملف", en: "name the backup: khatm restore FILE" };
const BECAUSE =
  "this ledger was restored from a backup, which does not know the counters used after it: run khatm renew, the new CSID begins a new chain";

export function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const [backup] = input.arguments;
  if (backup === undefined) {
    complain(context, NO_FILE);
    return Promise.resolve(EXIT.usage);
  }
  const config = readConfig(context);
  makePrivateFolder(config.state.folder);
  const lock = lockLedger(config.state.folder);
  try {
    const outcome = putBack(backup, config);
    tell(context, outcome, text(outcome));
    return Promise.resolve(EXIT.done);
  } finally {
    lock.release();
  }
}

/** Chains go on only where the second copy ends with the backup's last document. */
function putBack(backup: string, { state, numbering }: Pick<Config, "state" | "numbering">): Outcome {
  const { folder, secondCopy } = state;
  const at = Date.now();
  const copied = readLastCopied(secondCopy);
  const { documents, last, csids, isCopyAhead } = examined(backup, folder, copied);
  const closed = last !== undefined && copied?.hash === last ? [] : csids;
  const { before, resumed } = restoreLedger(backup, ledgerPath({ state }), { at, closed, because: BECAUSE });
  const document = resumed.document === undefined ? {} : { document: irnOf(numbering.irn, resumed.document) };
  return {
    documents,
    closed,
    next: { closing: resumed.closing, ...document },
    ...(before === undefined ? {} : { replaced: before }),
    ...(isCopyAhead && secondCopy !== undefined ? { copy: setCopyAside(secondCopy, at) } : {}),
  };
}

interface Examined {
  readonly documents: number;
  /** The invoice hash of the newest document. */
  readonly last: string | undefined;
  /** Every CSID that has or may have documents. */
  readonly csids: readonly string[];
  /** Whether the second copy goes on where the backup ends, or elsewhere. */
  readonly isCopyAhead: boolean;
}

/** A damaged backup is not put in anything's place. @throws Fault `storage-failed`, `schema-newer`, `chain-broken`. */
function examined(backup: string, scratch: string, copied: CopiedDocument | undefined): Examined {
  const database = openToRead(backup, scratch);
  try {
    assertWhole(database, backup);
    const ledger = createLedger(database);
    const { chains, broken } = auditLedger(ledger);
    if (broken !== undefined) throw new Fault("chain-broken", `${backup}: ICV ${broken.icv}: ${broken.message.en}`);
    const activities = auditActivities(createActivityLog(database, Date.now));
    if ("message" in activities) throw new Fault("chain-broken", `${backup}: ${activities.message.en}`);
    const unit = createUnitStore(database, Date.now).load();
    const active = unit?.stage === "ready" || unit?.stage === "closing" ? [unit.active.production.id] : [];
    return {
      documents: chains.reduce((sum, chain) => sum + chain.documents, 0),
      last: ledger.list({ limit: 1 })[0]?.hash,
      csids: [...new Set([...chains.map(({ csid }) => csid), ...active])],
      isCopyAhead: copied !== undefined && ledger.placeAt(copied.csid, copied.icv)?.hash !== copied.hash,
    };
  } finally {
    database.close();
  }
}

function assertWhole(database: Database, backup: string): void {
  const found = database.pragma("integrity_check", { simple: true });
  if (found !== "ok") throw new Fault("storage-failed", `${backup} is damaged: ${String(found)}`);
}

interface Outcome {
  readonly documents: number;
  readonly closed: readonly string[];
  /** The unit's next numbers behind a gap: what was used after the backup is not used again. */
  readonly next: { readonly closing: number; readonly document?: string };
  readonly replaced?: string;
  /** Where the second copy lies that has more than the backup. */
  readonly copy?: string;
}

function text({ documents, closed, next, replaced, copy }: Outcome): string {
  const numbers = [next.document, `Z ${next.closing}`].filter((number) => number !== undefined);
  return [
    `restored: ${documents} documents · استُعيد ${counted(documents, DOCUMENTS)}`,
    ...(replaced === undefined ? [] : [`what was there · ما كان مكانه: ${replaced}`]),
    ...(copy === undefined
      ? []
      : [`documents the backup lacks, for the auditor · مستندات ليست في النسخة، للمدقق: ${copy}`]),
    ...(closed.length === 0
      ? [
          "the second copy proves that nothing was issued after it: the chain goes on",
          "تثبت النسخة الثانية أنه لم يصدر شيء بعدها: السلسلة مستمرة",
        ]
      : [
          "its chains are closed, as nobody knows which counters were used after it. Before the next sale: khatm renew",
          "سلاسله مغلقة، فلا أحد يعلم أي عدادات استُعملت بعدها. قبل البيع التالي: khatm renew",
        ]),
    `numbers used after it are not used again, the next are: ${numbers.join(", ")}`,
    `لا يتكرر رقم استُعمل بعدها، والأرقام التالية: ${numbers.join("، ")}`,
  ].join("\n");
}
