// Which paths were hit: kills, or crash states, by what was under way.

export interface Hits {
  /** One try inside `name`, and whether it came in the middle; `place` says where an enrolment stood. */
  note(name: string, place: string, isHit: boolean): void;
  line(): string;
}

interface Count {
  tried: number;
  hit: number;
  readonly places: Map<string, number>;
}

/** Counts from zero. */
export function createHits(): Hits {
  const counts = new Map<string, Count>();
  return {
    note: (name, place, isHit) => {
      const count = counts.get(name) ?? { tried: 0, hit: 0, places: new Map<string, number>() };
      counts.set(name, count);
      count.tried += 1;
      if (!isHit) return;
      count.hit += 1;
      count.places.set(place, (count.places.get(place) ?? 0) + 1);
    },
    line: () => `kills in the middle of it, of those tried: ${[...counts].map(textOf).join(", ")}`,
  };
}

const textOf = ([name, { tried, hit, places }]: readonly [string, Count]): string => {
  const where = [...places].map(([place, count]) => `${place} ${count}`).join(", ");
  return `${name} ${hit} of ${tried}${places.size > 1 ? ` (${where})` : ""}`;
};
