// A rejected document made again (gateway.md A8): new UUID, counter value, previous hash and stamp; number, issue time,
// lines and amounts stay. The rejected one stays a link of the chain.
import { parseSale } from "../core/invoice/sale.ts";
import { totalsOf } from "../core/invoice/totals.ts";
import type { Violation } from "../core/violation.ts";
import type { StoredDocument } from "../ports/ledger.ts";
import type { ClearOutcome } from "../terminal.ts";
import { type ClearPorts, clearDocument } from "./clear-invoice.ts";
import { approveDraft, type IssueSettings, issueReady } from "./issue-invoice.ts";

/**
 * Makes the document of a number again with the configuration of today; undefined when the number is unknown.
 * A document that was refused twice for the same reason waits for a person: `reviewed` says that one has looked.
 * @throws Fault when the terminal may not sign.
 */
export async function correctInvoice(
  ports: ClearPorts,
  settings: IssueSettings,
  irn: string,
  reviewed: boolean,
): Promise<ClearOutcome | undefined> {
  const generations = ports.ledger.generations(irn);
  const rejected = generations.at(-1);
  if (rejected === undefined) return undefined;
  if (rejected.state !== "rejected") return refused("not-rejected", rejected);
  if (!reviewed && isParked(ports, generations)) return refused("parked", rejected);
  const made = makeAgain(ports, settings, rejected);
  if ("violations" in made) return { kind: "refused", violations: made.violations };
  if (made.profile === "standard") return await clearDocument(ports, made);
  return { kind: "issued", document: made };
}

/** Two rejections in a row with a code in common: another try would only be a third. */
export function isParked({ outbox }: Pick<ClearPorts, "outbox">, generations: readonly StoredDocument[]): boolean {
  const [before, last] = generations.slice(-2).map(({ id }) => codesOf(outbox, id));
  return last?.some((code) => before?.includes(code)) ?? false;
}

function codesOf(outbox: ClearPorts["outbox"], document: number): readonly string[] {
  const last = outbox.attempts(document).at(-1)?.answer;
  return last?.kind === "rejected" ? last.errors.map(({ code, category }) => code || category) : [];
}

function makeAgain(
  ports: ClearPorts,
  settings: IssueSettings,
  rejected: StoredDocument,
): StoredDocument | { readonly violations: readonly Violation[] } {
  const draft = parseSale(JSON.parse(rejected.sale));
  if (!draft.ok) return { violations: draft.error };
  const approved = approveDraft(ports, settings, draft.value, rejected.link.issuedAt);
  if (!approved.ok) return { violations: approved.error };
  if (JSON.stringify(totalsOf(approved.value)) !== JSON.stringify(rejected.totals)) {
    return { violations: [REFUSALS["amounts-changed"]] };
  }
  const { sale, saleDigest, link, generation } = rejected;
  return issueReady(
    ports,
    settings,
    { approved: approved.value, sale, saleDigest },
    { again: { irn: link.irn, issuedAt: link.issuedAt, generation: generation + 1 } },
  );
}

const refused = (code: keyof typeof REFUSALS, { state }: StoredDocument): ClearOutcome => {
  const row = REFUSALS[code];
  const message = { ar: `${row.message.ar} (${state})`, en: `${row.message.en} (${state})` };
  return { kind: "refused", violations: [{ ...row, message }] };
};

const REFUSALS = {
  "not-rejected": {
    code: "unit/not-rejected",
    severity: "error",
    path: "irn",
    message: { ar: "لم ترفض الهيئة هذا المستند", en: "the authority has not refused this document" },
    fix: { ar: "المستند المقبول يُصحح بإشعار دائن", en: "an accepted document is corrected by a credit note" },
  },
  parked: {
    code: "unit/parked",
    severity: "error",
    path: "irn",
    message: {
      ar: "رُفض المستند مرتين للسبب نفسه: لن تُجدي محاولة ثالثة قبل المراجعة",
      en: "the document was refused twice for the same reason: a third try is of no use before somebody looked",
    },
    fix: {
      ar: "راجع رد الهيئة، صحح السبب، ثم أعد الأمر مع ‎--reviewed",
      en: "read the authority's answer, correct the cause, then repeat with --reviewed",
    },
  },
  "amounts-changed": {
    code: "unit/amounts-changed",
    severity: "error",
    path: "totals",
    message: {
      ar: "إعدادات اليوم تعطي مبالغ أخرى: المستند المصحح يحتفظ بمبالغه",
      en: "today's configuration gives other amounts: a corrected document keeps its amounts",
    },
    fix: {
      ar: "أعد الإعداد السابق لحساب المبالغ، أو أصدر عملية جديدة",
      en: "put back the setting the amounts came from, or issue a new sale",
    },
  },
} as const satisfies Readonly<Record<string, Violation>>;
