// Groups by key that come into being when they are first asked for, and are read in the order of their keys.

export interface Groups<A extends readonly unknown[], T> {
  /** The group of a key; a new one is made of the arguments. */
  of(key: string, ...made: A): T;
  find(key: string): T | undefined;
  /** In the order of the keys, so that the same documents always read the same. */
  all(): readonly T[];
}

/** Groups, none yet. */
export function grouped<A extends readonly unknown[], T>(make: (...made: A) => T): Groups<A, T> {
  const groups = new Map<string, T>();
  return {
    of: (key, ...made) => {
      const known = groups.get(key);
      if (known !== undefined) return known;
      const fresh = make(...made);
      groups.set(key, fresh);
      return fresh;
    },
    find: (key) => groups.get(key),
    all: () => [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group),
  };
}
