// An allow-list reader of what goes to a printer, written from the makers' manuals and sharing no code with the encoder:
// every byte must belong to a command a receipt may hold, and the commands must come in the order of a receipt.

/** What a stream was found to hold. */
export interface Account {
  /** The dots, rows packed in bytes, as wide as the widest band with its margin. */
  readonly rows: readonly Uint8Array[];
  readonly cuts: number;
  /** Questions whose answer proves that the paper is printed. */
  readonly proofs: number;
  /** Every byte, by what it was. */
  readonly bytes: { readonly [kind in Kind]: number };
}

type Kind = "filling" | "set-up" | "dots" | "headers" | "feeds" | "cut" | "proof";

interface Paper {
  readonly rows: Uint8Array[];
  readonly stride: number;
  margin: number;
}

interface Allowed {
  readonly kind: Kind;
  /** Fixed bytes; a function says which values a parameter may have. */
  readonly form: readonly (number | ((byte: number) => boolean))[];
  /** Bytes that follow the form. */
  readonly more?: (form: Uint8Array) => number;
  readonly print?: (form: Uint8Array, more: Uint8Array, paper: Paper) => void;
}

const any = (): boolean => true;
const oneOf =
  (...values: readonly number[]) =>
  (byte: number): boolean =>
    values.includes(byte);
const from =
  (least: number, most: number) =>
  (byte: number): boolean =>
    byte >= least && byte <= most;
const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;

/** Every command a receipt may hold; ESC p, GS a, DLE and all text are not among them. */
const ALLOWED: readonly Allowed[] = [
  { kind: "set-up", form: [0x1b, 0x40], print: (_, __, paper) => setMargin(paper, 0) },
  // GS ( D: only to switch real-time commands off.
  { kind: "set-up", form: [0x1d, 0x28, 0x44, 5, 0, 0x14, 1, 0, 2, 0] },
  { kind: "set-up", form: [0x1d, 0x28, 0x44, 3, 0, 0x14, 1, 0] },
  // GS P, GS L: units and left margin.
  { kind: "set-up", form: [0x1d, 0x50, oneOf(180, 203), oneOf(180, 203)] },
  {
    kind: "set-up",
    form: [0x1d, 0x4c, any, from(0, 2)],
    print: (form, _, paper) => setMargin(paper, at(form, 2) + 256 * at(form, 3)),
  },
  // GS v 0: dots.
  {
    kind: "headers",
    form: [0x1d, 0x76, 0x30, from(0, 3), from(1, 255), 0, from(1, 255), 0],
    more: (form) => at(form, 4) * at(form, 6),
    print: (form, dots, paper) => printBand(form, dots, paper),
  },
  // ESC J: blank paper.
  {
    kind: "feeds",
    form: [0x1b, 0x4a, from(1, 255)],
    print: (form, _, { rows, stride }) => {
      for (let i = 0; i < at(form, 2); i++) rows.push(new Uint8Array(stride));
    },
  },
  { kind: "cut", form: [0x1d, 0x56, oneOf(0x41, 0x42), any] },
  // GS r 1, GS ( H: answered when everything before it is on paper.
  { kind: "proof", form: [0x1d, 0x72, 1] },
  { kind: "proof", form: [0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, any, any, any, any] },
];

/** The parts of a stream in the order they must come. */
const ORDER: readonly (readonly Kind[])[] = [["filling"], ["set-up", "headers", "feeds"], ["cut"], ["proof"]];

/**
 * Accounts for every byte of a receipt's stream.
 * @throws Error naming the first byte that has no business there.
 */
export function accountFor(stream: Uint8Array, width: number): Account {
  refuseRealTime(stream);
  const bytes: Record<Kind, number> = { filling: 0, "set-up": 0, dots: 0, headers: 0, feeds: 0, cut: 0, proof: 0 };
  const paper: Paper = { rows: [], stride: width / 8, margin: 0 };
  const counts = { cut: 0, proof: 0 };
  let stage = 0;
  let position = 0;
  while (stream[position] === 0) position++;
  bytes.filling = position;
  while (position < stream.length) {
    const command = ALLOWED.find((one) => fits(one, stream, position));
    if (command === undefined)
      throw new Error(`byte ${position} (${hex(stream, position)}) belongs to no allowed command`);
    const form = stream.subarray(position, position + command.form.length);
    const length = command.more?.(form) ?? 0;
    const more = stream.subarray(position + form.length, position + form.length + length);
    if (more.length < length) throw new Error(`the dots announced at byte ${position} are not all there`);
    stage = stageOf(command.kind, stage, position);
    command.print?.(form, more, paper);
    bytes[command.kind] += form.length;
    bytes.dots += length;
    if (command.kind === "cut" || command.kind === "proof") counts[command.kind]++;
    position += form.length + length;
  }
  return { rows: paper.rows, cuts: counts.cut, proofs: counts.proof, bytes };
}

const fits = ({ form }: Allowed, stream: Uint8Array, position: number): boolean =>
  form.every((wanted, i) => {
    const byte = stream[position + i];
    return byte !== undefined && (typeof wanted === "number" ? byte === wanted : wanted(byte));
  });

function stageOf(kind: Kind, before: number, position: number): number {
  const stage = ORDER.findIndex((kinds) => kinds.includes(kind));
  if (stage < before) throw new Error(`${kind} at byte ${position} comes after ${ORDER[before]?.join(" or ")}`);
  return stage;
}

const hex = (stream: Uint8Array, position: number): string =>
  Array.from(stream.subarray(position, position + 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");

/** DLE EOT 1 to 8, DLE ENQ 0 to 3, DLE DC4 1 to 8: printers obey them wherever they stand, in dots too. */
function refuseRealTime(stream: Uint8Array): void {
  for (let position = stream.indexOf(0x10); position >= 0; position = stream.indexOf(0x10, position + 1)) {
    const [second = 0, third = 0xff] = stream.subarray(position + 1, position + 3);
    const isCommand =
      (second === 0x04 && third >= 1 && third <= 8) ||
      (second === 0x05 && third <= 3) ||
      (second === 0x14 && third >= 1 && third <= 8);
    if (isCommand) throw new Error(`a real-time command stands at byte ${position} (${hex(stream, position)})`);
  }
}

function setMargin(paper: Paper, dots: number): void {
  if (dots % 8 !== 0) throw new Error(`a margin of ${dots} dots is none of whole bytes`);
  paper.margin = dots / 8;
}

/** Mode bit 0 doubles the width, bit 1 the height. */
function printBand(form: Uint8Array, dots: Uint8Array, { rows, stride, margin }: Paper): void {
  const [mode, bandStride] = [at(form, 3), at(form, 4)];
  for (let start = 0; start < dots.length; start += bandStride) {
    const slice = dots.subarray(start, start + bandStride);
    const row = new Uint8Array(stride);
    const wide = (mode & 1) === 1 ? doubled(slice) : slice;
    const ink = wide.findLastIndex((byte) => byte !== 0) + 1;
    if (margin + ink > stride) throw new Error("a band prints beyond the paper's edge");
    row.set(wide.subarray(0, ink), margin);
    rows.push(row);
    if ((mode & 2) === 2) rows.push(row);
  }
}

function doubled(row: Uint8Array): Uint8Array {
  const wide = new Uint8Array(2 * row.length);
  for (let bit = 0; bit < 8 * row.length; bit++) {
    if ((at(row, bit >> 3) & (0x80 >> (bit & 7))) === 0) continue;
    wide[bit >> 2] = at(wide, bit >> 2) | (0xc0 >> (2 * (bit & 3)));
  }
  return wide;
}
