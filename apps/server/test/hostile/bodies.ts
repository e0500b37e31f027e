import fc from 'fast-check';
import { word } from './words.js';

const FIELDS = [
  'key',
  'name',
  'type',
  'variants',
  'rules',
  'targets',
  'conditions',
  'fallthrough',
  'prerequisites',
  'grants',
  'kind',
  'expiresAt',
  'overlapHours',
  'reason',
  'comment',
  'confirm',
  'context',
  'document',
  'included',
  'excluded',
  'by',
  'add',
  'remove',
  'offVariant',
  'enabled',
  'flag',
  'at',
  'format',
  'tags',
] as const;
const field = fc.oneof(fc.constantFrom(...FIELDS), word);
const leaf = fc.oneof(word, fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(field, tie('value'), { maxKeys: 5 }),
  ),
}));
/** Bodies that a route accepts, by the end of its path; each loses a part to something hostile. */
const ACCEPTED: [end: RegExp, body: object][] = [
  [/\/projects$/, { key: 'fuzzed', name: 'Fuzzed', description: 'x', comment: 'c' }],
  [/\/environments$/, { key: 'fuzzed-2', color: '#ff0000', protected: true, position: 3 }],
  [
    /projects\/:project\/flags$/,
    { key: 'f', type: 'string', variants: { a: 'x', b: 'y' }, tags: ['t'], metadata: { m: 1 } },
  ],
  [
    /projects\/:project\/flags$/,
    { key: 'g', type: 'json', variants: { a: { deep: [1] } }, prerequisites: [{ flag: 'a' }] },
  ],
  [
    /environments\/:environment\/flags\/:flag$/,
    {
      enabled: true,
      targets: [{ variant: 'on', ids: ['u1'], by: 'id' }],
      rules: [
        {
          conditions: [
            { attribute: 'plan', operator: 'in', values: ['pro'] },
            { any: [{ not: { attribute: 'v', operator: 'semverGt', values: ['1.2.3'] } }] },
            { segment: 's', negate: true },
            { attribute: 'ip', operator: 'inCidr', values: ['10.0.0.0/8'] },
            { attribute: 'name', operator: 'matches', values: ['^a+$'], caseInsensitive: true },
          ],
          rollout: {
            seed: 7,
            schedule: { curve: 'linear', steps: [{ at: '2026-01-01T00:00:00Z', percentage: 5 }] },
          },
          serve: { split: [{ variant: 'on', weight: 1 }], seed: 1 },
        },
      ],
      fallthrough: { variant: 'off' },
      confirm: ['OFF_VARIANT_ON'],
    },
  ],
  [
    /\/segments$/,
    { key: 'seg', included: ['u1'], excluded: ['u2'], rules: [{ conditions: [] }], by: 'id' },
  ],
  [/\/members$/, { included: { add: ['u3'], remove: ['u1'] }, excluded: { add: [], remove: [] } }],
  [
    /\/evaluate$/,
    { context: { id: 'u1', plan: 'pro', nested: { a: 1 } }, flag: 'a', at: '2026-01-01T00:00:00Z' },
  ],
  [/\/keys$/, { kind: 'server', name: 'k', expiresAt: '2030-01-01T00:00:00Z' }],
  [
    /\/tokens$/,
    {
      name: 't',
      kind: 'service',
      grants: [{ role: 'viewer', project: 'shop', environment: null }],
    },
  ],
  [/\/rotate$/, { overlapHours: 1 }],
  [/\/(engage|release|archive|restore|enable|disable|revoke)$/, { reason: 'because' }],
  [/\/revert$/, { version: 1 }],
  [/\/import$/, { format: 'genesis', document: { feature_flags: {} }, hierarchy: {} }],
];

/** The body with the value at one of its places replaced. */
function injected(template: object, choice: number, value: unknown): object {
  const copy = structuredClone(template);
  const places: [Record<string, unknown>, string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(copy);
  const [holder, key] = places[choice % places.length] ?? [];
  if (holder && key !== undefined) holder[key] = value;
  return copy;
}

const nearlyGood = (url: string) => {
  const fitting = ACCEPTED.filter(([end]) => end.test(url)).map(([, accepted]) => accepted);
  const templates = fitting.length > 0 ? fitting : ACCEPTED.map(([, accepted]) => accepted);
  return fc
    .tuple(fc.constantFrom(...templates), fc.nat(1_000), fc.option(json, { freq: 4 }))
    .map(([template, choice, value]) =>
      JSON.stringify(value === null ? template : injected(template, choice, value)),
    );
};
/** Bodies for a route: mostly what it accepts with one value replaced, else anything. */
export const bodyFor = (url: string) =>
  fc.oneof(
    { weight: 20, arbitrary: nearlyGood(url) },
    {
      weight: 6,
      arbitrary: fc.dictionary(field, json, { maxKeys: 6 }).map((value) => JSON.stringify(value)),
    },
    { weight: 1, arbitrary: json.map((value) => JSON.stringify(value) ?? 'null') },
    { weight: 1, arbitrary: word },
  );
