// What the checker finds: an invariant or a pass criterion of the fault cases that does not hold, and what a counter
// calls it.

/** How a broken invariant is counted. */
export type Damage = "lost" | "gap" | "duplicate" | "unverified";

export interface Finding {
  readonly invariant: "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "F13" | "F15";
  readonly damage: Damage;
  readonly what: string;
}

/** A maker of findings of one kind. */
export const finding =
  (invariant: Finding["invariant"], damage: Damage) =>
  (what: string): Finding => ({ invariant, damage, what });
