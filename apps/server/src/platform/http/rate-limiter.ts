const BURST = 2;

interface Bucket {
  tokens: number;
  at: number;
}

/** Milliseconds of a clock that never goes back. */
export type MonotonicClock = () => number;

/**
 * Token buckets by name: `perSecond` in the long run, twice that in a burst. Memory is bounded: past
 * `maxBuckets` names the bucket that was touched longest ago is forgotten.
 */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly clock: MonotonicClock,
    private readonly maxBuckets = 50_000,
  ) {}

  /** Takes one token; milliseconds until there is one again, or 0 when it was there. */
  take(name: string, perSecond: number): number {
    const bucket = this.refilled(name, perSecond);
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) / perSecond) * 1000);
    bucket.tokens -= 1;
    return 0;
  }

  /** Milliseconds until `name` has a token; takes none. */
  waitOf(name: string, perSecond: number): number {
    const bucket = this.refilled(name, perSecond);
    return bucket.tokens >= 1 ? 0 : Math.ceil(((1 - bucket.tokens) / perSecond) * 1000);
  }

  private refilled(name: string, perSecond: number): Bucket {
    const now = this.clock();
    const capacity = Math.max(1, perSecond * BURST);
    const known = this.buckets.get(name);
    const bucket = known ?? { tokens: capacity, at: now };
    bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (known) this.buckets.delete(name);
    this.buckets.set(name, bucket);
    if (this.buckets.size > this.maxBuckets) this.forgetOldest();
    return bucket;
  }

  private forgetOldest(): void {
    const oldest = this.buckets.keys().next();
    if (!oldest.done) this.buckets.delete(oldest.value);
  }
}
