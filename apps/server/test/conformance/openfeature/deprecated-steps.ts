import { valueOf } from './feature-values.js';
import type { Step } from './step.js';

/** Steps of the features that the specification keeps, but deprecates. */
export const DEPRECATED_STEPS: readonly Step[] = [
  [
    /^an? (\w+) flag with key "(.*?)" is evaluated with(?: details and)? default value "?(.*?)"?$/,
    (play, [type = '', key = '', fallback = '']) => play.askFor(type, key, fallback),
  ],
  [
    /^an object flag with key "(.*?)" is evaluated with(?: details and)? a null default value$/,
    (play, [key = '']) => play.askFor('object', key, 'null'),
  ],
  [
    /^the resolved \w+ (?:details )?value should be "?([^",]*)"?$/,
    (play, [value = '']) => expect(play.result.value).toEqual(valueOf(play.asked.kind, value)),
  ],
  [
    /^the resolved \w+ details value should be "?([^",]*)"?, the variant should be "(.*?)", and the reason should be "(.*?)"$/,
    (play, [value = '', variant, reason]) => {
      expect(play.result).toMatchObject({
        value: valueOf(play.asked.kind, value),
        variant,
        reason,
      });
    },
  ],
  [
    /^the resolved object (?:details )?value should be contain fields "(.*?)", "(.*?)", and "(.*?)", with values "(.*?)", "(.*?)" and 100, respectively$/,
    (play, fields) => play.expectFields(fields),
  ],
  [
    /^the variant should be "(.*?)", and the reason should be "(.*?)"$/,
    (play, [variant, reason]) => expect(play.result).toMatchObject({ variant, reason }),
  ],
  [
    /^context contains keys "(.*?)", "(.*?)", "(.*?)", "(.*?)" with values "(.*?)", "(.*?)", (\d+), "(.*?)"$/,
    (play, [fn = '', ln = '', age = '', customer = '', ...values]) => {
      const [name = '', surname = '', years, isCustomer] = values;
      play.contexts.Invocation = {
        [fn]: name,
        [ln]: surname,
        [age]: Number(years),
        [customer]: isCustomer === 'true',
      };
    },
  ],
  [
    /^a flag with key "(.*?)" is evaluated with default value "(.*?)"$/,
    (play, [key = '', fallback = '']) => play.askFor('string', key, fallback),
  ],
  [
    /^the resolved string response should be "(.*?)"$/,
    (play, [value]) => expect(play.result.value).toBe(value),
  ],
  [
    /^the resolved flag value is "(.*?)" when the context is empty$/,
    async (play, [value]) => {
      delete play.contexts.Invocation;
      await play.ask();
      expect(play.result.value).toBe(value);
    },
  ],
  [
    /^a non-existent (\w+) flag with key "(.*?)" is evaluated with details and a fallback value "(.*?)"$/,
    (play, [type = '', key = '', fallback = '']) => play.askFor(type, key, fallback),
  ],
  [
    /^a string flag with key "(.*?)" is evaluated as an integer, with details and a fallback value (\d+)$/,
    (play, [key = '', fallback = '']) => play.askFor('integer', key, fallback),
  ],
  [
    /^the default (?:string|integer) value should be returned$/,
    (play) => expect(play.result.value).toBe(play.asked.fallback),
  ],
  [
    /^the reason should indicate an error and the error code should indicate a (?:missing flag|type mismatch) with "(.*?)"$/,
    (play, [errorCode]) => {
      expect(play.result).toMatchObject({ reason: 'ERROR', errorCode });
    },
  ],
];
