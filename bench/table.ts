// Figures as a table for people: what it took, the limit beside it, the score, its bar, and what was recorded.
import { type Figure, isMet, worseThan } from "./figure.ts";

/** The score of every figure by its name, as it was recorded once. */
export type Recorded = Readonly<Record<string, number>>;

/** Twice as bad as recorded is no noise any more. */
export const TOLERATED = 2;

export const recordOf = (figures: readonly Figure[]): Recorded =>
  Object.fromEntries(figures.map(({ name, score }) => [name, Number(score.value.toFixed(3))]));

/** How much worse than recorded; undefined where nothing comparable was recorded. */
export function decline(figure: Figure, recorded: Recorded): number | undefined {
  const before = recorded[figure.name];
  return before === undefined ? undefined : worseThan(before, figure);
}

const HEADS = ["", "took", "limit", "score", "bar", "recorded", ""] as const;

/** The table, and below it what each limit is. */
export function tableOf(figures: readonly Figure[], recorded: Recorded): string {
  const rows = [HEADS, ...figures.map((figure) => rowOf(figure, recorded))];
  const widths = HEADS.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
  );
  return [...lines, "", ...limitsOf(figures)].map((line) => line.trimEnd()).join("\n");
}

function rowOf(figure: Figure, recorded: Recorded): readonly string[] {
  const { name, took, unit, limit, score } = figure;
  const times =
    limit === undefined
      ? ""
      : score.better === "more"
        ? `${score.value.toFixed(2)} of it`
        : `× ${score.value.toFixed(2)}`;
  const bar = score.bar === undefined ? "" : `${score.better === "more" ? "≥" : "≤"} ${score.bar}`;
  const before = recorded[name];
  return [
    name,
    `${digits(took)} ${unit}`,
    limit === undefined ? "" : `${digits(limit.took)} ${unit}`,
    times,
    bar,
    before === undefined ? "" : before.toFixed(2),
    verdict(figure, recorded),
  ];
}

function verdict(figure: Figure, recorded: Recorded): string {
  const worse = decline(figure, recorded) ?? 0;
  if (worse >= TOLERATED) return `${worse.toFixed(1)} TIMES WORSE`;
  return figure.score.bar === undefined ? "" : isMet(figure) ? "met" : "MISSED";
}

/** Three digits that say something. */
const digits = (value: number): string => value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4);

function limitsOf(figures: readonly Figure[]): readonly string[] {
  const named = figures.flatMap(({ name, limit }) => (limit === undefined ? [] : [[limit.what, name] as const]));
  const whats = [...new Set(named.map(([what]) => what))];
  const of = (what: string): string =>
    named
      .filter(([own]) => own === what)
      .map(([, name]) => name)
      .join("; ");
  return whats.map((what) => `limit of ${of(what)}: ${what}`);
}
