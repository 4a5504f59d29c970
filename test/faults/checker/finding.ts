// What the checker finds: an invariant of reliability.md 2.4 that does not hold, and what a counter calls it.

/** How a broken invariant is counted. */
export type Damage = "lost" | "gap" | "duplicate" | "unverified";

export interface Finding {
  readonly invariant: "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7";
  readonly damage: Damage;
  readonly what: string;
}

/** A maker of findings of one kind. */
export const finding =
  (invariant: Finding["invariant"], damage: Damage) =>
  (what: string): Finding => ({ invariant, damage, what });
