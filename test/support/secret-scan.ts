// A scanner for secrets: it knows the real values, and looks for each in every form in which it could leak.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { unpack } from "../../agent/core/archive/packing.ts";
import { holdsDatabase } from "../../agent/store/database.ts";

/** Name of a secret → its bytes. */
export type Canaries = ReadonlyMap<string, Buffer>;
/** Where somebody could read it → what stands there. */
export type Places = ReadonlyMap<string, Buffer>;

interface Form {
  readonly form: string;
  readonly write: (secret: Buffer) => string;
}

const FORMS: readonly Form[] = [
  { form: "bytes", write: (secret) => secret.toString("latin1") },
  ...[0, 1, 2].map((offset) => ({ form: `base64 at ${offset}`, write: (secret: Buffer) => base64At(secret, offset) })),
  { form: "base64url", write: (secret) => secret.toString("base64url") },
  { form: "hex", write: (secret) => secret.toString("hex") },
  { form: "HEX", write: (secret) => secret.toString("hex").toUpperCase() },
  { form: "part of an address", write: (secret) => encodeURIComponent(secret.toString("latin1")) },
];

/** The base64 a secret has in the middle of something longer, such as an Authorization header. */
function base64At(secret: Buffer, offset: number): string {
  const written = Buffer.concat([Buffer.alloc(offset), secret]).toString("base64");
  return written.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + secret.length) * 8) / 6));
}

/** A password of six digits is looked for between what is no digit: in longer numbers it stands by chance. */
const isPassword = (secret: Buffer): boolean => /^\d{6}$/.test(secret.toString("latin1"));

const finderOf = (secret: Buffer, { write }: Form): ((bytes: Buffer) => boolean) => {
  const text = write(secret);
  if (!isPassword(secret)) return (bytes) => bytes.includes(text, "latin1");
  const bounded = new RegExp(`(?<![0-9.])${text}(?![0-9])`);
  return (bytes) => bounded.test(bytes.toString("latin1"));
};

/** What is found: which secret, in which form, where. */
export function leaks(canaries: Canaries, places: Places): readonly string[] {
  return [...canaries].flatMap(([name, secret]) =>
    // The other forms of six digits are too short to mean anything.
    (isPassword(secret) ? FORMS.slice(0, 1) : FORMS).flatMap((form) => {
      const isIn = finderOf(secret, form);
      return [...places].filter(([, bytes]) => isIn(bytes)).map(([place]) => `${name} as ${form.form} in ${place}`);
    }),
  );
}

/** The bytes of every file below a folder. */
function filesBelow(folder: string): readonly { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

/** Every file below a folder, and every value of every row of the databases there: a long one is in no page whole. */
export const placesBelow = (folder: string): Places =>
  new Map(
    filesBelow(folder).flatMap(({ path, bytes }) => [[path, bytes] as const, ...(isRead(path) ? valuesIn(path) : [])]),
  );

/** The lock has no rows, and is held as long as the unit is open. */
const isRead = (path: string): boolean => holdsDatabase(path) && !path.endsWith("lock.db");

type Row = Readonly<Record<string, unknown>>;

function valuesIn(path: string): readonly (readonly [string, Buffer])[] {
  const database = new Sqlite(path, { readonly: true });
  try {
    const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const rowsOf = (name: string): readonly Row[] => database.prepare<[], Row>(`SELECT * FROM "${name}"`).all();
    const packs = tables.some(({ name }) => name === "dictionary");
    const dictionaries = new Map((packs ? rowsOf("dictionary") : []).map(({ id, bytes }) => [id, bytes]));
    return tables.flatMap(({ name }) =>
      rowsOf(name).flatMap((row, n) =>
        [...Object.entries(row), ...packedTexts(row, dictionaries.get(row["dictionary"]))].map(
          ([column, value]) => [`row ${n} of ${name}.${column}`, bytesOf(value)] as const,
        ),
      ),
    );
  } finally {
    database.close();
  }
}

/** What a packed row says; one that a test damaged says nothing any more. */
function packedTexts({ packed }: Row, dictionary: unknown): readonly (readonly [string, string])[] {
  if (!(Buffer.isBuffer(packed) && Buffer.isBuffer(dictionary))) return [];
  try {
    return unpack(packed, dictionary).map((text, n) => [`packed, text ${n}`, text] as const);
  } catch {
    return [];
  }
}

const bytesOf = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.from(String(value ?? "")));

/** What anybody on the machine may read of a process: its arguments and, as its own user, its environment. */
export const placesOfProcess = (pid: number): Places =>
  new Map(
    ["cmdline", "environ"].flatMap((what) => {
      try {
        return [[`${what} of process ${pid}`, readFileSync(`/proc/${pid}/${what}`)] as const];
      } catch {
        // It has ended, or this machine has no /proc.
        return [];
      }
    }),
  );
