// What a program proves before it is let near a till, in this order: whatever fails, the ledger is as it was.
import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { problem } from "./api/problem.ts";
import { systemClock } from "./clock/system-clock.ts";
import type { Bilingual } from "./core/bilingual.ts";
import { isFault, messageOf } from "./core/errors.ts";
import { ALARM_TEXTS } from "./core/printing/alarms.ts";
import { riyadhTime } from "./core/riyadh-time.ts";
import { scratchSigner } from "./keys/scratch-signer.ts";
import { checkedHere } from "./keys/signature-checks.ts";
import type { StoredDocument } from "./ports/ledger.ts";
import { openDatabase } from "./store/database.ts";
import { createLedger } from "./store/ledger.ts";
import { schemaOf } from "./store/schema.ts";
import { lockLedger } from "./store/writer-lock.ts";
import type { Finding } from "./terminal.ts";
import { printersOf, randomUuid, settingsOf } from "./wire.ts";
import { openLedger } from "./wire-migration.ts";
import { sellOnce } from "./work/sell-once.ts";
import type { TerminalPorts } from "./work/terminal.ts";

type Found = Pick<Finding, "state" | "found" | "remedy">;

interface Bench {
  readonly config: Config;
  readonly printers: TerminalPorts["printers"];
  readonly sold: StoredDocument;
}

interface Step {
  readonly check: string;
  readonly about: Bilingual;
  readonly run: (bench: Bench) => Promise<Found> | Found;
}

const good = (ar: string, en: string): Found => ({ state: "good", found: { ar, en } });
const SELLS: Omit<Step, "run"> = {
  check: "stamp",
  about: { ar: "بيع بمفتاح مؤقت", en: "a sale with a key of its own" },
};

const STEPS: readonly Step[] = [
  {
    ...SELLS,
    run: ({ sold }) =>
      good(`خُتم وتُحقق منه: ${sold.link.irn}`, `${sold.link.irn} is stamped, and every link of it holds`),
  },
  { check: "receipt", about: { ar: "رسم إيصاله", en: "its receipt is drawn" }, run: receipts },
  { check: "printer", about: { ar: "الطابعات", en: "the printers" }, run: conditions },
  {
    check: "ledger",
    about: { ar: "السجل بمخطط هذا البرنامج", en: "the ledger in this program's schema" },
    run: ledger,
  },
];

const REMEDY: Bilingual = {
  ar: "لا تُشغّل هذا الإصدار: السجل كما كان، والإصدار السابق يعمل",
  en: "do not start this version: the ledger is as it was, and the version before works",
};

/**
 * Proves this program on this machine, and brings the unit's ledger to its schema. The first step that fails is the last.
 * @throws Fault `storage-locked` while an agent runs, `configuration`.
 */
export async function selfTest(config: Config): Promise<readonly Finding[]> {
  const lock = lockLedger(config.state.folder);
  try {
    return await allSteps(config);
  } finally {
    lock.release();
  }
}

async function allSteps(config: Config): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const printers = printersOf(config);
  try {
    const sold = await attempt(() => sellWithScratchKey(config));
    if ("state" in sold) return [{ ...SELLS, ...sold }];
    for (const { run, ...step } of STEPS) {
      const found = await attempt(() => run({ config, printers, sold: sold.done }));
      findings.push({ ...step, ...("done" in found ? found.done : found) });
      if ("state" in found) break;
    }
    return findings;
  } finally {
    await Promise.all([...printers.values()].map(({ printer }) => printer.close()));
  }
}

async function attempt<T>(act: () => Promise<T> | T): Promise<{ readonly done: T } | Found> {
  try {
    return { done: await act() };
  } catch (thrown) {
    const because = messageOf(thrown);
    const title = isFault(thrown) ? problem(thrown.code).titles.ar : "فشل";
    return { state: "bad", found: { ar: `${title}: ${because}`, en: because }, remedy: REMEDY };
  }
}

/** Neither the shop's key nor its counter: a key and a ledger in memory. */
async function sellWithScratchKey(config: Config): Promise<StoredDocument> {
  const now = riyadhTime(Date.now());
  const signer = await scratchSigner(now.epochMs);
  const database = openDatabase(":memory:");
  try {
    const scratch = createLedger(database);
    const sources = { lastIssuedAt: () => 0, notBefore: () => 0, unverified: "trust" } as const;
    const clock = { ...systemClock(sources), now: () => now };
    const ports = {
      clock,
      ledger: scratch,
      uuid: randomUuid,
      signer: () => ({ ...signer, csid: "self-test" }),
      checks: checkedHere,
    };
    return sellOnce(ports, settingsOf(config, ports));
  } finally {
    database.close();
  }
}

/** On the paper of every printer; the drawing reads its own QR code back. */
async function receipts({ printers, sold }: Bench): Promise<Found> {
  for (const { printer } of printers.values()) await printer.picture(sold.receipt);
  return good(`للطابعات ${[...printers.keys()].join("، ")}`, `for ${[...printers.keys()].join(", ")}`);
}

/** A printer that is off says nothing of the program. */
async function conditions({ printers }: Bench): Promise<Found> {
  const seen = await Promise.all(
    [...printers].map(async ([name, { printer }]) => ({ name, ...ALARM_TEXTS[await printer.condition()] })),
  );
  const told = (language: keyof Bilingual): string =>
    seen.map(({ name, message }) => `${name}: ${message[language]}`).join("; ");
  const [remedy] = seen.flatMap((one) => one.remedy ?? []);
  const found = { ar: told("ar"), en: told("en") };
  return remedy === undefined ? { state: "good", found } : { state: "warning", found, remedy };
}

function ledger({ config }: Bench): Found {
  const database = openLedger(join(config.state.folder, "ledger.db"));
  try {
    const schema = schemaOf(database);
    return good(`المخطط ${schema}`, `schema ${schema}`);
  } finally {
    database.close();
  }
}
