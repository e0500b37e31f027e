import { compile, type Snapshot } from '@sluice/evaluator';
import fc from 'fast-check';
import { buildViews, type ViewForms } from './build-views.js';
import type { StoredFlag } from './stored-flag.js';

const ids = fc.uniqueArray(fc.constantFrom('u1', 'u2', 'U3', '42', 'é'), { maxLength: 4 });
const leaf = fc.record(
  {
    attribute: fc.constantFrom('id', 'region'),
    operator: fc.constant('in' as const),
    values: fc.oneof(ids, fc.constantFrom([42], ['u1', 42])),
    negate: fc.boolean(),
    caseInsensitive: fc.boolean(),
  },
  { requiredKeys: ['attribute', 'operator', 'values'] },
);

/** Flag `n` may name the flags before it, so that there is no cycle. */
const flagOf = (index: number): fc.Arbitrary<StoredFlag> => {
  const parents = Array.from({ length: index }, (_, n) => `f${n}`);
  const parent = fc.record({ flag: fc.constantFrom(...parents, 'f0') });
  return fc.record({
    id: fc.constant(`f${index}`),
    key: fc.constant(`f${index}`),
    type: fc.constant('boolean' as const),
    variants: fc.constant({ on: true, off: false }),
    metadata: fc.constant({}),
    prerequisites: index === 0 ? fc.constant([]) : fc.array(parent, { maxLength: 1 }),
    onShutdown: fc.constant('off' as const),
    clientVisible: fc.boolean(),
    enabled: fc.boolean(),
    offVariant: fc.constant('off'),
    targets: fc.array(fc.record({ variant: fc.constantFrom('on', 'off'), ids }), { maxLength: 1 }),
    rules: fc.array(
      fc.record({
        id: fc.constantFrom('r1', 'r2'),
        conditions: fc.array(
          fc.oneof(
            leaf,
            fc.record({ not: leaf }),
            fc.constant({ segment: 's' }),
            ...(index === 0 ? [] : [parent]),
          ),
          { maxLength: 2 },
        ),
        serve: fc.record({ variant: fc.constantFrom('on', 'off') }),
      }),
      { maxLength: 2 },
    ),
    fallthrough: fc.record({ variant: fc.constantFrom('on', 'off') }),
  });
};

const world = fc.record({
  flags: fc.tuple(flagOf(0), flagOf(1), flagOf(2), flagOf(3)),
  included: ids,
  excluded: ids,
});

const snapshotOf = (view: ViewForms): Snapshot => ({
  schema: 1,
  epoch: 'e',
  project: 'p',
  environment: 'e',
  revision: 1,
  shutdown: false,
  flags: Object.fromEntries(view.flags),
  segments: Object.fromEntries(view.segments),
});

const CONTEXTS = [
  {},
  ...['u1', 'u2', 'u3', 'U3', '42', 'é', 'nobody'].map((id) => ({ id })),
  { id: 42 },
  { id: 'u1', region: 'U2' },
  { id: 'u1', region: ['x', 'u2'] },
  { id: 'u1', region: 42 },
];

describe('the view that browsers get', () => {
  it('decides every visible flag as the server view does, and answers for no other', () => {
    fc.assert(
      fc.property(world, ({ flags, included, excluded }) => {
        const segment = { key: 's', included, excluded, rules: [] };
        const views = buildViews(flags, [segment], (list) => [list.length, list.charCodeAt(2)]);
        const [server, client] = [
          compile(snapshotOf(views.server)),
          compile(snapshotOf(views.client)),
        ];
        for (const { key, clientVisible } of flags) {
          for (const context of CONTEXTS) {
            const detail = client.evaluate(key, context, 0);
            if (clientVisible) expect(detail).toEqual(server.evaluate(key, context, 0));
            else expect(detail.errorCode).toBe('FLAG_NOT_FOUND');
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
