import fc from 'fast-check';
import { RouteTable } from '../src/platform/http/index.js';
import { startTestApp, type TestApp } from './test-app.js';

const SEED = 20_261_121;
const RUNS_PER_ROUTE = 30;

const nasty = fc.constantFrom(
  '',
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  "' OR 1=1 --",
  '%00',
  '%',
  '🏴‍☠️',
  'a'.repeat(5_000),
  '-1',
  '1e309',
  'null',
  '00000000-0000-0000-0000-000000000000',
);
const word = fc.oneof(
  { weight: 3, arbitrary: nasty },
  fc.string({ unit: 'binary', maxLength: 40 }),
);
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
const bodyFor = (url: string) =>
  fc.oneof(
    { weight: 20, arbitrary: nearlyGood(url) },
    {
      weight: 6,
      arbitrary: fc.dictionary(field, json, { maxKeys: 6 }).map((value) => JSON.stringify(value)),
    },
    { weight: 1, arbitrary: json.map((value) => JSON.stringify(value) ?? 'null') },
    { weight: 1, arbitrary: word },
  );
const visible = fc.string({
  minLength: 1,
  maxLength: 30,
  unit: fc.constantFrom(...'abc"*/\\,;=19 '),
});
const headers = fc.record(
  {
    'if-match': fc.oneof(fc.constantFrom('"1"', '"0"', '*', 'W/"1"', '"99999999999"'), visible),
    'idempotency-key': visible,
    'content-type': fc.constantFrom(
      'application/json',
      'text/plain',
      'application/json; charset=x',
      '',
    ),
    'x-request-id': visible,
    'if-none-match': visible,
    accept: visible,
  },
  { requiredKeys: [] },
);
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc
    .dictionary(
      fc.constantFrom('limit', 'cursor', 'archived', 'dryRun', 'search', 'at', 'x'),
      word,
      {
        maxKeys: 3,
      },
    )
    .map(
      (pairs) =>
        `?${Object.entries(pairs)
          .map(([name, value]) => `${name}=${escaped(value)}`)
          .join('&')}`,
    ),
);

/** Percent-encoded where that is possible; a lone surrogate is not, and goes as the bytes of U+FFFD. */
function escaped(text: string): string {
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
}

describe('hostile input', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp({
      SLUICE_ANONYMOUS_RATE_LIMIT: '1000000',
      SLUICE_RATE_LIMIT: '1000000',
    });
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
    const environments = '/api/v1/projects/shop/environments';
    await server.call('POST', environments, { body: { key: 'production' } });
    await server.call('POST', '/api/v1/projects/shop/flags', {
      body: { key: 'a', type: 'boolean' },
    });
    await server.call('POST', `${environments}/production/segments`, { body: { key: 's' } });
  });

  afterAll(() => server.close());

  const real: Record<string, string> = {
    project: 'shop',
    environment: 'production',
    flag: 'a',
    segment: 's',
    id: '00000000-0000-4000-8000-000000000000',
  };
  const param = (name: string) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constant(real[name] ?? 'x') },
      { weight: 1, arbitrary: word },
    );

  const versionHeader = async (method: string, path: string): Promise<Record<string, string>> => {
    if (method !== 'PATCH' && method !== 'DELETE') return {};
    const { body } = await server.call('GET', path);
    const { version } = (body ?? {}) as { version?: number };
    return version === undefined ? {} : { 'if-match': `"${version}"` };
  };

  it('never makes any route answer 5xx', async () => {
    const { routes } = server.app.get(RouteTable);
    const tried = routes.filter(({ method, url }) => method !== 'OPTIONS' && url !== '/metrics');
    const failures: string[] = [];
    const answered = new Map<number, number>();
    for (const { method, url } of tried) {
      const names = [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
      const request = fc.record({
        params: fc.tuple(...names.map(param)),
        body: bodyFor(url),
        headers: fc.option(headers, { freq: 1 }),
        query,
      });
      const samples = fc.sample(request, { seed: SEED, numRuns: RUNS_PER_ROUTE });
      for (const sample of samples) {
        const path = url.replace(/:(\w+)/g, (_all, name: string) =>
          escaped(sample.params[names.indexOf(name)] ?? ''),
        );
        const { status } = await server.call(method, `${path}${sample.query}`, {
          headers: {
            'content-type': 'application/json',
            ...(await versionHeader(method, path)),
            ...sample.headers,
          },
          ...(!['GET', 'HEAD'].includes(method) && { body: sample.body }),
        });
        answered.set(status, (answered.get(status) ?? 0) + 1);
        if (status >= 500) failures.push(`${status} ${method} ${path} ${JSON.stringify(sample)}`);
      }
    }
    expect(tried.length).toBeGreaterThan(40);
    // Not only the door is tried: some of it is let in, and some gets as far as the rules.
    for (const status of [200, 201, 400, 404, 422]) {
      expect([status, (answered.get(status) ?? 0) > 0]).toEqual([status, true]);
    }
    expect(failures.slice(0, 5)).toEqual([]);
  }, 300_000);

  it('leaves the server as it was', async () => {
    expect(await server.call('GET', '/api/v1/projects/shop')).toMatchObject({ status: 200 });
    const verified = await server.call('GET', '/api/v1/audit/verify?project=shop');
    expect(verified.body).toMatchObject({ ok: true });
  });

  const forged = (...keys: unknown[]): string =>
    Buffer.from(JSON.stringify(keys)).toString('base64url');
  const ID = '00000000-0000-4000-8000-000000000000';
  const NO_YEAR = '0000-01-01T00:00:00Z';
  it.each([
    `projects/shop/environments/production/rollouts?cursor=${forged('not a time', ID)}`,
    `projects/shop/environments/production/keys?cursor=${forged(NO_YEAR, ID)}`,
    `projects/shop/environments?cursor=${forged(99_999_999_999, 'x')}`,
    `tokens?cursor=${forged(NO_YEAR, ID)}`,
    `audit?cursor=${forged(NO_YEAR, 'x', 1)}`,
    `audit?from=${NO_YEAR}`,
  ])('is refused where it names an instant that there is not: %s', async (path) => {
    const { status, body } = await server.call('GET', `/api/v1/${path}`);
    expect([status, body]).toEqual([400, expect.objectContaining({ code: 'INVALID_REQUEST' })]);
  });
});
