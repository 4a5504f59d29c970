// khatm export: the archive for an auditor or another medium. Reads only, beside a running agent too.
import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MANIFEST_FILE } from "../core/archive/manifest.ts";
import { counted, DOCUMENTS } from "../core/counted.ts";
import { Fault } from "../core/errors.ts";
import { makePrivateFolder } from "../keys/durable-file.ts";
import { createActivityLog } from "../store/activity-log.ts";
import { flushLog } from "../store/flush.ts";
import { createLedger } from "../store/ledger.ts";
import { openToRead } from "../store/read-ledger.ts";
import { exportArchive } from "../work/export-archive.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { ledgerPath, readConfig } from "./read-config.ts";
import { assertBegun } from "./unit-folder.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const [out, from, to] = ["out", "from", "to"].map((name) => optionText(input, name));
  const wrong = wrongUse(out, from, to);
  if (wrong !== undefined || out === undefined) {
    complain(context, wrong ?? NO_FOLDER);
    return Promise.resolve(EXIT.usage);
  }
  const config = readConfig(context);
  assertBegun(config);
  const days = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const { documents, sha256 } = archive(ledgerPath(config), emptyFolder(out), { seller: config.seller.vat, ...days });
  tell(
    context,
    { folder: out, documents, manifest: MANIFEST_FILE, sha256 },
    `${documents} documents in ${out} / ${counted(documents, DOCUMENTS)}\n${MANIFEST_FILE}: SHA-256 ${sha256}\ncheck it anywhere / تحقق منه في أي جهاز: khatm verify ${out}`,
  );
  return Promise.resolve(EXIT.done);
}

const NO_FOLDER = { ar: "اذكر المجلد: khatm export --out مجلد", en: "name the folder: khatm export --out FOLDER" };
const NO_DAY = { ar: "اكتب اليوم هكذا: 2026-11-21", en: "write a day as 2026-11-21" };

function wrongUse(out: string | undefined, ...days: readonly (string | undefined)[]) {
  if (out === undefined) return NO_FOLDER;
  return days.every((day) => day === undefined || DAY.test(day)) ? undefined : NO_DAY;
}

/** An archive is never mixed with what was there. @throws Fault `configuration`. */
function emptyFolder(path: string): string {
  if (existsSync(path) && readdirSync(path).length > 0) {
    throw new Fault("configuration", `${path} is not empty: name a new folder (اختر مجلدًا جديدًا)`);
  }
  makePrivateFolder(path);
  return path;
}

function archive(ledger: string, folder: string, order: Parameters<typeof exportArchive>[1]) {
  const database = openToRead(ledger);
  let files = 0;
  const write = (file: string, pieces: Iterable<string>): string => {
    files += 1;
    return writePieces(join(folder, file), pieces);
  };
  try {
    const ports = { ledger: createLedger(database), activity: createActivityLog(database, Date.now), write };
    // One reading transaction: what a running agent issues meanwhile is in none of it or in all of it.
    const sha256 = database.transaction(() => write(MANIFEST_FILE, exportArchive(ports, order))).deferred();
    flushLog(ledger);
    return { documents: files - BESIDE, sha256 };
  } finally {
    database.close();
  }
}

/** The list and the activity log. */
const BESIDE = 2;

/** Writes a new file and flushes it. @returns the SHA-256 of its bytes. */
function writePieces(path: string, pieces: Iterable<string>): string {
  makePrivateFolder(dirname(path));
  const digest = createHash("sha256");
  const file = openSync(path, "wx", 0o600);
  try {
    for (const piece of pieces) {
      writeFileSync(file, piece);
      digest.update(piece);
    }
    fsyncSync(file);
    return digest.digest("hex");
  } finally {
    closeSync(file);
  }
}
