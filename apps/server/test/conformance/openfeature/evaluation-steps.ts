import type { Standing } from './face.js';
import { attributeOf, kindOf, valueOf } from './feature-values.js';
import type { Step } from './step.js';

/** Steps that ask, and that look at the answer. */
export const EVALUATION_STEPS: readonly Step[] = [
  [
    /^an? (stable|not ready|error|fatal|stale) provider$/,
    (play, [standing]) => play.face.provide(standing as Standing),
  ],
  [
    /^a stable provider with retrievable context is registered$/,
    (play) => play.face.provide('stable'),
  ],
  [
    /^an? (\w+)-flag with key "(.*?)" and a fallback value "(.*)"$/,
    (play, [type = '', key = '', fallback = '']) => {
      const kind = kindOf(type);
      play.asked = { kind, key, fallback: valueOf(kind, fallback) };
    },
  ],
  [
    /^a context containing a key "(.*?)", with type "(.*?)" and with value "(.*)"$/,
    (play, [key = '', type = '', value = '']) => {
      play.contexts.Invocation = {
        ...play.contexts.Invocation,
        [key]: attributeOf(type, value),
      };
    },
  ],
  [
    /^a context containing a key "(.*?)" with null value$/,
    (play, [key = '']) => {
      play.contexts.Invocation = { [key]: null };
    },
  ],
  [
    /^the flag was evaluated with details(?: asynchronously| using the evaluation options)?$/,
    (play) => play.ask(),
  ],
  [
    /^the resolved details value should be "(.*)"$/,
    (play, [value = '']) => {
      expect(play.result.value).toEqual(valueOf(play.asked.kind, value));
    },
  ],
  [/^the reason should be "(.*)"$/, (play, [reason]) => expect(play.result.reason).toBe(reason)],
  [/^the error-code should be "(.*)"$/, (play, [code]) => expect(play.result.errorCode).toBe(code)],
  [/^the flag key should be "(.*)"$/, (play, [key]) => expect(play.result.flagKey).toBe(key)],
  [
    /^the variant should be "([^"]*)"$/,
    (play, [variant]) => expect(play.result.variant).toBe(variant),
  ],
  [
    /^the provider status should be "(.*)"$/,
    (play, [status]) => expect(play.face.status).toBe(status),
  ],
  [
    /^the evaluation should complete without blocking$/,
    (play) => expect(play.result.flagKey).toBe(play.asked.key),
  ],
  [
    /^the resolved metadata should contain$/,
    (play, _, [, ...rows]) => {
      for (const [key = '', type = '', value = ''] of rows)
        expect(play.result.flagMetadata[key]).toBe(valueOf(kindOf(type), value));
    },
  ],
  [/^the resolved metadata is empty$/, (play) => expect(play.result.flagMetadata).toEqual({})],
];
