/** A number as people read it: three significant digits, no trailing zeros, thousands apart. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return 'no number';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const fine = value !== 0 && Math.abs(value) < 0.01 ? { maximumSignificantDigits: 2 } : {};
  return new Intl.NumberFormat('en', { maximumFractionDigits: digits, ...fine }).format(value);
}

/** A percentage with its sign: `12.5 %`; as exact as it was given. */
export function percent(value: number): string {
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: 3 }).format(value)} %`;
}
