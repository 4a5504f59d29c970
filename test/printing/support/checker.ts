// Judges what came out: it knows the ledger's file and the dots the virtual printers burnt, and nothing of what the agent
// says of itself. Every issued document must lie on paper whole, and no two papers of it may both pass for the original.
import Sqlite from "better-sqlite3";
import type { ReceiptModel } from "../../../agent/core/receipt/model.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { render } from "../../../drivers/raster/render.ts";
import { unpacker } from "../../faults/checker/unpack.ts";

const WIDTH = 576;
const STRIDE = WIDTH / 8;
/** Rows behind the first one in which an original and its copy differ: enough to know a beginning by. */
const TELLING_ROWS = 24;

export interface Verdict {
  readonly documents: number;
  /** Whole papers, by what they pass for. */
  readonly originals: number;
  readonly copies: number;
  /** Papers that begin as an original, whole or not. */
  readonly begunOriginals: number;
  /** Numbers without one whole paper. */
  readonly lost: readonly string[];
  /** Numbers with two papers that pass for the original, begun or whole. */
  readonly duplicates: readonly string[];
  /** Numbers whose first whole paper lies before that of an older document. */
  readonly disordered: readonly string[];
}

interface Drawn {
  readonly irn: string;
  readonly qr: string;
  readonly original: Buffer;
  readonly copy: Buffer;
  /** The beginning by which an original is known. */
  readonly head: Buffer;
}

const drawings = new Map<string, Drawn>();

/** The documents of a ledger file, drawn as original and as copy. */
export function documentsOf(ledger: string): readonly Drawn[] {
  const database = new Sqlite(ledger, { readonly: true });
  try {
    const rows = database.prepare<[], { irn: string; uuid: string; qr: string; receipt: string }>(
      "SELECT irn, uuid, qr, receipt, dictionary, packed FROM document ORDER BY id",
    );
    const unpacked = rows.all().map(unpacker(database));
    return unpacked.map(({ irn, uuid, qr, receipt }) => {
      const known = drawings.get(uuid) ?? drawn(irn, qr, JSON.parse(receipt) as ReceiptModel);
      drawings.set(uuid, known);
      return known;
    });
  } finally {
    database.close();
  }
}

function drawn(irn: string, qr: string, receipt: ReceiptModel): Drawn {
  const rowsOf = (model: ReceiptModel): Buffer => Buffer.from(render(model, WIDTH, RECEIPT_TEXTS).rows);
  const original = rowsOf(receipt);
  const copy = rowsOf({ ...receipt, marks: [...receipt.marks, "copy"] });
  if (copy.includes(original))
    throw new Error(`the copy of ${irn} begins like its original: nobody could tell them apart`);
  const differs = original.findIndex((byte, at) => byte !== copy[at]);
  const head = original.subarray(0, (Math.floor(differs / STRIDE) + TELLING_ROWS) * STRIDE);
  return { irn, qr, original, copy, head };
}

/** Judges the documents behind the first so many by what came out of a printer, as one tape of rows. */
export function judge(ledger: string, tape: Buffer, behind = 0): Verdict {
  const documents = documentsOf(ledger).slice(behind);
  const whole = documents.map((document) => ({
    irn: document.irn,
    originals: placesOf(tape, document.original),
    copies: placesOf(tape, document.copy),
  }));
  const firsts = whole.map(({ originals, copies }) => Math.min(...originals, ...copies));
  const begun = begunOriginals(documents, tape);
  return {
    documents: documents.length,
    originals: sum(whole.map(({ originals }) => originals.length)),
    copies: sum(whole.map(({ copies }) => copies.length)),
    begunOriginals: begun.length,
    lost: whole.filter((_, i) => firsts[i] === Number.POSITIVE_INFINITY).map(({ irn }) => irn),
    duplicates: duplicatesOf(documents, begun),
    disordered: whole
      .filter((_, i) => firsts.slice(0, i).some((first) => first > (firsts[i] ?? 0)))
      .map(({ irn }) => irn),
  };
}

/** Beginnings of originals in their order, each with the numbers it may be of. */
function begunOriginals(documents: readonly Drawn[], tape: Buffer): readonly (readonly string[])[] {
  const heads = new Map(documents.map(({ head }) => [head.toString("latin1"), head]));
  const places = [...new Set([...heads.values()].flatMap((head) => placesOf(tape, head)))].sort((a, b) => a - b);
  return places.map((place) => {
    const lengths = documents.map(({ original }) => sameRows(tape, place, original));
    const longest = Math.max(...lengths);
    return documents.filter((_, i) => lengths[i] === longest).map(({ irn }) => irn);
  });
}

/** A number that more than one beginning is of; and where there are more beginnings than documents, nobody knows whose. */
function duplicatesOf(documents: readonly Drawn[], begun: readonly (readonly string[])[]): readonly string[] {
  const sure = begun.flatMap((irns) => (irns.length === 1 ? irns : []));
  const twice = sure.filter((irn, i) => sure.indexOf(irn) !== i);
  return begun.length > documents.length && twice.length === 0 ? ["unknown number"] : twice;
}

function sameRows(tape: Buffer, place: number, original: Buffer): number {
  let row = 0;
  while ((row + 1) * STRIDE <= original.length && isSameRow(tape, place, original, row)) row++;
  return row;
}

const isSameRow = (tape: Buffer, place: number, original: Buffer, row: number): boolean =>
  original.compare(
    tape,
    place + row * STRIDE,
    Math.min(tape.length, place + (row + 1) * STRIDE),
    row * STRIDE,
    (row + 1) * STRIDE,
  ) === 0;

/** Where these rows stand in the tape; rows begin at whole strides. Found by the first row with ink in it. */
function placesOf(tape: Buffer, rows: Buffer): readonly number[] {
  const offset = Math.floor(rows.findIndex((byte) => byte !== 0) / STRIDE) * STRIDE;
  const ink = rows.subarray(offset, offset + STRIDE);
  const found: number[] = [];
  for (let at = tape.indexOf(ink); at !== -1; at = tape.indexOf(ink, at + 1)) {
    const start = at - offset;
    const stands = start >= 0 && start % STRIDE === 0 && start + rows.length <= tape.length;
    if (stands && rows.compare(tape, start, start + rows.length) === 0) found.push(start);
  }
  return found;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
