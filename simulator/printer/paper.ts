// The roll: rows of dots that only ever grow, until the knife makes a page of them or the roll ends.

export interface PageDots {
  readonly width: number;
  readonly height: number;
  /** Packed rows, highest bit leftmost, 1 is black. */
  readonly rows: Uint8Array;
}

export interface Paper {
  /** Burns one row; what lies beyond the head's width is lost. */
  burn(row: Uint8Array): void;
  feed(rows: number): void;
  /** Everything since the last cut. */
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
  return {
    burn: (row) => {
      const burnt = new Uint8Array(stride);
      burnt.set(row.subarray(0, stride));
      advance(burnt);
    },
    feed: (count) => {
      for (let i = 0; i < count; i++) advance(new Uint8Array(stride));
    },
    cut: () => {
      const page = { width, height: rows.length, rows: Uint8Array.from(Buffer.concat(rows)) };
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
