// What the demonstration claims, each claim checked by somebody else than the agent where there is somebody else.

export interface Claim {
  readonly claim: string;
  readonly holds: boolean;
  /** What was seen. */
  readonly seen: string;
}

export const claim = (text: string, holds: boolean, seen: string): Claim => ({ claim: text, holds, seen });

/** A claim that two lists are the same, whatever their order. */
export function sameList(text: string, ours: readonly string[], theirs: readonly string[]): Claim {
  const [a, b] = [[...ours].sort(), [...theirs].sort()];
  const holds = a.length === b.length && a.every((item, index) => item === b[index]);
  return claim(text, holds, `${a.length} here, ${b.length} there`);
}
