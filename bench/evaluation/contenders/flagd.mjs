import { FlagdCore } from '@openfeature/flagd-core';
import { LISTED, SCENARIO_FLAGS, fillers } from '../scenarios.mjs';

const onOff = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
const share = (...parts) => ({ fractional: parts });
const isIn = (name, values) => ({ in: [{ var: name }, values] });

// flagd has no parent flags: that scenario is left out.
const FORMS = {
  everyone: { ...onOff, defaultVariant: 'on' },
  rollout: { ...onOff, targeting: share(['on', 50], ['off', 50]) },
  rules: {
    ...onOff,
    targeting: {
      if: [
        { and: [isIn('country', ['SE', 'NO']), isIn('plan', ['enterprise'])] },
        'on',
        { and: [{ '<': [{ var: 'age' }, 18] }, isIn('plan', ['free'])] },
        'on',
        { and: [{ '>=': [{ var: 'age' }, 18] }, { '!=': [{ var: 'country' }, null] }] },
        'on',
        'off',
      ],
    },
  },
  variants: {
    state: 'ENABLED',
    variants: { control: 'Buy', a: 'Buy now', b: 'Order' },
    defaultVariant: 'control',
    targeting: share(['control', 50], ['a', 30], ['b', 20]),
  },
  listed: { ...onOff, targeting: { if: [isIn('targetingKey', LISTED), 'on', 'off'] } },
};

export async function create() {
  const quiet = { error() {}, warn() {}, info() {}, debug() {} };
  const core = new FlagdCore(undefined, quiet);
  const own = Object.keys(SCENARIO_FLAGS).map((key) => [key, key]);
  const flags = [...own, ...fillers()].flatMap(([key, form]) =>
    FORMS[form] === undefined ? [] : [[key, FORMS[form]]],
  );
  core.setConfigurations(JSON.stringify({ flags: Object.fromEntries(flags) }));
  const contexts = new Map();
  const contextOf = (user) => {
    let context = contexts.get(user.id);
    if (context === undefined)
      contexts.set(user.id, (context = { ...user, targetingKey: user.id }));
    return context;
  };
  return {
    name: 'flagd-core',
    lacks: ['child'],
    // Its own form of a user is made beforehand: only the evaluation is measured.
    adapt: contextOf,
    isEnabled: (key, user) =>
      key === 'variants'
        ? core.resolveStringEvaluation(key, 'control', user).variant !== 'control'
        : core.resolveBooleanEvaluation(key, false, user).value,
    all: (user) => core.resolveAll(user).length,
  };
}
