// The roll: rows of dots that only ever grow, until the knife makes a page of them or the roll ends.

export interface PageDots {
  readonly width: number;
  readonly height: number;
  /** Packed rows, highest bit leftmost, 1 is black. */
  readonly rows: Uint8Array;
}

export interface Paper {
  /** Burns one row `margin` dots from the left; what lies beyond the head's width is lost. */
  burn(row: Uint8Array, margin: number): void;
  feed(rows: number): void;
  /** Everything since the last cut, which hangs out of the printer. */
  hanging(): PageDots;
  /** Cuts that off. */
  cut(): PageDots;
  /** Rows since the last cut. */
  height(): number;
  /** Rows left on the roll. */
  left(): number;
  replace(rows: number): void;
}

/** A roll of the given length for a head of `width` dots. */
export const createPaper = (width: number, length: number): Paper => {
  const stride = Math.ceil(width / 8);
  let rows: Uint8Array[] = [];
  let left = length;
  const advance = (row: Uint8Array): void => {
    rows.push(row);
    left--;
  };
  const hanging = (): PageDots => ({ width, height: rows.length, rows: Uint8Array.from(Buffer.concat(rows)) });
  return {
    burn: (row, margin) => {
      const burnt = new Uint8Array(stride);
      for (const [at, byte] of row.entries()) burnByte(burnt, margin + at * 8, byte);
      advance(burnt);
    },
    feed: (count) => {
      for (let i = 0; i < count; i++) advance(new Uint8Array(stride));
    },
    hanging,
    cut: () => {
      const page = hanging();
      rows = [];
      return page;
    },
    height: () => rows.length,
    left: () => left,
    replace: (count) => {
      left = count;
    },
  };
};

/** Eight dots from position `x`, which need not begin a byte. */
function burnByte(burnt: Uint8Array, x: number, byte: number): void {
  const at = x >> 3;
  if (at < burnt.length) burnt[at] = (burnt[at] ?? 0) | (byte >> (x & 7));
  if (at + 1 < burnt.length) burnt[at + 1] = (burnt[at + 1] ?? 0) | ((byte << (8 - (x & 7))) & 0xff);
}
