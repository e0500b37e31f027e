import type { Serve } from '@sluice/evaluator';

/** Variants that a serve can give; `null` is no value. */
export function variantsOf(serve: Serve): (string | null)[] {
  if (!('split' in serve)) return [serve.variant];
  return serve.split.filter(({ weight }) => weight > 0).map(({ variant }) => variant);
}

/** True when both give the same variant to everyone: two splits never do, their dice differ. */
export function servesSame(a: Serve, b: Serve): boolean {
  const [one, ...more] = new Set([...variantsOf(a), ...variantsOf(b)]);
  return one !== undefined && more.length === 0;
}
