import { referencedFlags, referencedSegments } from './index.js';
import { flagOf, onRule } from './testing/flag-of.js';

describe('references', () => {
  const flag = flagOf('f', {
    prerequisites: [{ flag: 'parent' }],
    rules: [
      onRule({
        conditions: [{ segment: 's1' }, { all: [{ not: { flag: 'asked', negate: true } }] }],
      }),
      onRule({ conditions: [{ any: [{ segment: 's2' }, { segment: 's1' }, { flag: 'parent' }] }] }),
    ],
  });

  it('are found in prerequisites and at any depth of conditions, each once', () => {
    expect(referencedFlags(flag)).toEqual(['parent', 'asked']);
    expect(referencedSegments(flag)).toEqual(['s1', 's2']);
  });

  it('of something malformed are none', () => {
    expect(referencedFlags({ rules: [null, { conditions: 3 }] } as never)).toEqual([]);
  });
});
