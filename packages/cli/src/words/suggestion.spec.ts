import { closestOf } from './suggestion.js';

describe('closestOf', () => {
  it('finds what was mistyped or not typed to the end', () => {
    const keys = ['checkout', 'phase_4_deployment', 'otel'];
    expect(closestOf('chekout', keys)).toBe('checkout');
    expect(closestOf('phase_4', keys)).toBe('phase_4_deployment');
    expect(closestOf('OTEL', keys)).toBe('otel');
  });

  it('suggests nothing that is far away', () => {
    expect(closestOf('x', ['on', 'off'])).toBeNull();
    expect(closestOf('payment', ['checkout'])).toBeNull();
  });
});
