// How often somebody may call: buckets that fill again by themselves.

export interface BucketSize {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Limits {
  readonly calls: BucketSize;
  readonly strangers: BucketSize;
  readonly passwords: BucketSize;
}

export const LIMITS: Limits = {
  /** By caller: far above any till, far below a flood. */
  calls: { perSecond: 200, burst: 1000 },
  /** Calls with no or a wrong token, by address. */
  strangers: { perSecond: 20, burst: 200 },
  /** Passwords, by address: each costs the processor a noticeable time. */
  passwords: { perSecond: 0.2, burst: 12 },
};

/** More names than this at once are an attack: the oldest is forgotten. */
const MOST_NAMES = 10_000;

/**
 * Buckets by name; takes one call out of a bucket.
 * @returns seconds to wait, 0 where the call may go on.
 */
export function createBuckets({ perSecond, burst }: BucketSize): (name: string, nowMs: number) => number {
  const buckets = new Map<string, { left: number; at: number }>();
  return (name, nowMs) => {
    const bucket = buckets.get(name) ?? { left: burst, at: nowMs };
    bucket.left = Math.min(burst, bucket.left + ((nowMs - bucket.at) / 1000) * perSecond);
    bucket.at = nowMs;
    buckets.delete(name);
    buckets.set(name, bucket);
    forgetOldest(buckets);
    if (bucket.left < 1) return (1 - bucket.left) / perSecond;
    bucket.left -= 1;
    return 0;
  };
}

function forgetOldest(buckets: Map<string, unknown>): void {
  if (buckets.size <= MOST_NAMES) return;
  for (const name of buckets.keys()) {
    buckets.delete(name);
    return;
  }
}
