// One thing that was measured, beside its limit measured in the same run, and what it is held to.

/** What a figure is judged by. */
export interface Score {
  /** Times of the limit, or the figure itself where it has none. */
  readonly value: number;
  readonly better: "more" | "less";
  /** The bar: at least so much where more is better, else at most. */
  readonly bar?: number;
}

export interface Figure {
  readonly name: string;
  readonly took: number;
  readonly unit: "ms" | "MB" | "KB";
  readonly limit?: { readonly what: string; readonly took: number };
  readonly score: Score;
}

type Measured = Pick<Figure, "name" | "took" | "unit">;
type Limit = NonNullable<Figure["limit"]>;

/** Held to a share of the limit's speed: 1 is as fast as the limit. */
export const shareOf = (limit: Limit, measured: Measured, bar?: number): Figure => ({
  ...measured,
  limit,
  score: { value: limit.took / measured.took, better: "more", ...(bar === undefined ? {} : { bar }) },
});

/** Held to so many times of the limit. */
export const timesOf = (limit: Limit, measured: Measured, bar?: number): Figure => ({
  ...measured,
  limit,
  score: { value: measured.took / limit.took, better: "less", ...(bar === undefined ? {} : { bar }) },
});

/** Held to a figure of its own. */
export const plain = (measured: Measured, bar?: number): Figure => ({
  ...measured,
  score: { value: measured.took, better: "less", ...(bar === undefined ? {} : { bar }) },
});

export function isMet({ score: { value, better, bar } }: Figure): boolean {
  if (bar === undefined) return true;
  return better === "more" ? value >= bar : value <= bar;
}

/** How many times worse than what was recorded; below 1 it is better. Milliseconds alone depend on the machine. */
export function worseThan(recorded: number, { unit, limit, score }: Figure): number | undefined {
  if (limit === undefined && unit === "ms") return undefined;
  return score.better === "more" ? recorded / score.value : score.value / recorded;
}
