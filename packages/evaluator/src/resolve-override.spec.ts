import { resolveOverride, type OverridableFlag } from './resolve-override.js';

const boolean: OverridableFlag = {
  key: 'phase_4.deployment-x',
  type: 'boolean',
  variants: { on: true, off: false },
};
const copy: OverridableFlag = { key: 'copy', type: 'string', variants: { buy: 'Buy', on: 'On' } };
const set = (entries: Record<string, string>) => new Map(Object.entries(entries));

describe('resolveOverride', () => {
  it.each(['true', '1', 'on', 'YES', ' True '])(
    'switches a boolean flag on by the word %j',
    (word) => {
      const answer = resolveOverride(boolean, set({ PHASE_4_DEPLOYMENT_X: word }));
      expect(answer).toEqual({ variable: 'PHASE_4_DEPLOYMENT_X', variant: 'on' });
    },
  );

  it.each(['false', '0', 'OFF', 'no'])('switches a boolean flag off by the word %j', (word) => {
    expect(resolveOverride(boolean, set({ PHASE_4_DEPLOYMENT_X: word }))?.variant).toBe('off');
  });

  it('ignores a bare name with any other value, and says which', () => {
    const answer = resolveOverride(boolean, set({ PHASE_4_DEPLOYMENT_X: 'maybe' }));
    expect(answer).toEqual({ variable: 'PHASE_4_DEPLOYMENT_X', variant: null });
  });

  it('never takes a bare name for a flag that is not boolean, and says which', () => {
    expect(resolveOverride(copy, set({ COPY: 'on' }))).toEqual({ variable: 'COPY', variant: null });
  });

  it('serves the prefixed name whatever the bare one holds', () => {
    const both = set({ COPY: 'on', SLUICE_FLAG_COPY: 'buy' });
    expect(resolveOverride(copy, both)).toEqual({ variable: 'SLUICE_FLAG_COPY', variant: 'buy' });
  });

  it('serves any variant by the prefixed name, which beats the bare one', () => {
    expect(resolveOverride(copy, set({ SLUICE_FLAG_COPY: 'buy' }))?.variant).toBe('buy');
    const both = set({ PHASE_4_DEPLOYMENT_X: 'true', SLUICE_FLAG_PHASE_4_DEPLOYMENT_X: 'off' });
    expect(resolveOverride(boolean, both)?.variant).toBe('off');
  });

  it('falls back to a good bare name where the prefixed one names no variant', () => {
    const both = set({ PHASE_4_DEPLOYMENT_X: 'true', SLUICE_FLAG_PHASE_4_DEPLOYMENT_X: 'purple' });
    expect(resolveOverride(boolean, both)?.variant).toBe('on');
  });

  it.each(['emergency_shutdown', 'path', 'sluice_data_dir', 'ci'])(
    'keeps the reserved name of a flag %s out, but not its prefixed one',
    (key) => {
      const flag = { ...boolean, key };
      const name = key.toUpperCase();
      expect(resolveOverride(flag, set({ [name]: 'true' }))).toBeNull();
      expect(resolveOverride(flag, set({ [`SLUICE_FLAG_${name}`]: 'on' }))?.variant).toBe('on');
    },
  );

  it('does not find variants that are only inherited', () => {
    expect(resolveOverride(copy, set({ SLUICE_FLAG_COPY: 'constructor' }))?.variant).toBeNull();
  });
});
