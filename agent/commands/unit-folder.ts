// The state folder as commands see it: whether a unit was begun there, and whose it is.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Config } from "../../config/config.ts";
import type { Bilingual } from "../core/bilingual.ts";
import { Fault, messageOf } from "../core/errors.ts";
import { serialNumberOf } from "../core/onboarding/request-fields.ts";
import { writeDurably } from "../keys/durable-file.ts";
import { ledgerPath } from "./read-config.ts";

/** What `khatm init` leaves, so that a second unit does not take the folder before the first has a ledger in it. */
const MARK_FILE = "unit.json";

interface Mark {
  readonly name: string;
  readonly serialNumber: string;
  readonly environment: string;
  /** Of whom `khatm init` wrote it for. */
  readonly configuration: string;
}

/**
 * Commands that look or sell begin no unit: an empty ledger in a folder misspelt would answer "no documents".
 * @throws Fault `configuration` unless a unit was begun in the folder; one that is empty may be waiting for it.
 */
export function assertBegun({ state }: Pick<Config, "state">): void {
  const { folder } = state;
  if (existsSync(ledgerPath({ state }))) return;
  if (existsSync(join(folder, KEYS))) throw new Fault("configuration", lost(folder));
  if (existsSync(join(folder, MARK_FILE)) || isEmptyFolder(folder)) return;
  throw new Fault("configuration", nobody(folder));
}

/** The vault's: made behind the ledger, never before it. */
const KEYS = "keys";

const lost = (folder: string): string =>
  `the ledger of the unit in ${folder} is gone: look for ledger.db, or put a backup in its place with khatm restore FILE\nضاع سجل الوحدة في ${folder}: ابحث عن ledger.db أو أعد نسخة احتياطية: khatm restore ملف`;

const nobody = (folder: string): string =>
  `${folder} holds no unit: check --data and state.folder. A new unit begins with khatm init, then khatm onboard\nلا وحدة في ${folder}: تحقق من --data و state.folder. تبدأ الوحدة الجديدة بالأمر khatm init ثم khatm onboard`;

const isEmptyFolder = (path: string): boolean => existsSync(path) && readdirSync(path).length === 0;

/** Why this unit may not have its state folder: another one lives there. */
export function takenBy({ state, unit }: Config): Bilingual | undefined {
  const mark = readMark(state.folder);
  const isUsed = existsSync(ledgerPath({ state })) || existsSync(join(state.folder, KEYS));
  if (mark === undefined) return isUsed ? taken(state.folder) : undefined;
  const { name, serialNumber, environment, configuration } = mark;
  const own = markOf(unit);
  const isOwn = name === own.name && serialNumber === own.serialNumber && environment === own.environment;
  return isOwn ? undefined : taken(state.folder, `${name}, ${configuration}`);
}

/** Says in the folder whose it is. */
export function markFolder({ state, unit }: Config, file: string): void {
  const mark: Mark = { ...markOf(unit), configuration: resolve(file) };
  writeDurably(join(state.folder, MARK_FILE), `${JSON.stringify(mark, undefined, 2)}\n`);
}

const markOf = ({ environment, request }: Config["unit"]) => ({
  name: request.name,
  serialNumber: serialNumberOf(request),
  environment,
});

/** @throws Fault `configuration` where it is there and cannot be read: whose folder it is, is not guessed. */
function readMark(folder: string): Mark | undefined {
  const file = join(folder, MARK_FILE);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Mark;
  } catch (cause) {
    throw new Fault(
      "configuration",
      `${file} cannot be read (${messageOf(cause)}): look whose unit lives there, then remove it\nتعذرت قراءته: انظر لمن هذا المجلد ثم احذف الملف`,
      { cause },
    );
  }
}

const taken = (folder: string, by?: string): Bilingual => ({
  en: `${folder} is the state folder of another unit${by === undefined ? "" : ` (${by})`}: name a folder of its own in state.folder, or with --data. Nothing was changed`,
  ar: `المجلد ${folder} لوحدة أخرى${by === undefined ? "" : ` (${by})`}: اكتب لهذه الوحدة مجلدًا خاصًا بها في state.folder أو مع --data. لم يتغير شيء`,
});
