import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { OpenFeature } from '@openfeature/server-sdk';
import { OpenFeature as WebOpenFeature, ProviderEvents, type Provider } from '@openfeature/web-sdk';
import { SluiceProvider } from '@sluice/sdk-node/openfeature';
import { startTestApp, type TestApp } from '../test-app.js';
import { HttpEventSource } from './http-event-source.js';
import { untilServed } from './suite-writer.js';

const PROJECT = '/api/v1/projects/shop';
const PRODUCTION = `${PROJECT}/environments/production`;
const ALICE = { targetingKey: 'alice', plan: 'pro' };

const EVERYBODY = { conditions: [], serve: { variant: 'on' } };
/** Flags for every way in which an answer comes about. */
const DECIDED = {
  still: { enabled: true, fallthrough: { variant: 'on' } },
  half: { enabled: true, rules: [{ ...EVERYBODY, rollout: { percentage: 50, seed: 1 } }] },
  split: {
    enabled: true,
    fallthrough: {
      split: [
        { variant: 'on', weight: 1 },
        { variant: 'off', weight: 1 },
      ],
      seed: 7,
    },
  },
  joined: {
    enabled: true,
    rules: [
      {
        conditions: [{ attribute: 'joined', operator: 'before', values: ['2020-01-01T00:00:00Z'] }],
        serve: { variant: 'on' },
      },
    ],
  },
  stopped: { enabled: false },
};

describe('OpenFeature’s own clients', () => {
  let server: TestApp;
  let revision = 0;

  const write = async (method: string, path: string, body: object): Promise<never> => {
    const headers = method === 'PATCH' ? { 'if-match': '"1"' } : {};
    const answer = await server.call(method, path, { body, headers });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    revision = Number(answer.headers.get('sluice-revision') ?? revision);
    return answer.body;
  };
  const keyOf = async (kind: string): Promise<string> => {
    const key: { secret: string } = await write('POST', `${PRODUCTION}/keys`, { kind, name: kind });
    await untilServed(server, key, revision);
    return key.secret;
  };

  beforeAll(async () => {
    server = await startTestApp();
    await write('POST', '/api/v1/projects', { key: 'shop' });
    await write('POST', `${PROJECT}/environments`, { key: 'production' });
    await write('POST', `${PROJECT}/flags`, {
      key: 'banner',
      type: 'boolean',
      clientVisible: true,
      metadata: { team: 'web' },
    });
    await write('POST', `${PROJECT}/flags`, {
      key: 'copy',
      type: 'string',
      variants: { short: 'Buy', long: 'Buy it now' },
    });
    await write('PATCH', `${PRODUCTION}/flags/copy`, {
      enabled: true,
      offVariant: null,
      rules: [
        {
          id: 'pro',
          conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
          serve: { variant: 'long' },
        },
      ],
      fallthrough: { variant: null },
    });
    await write('PATCH', `${PRODUCTION}/flags/banner`, { fallthrough: { variant: 'on' } });
  });

  afterAll(async () => {
    await OpenFeature.close();
    await WebOpenFeature.close();
    await server.close();
  });

  it('on a server get values, reasons, metadata and errors', async () => {
    const headers = { Authorization: `Bearer ${await keyOf('server')}` };
    await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl: server.origin, headers }));
    const client = OpenFeature.getClient();
    expect(await client.getStringDetails('copy', 'x', ALICE)).toMatchObject({
      value: 'Buy it now',
      variant: 'long',
      reason: 'TARGETING_MATCH',
      flagMetadata: { ruleId: 'pro', ruleIndex: 0 },
    });
    expect(await client.getBooleanDetails('banner', true, ALICE)).toMatchObject({
      value: false,
      reason: 'DISABLED',
      flagMetadata: { team: 'web' },
    });
    expect(await client.getBooleanDetails('copy', true, ALICE)).toMatchObject({
      value: true,
      errorCode: 'TYPE_MISMATCH',
    });
    expect(await client.getBooleanDetails('nothing', true, ALICE)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    });
  });

  it('in a page see what is client-visible, and a change without being asked to poll', async () => {
    const page = globalThis as { EventSource?: unknown };
    page.EventSource = HttpEventSource;
    const headers: [string, string][] = [['Authorization', `Bearer ${await keyOf('client')}`]];
    const options = { baseUrl: server.origin, headers, cacheMode: 'disabled' as const };
    const provider = new OFREPWebProvider(options);
    await WebOpenFeature.setContext(ALICE);
    // Its types were not written for exactOptionalPropertyTypes.
    await WebOpenFeature.setProviderAndWait(provider as Provider);
    const client = WebOpenFeature.getClient();
    expect(client.getBooleanDetails('banner', true)).toMatchObject({
      value: false,
      reason: 'DISABLED',
    });
    expect(client.getStringDetails('copy', 'x')).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
    const changed = new Promise<void>((resolve) => {
      client.addHandler(ProviderEvents.ConfigurationChanged, () => resolve());
    });
    await write('POST', `${PRODUCTION}/flags/banner/enable`, {});
    await changed;
    expect(client.getBooleanValue('banner', false)).toBe(true);
    expect(HttpEventSource.opened).toHaveLength(1);
    await WebOpenFeature.close();
    for (const source of HttpEventSource.opened) source.close();
    delete page.EventSource;
  });

  it('answer over OFREP as our own providers do in the process', async () => {
    for (const [key, config] of Object.entries(DECIDED)) {
      await write('POST', `${PROJECT}/flags`, { key, type: 'boolean' });
      await write('PATCH', `${PRODUCTION}/flags/${key}`, config);
    }
    const key = await keyOf('server');
    const headers = { Authorization: `Bearer ${key}` };
    const native = new SluiceProvider({ url: server.origin, key });
    await OpenFeature.setProviderAndWait('native', native);
    const ofrep = new OFREPProvider({ baseUrl: server.origin, headers });
    await OpenFeature.setProviderAndWait('remote', ofrep);
    const [here, there] = ['native', 'remote'].map((domain) => OpenFeature.getClient(domain));
    const contexts = [
      {},
      ALICE,
      { ...ALICE, id: 'other' },
      { targetingKey: 'bob', joined: new Date(0) },
    ];
    const reasons = new Set<string | undefined>();
    for (const flag of [...Object.keys(DECIDED), 'copy', 'nothing'])
      for (const context of contexts) {
        // The OFREP client makes an error of an answer without a value.
        if (flag === 'copy' && context !== ALICE) continue;
        const answers = [here, there].map((client) =>
          flag === 'copy'
            ? client!.getStringDetails(flag, 'x', context)
            : client!.getBooleanDetails(flag, true, context),
        );
        const [mine, theirs] = await Promise.all(answers);
        reasons.add(mine!.reason);
        const { errorMessage: _mine, ...inProcess } = mine!;
        const { errorMessage: _theirs, ...remote } = theirs!;
        expect(inProcess).toEqual(remote);
      }
    expect([...reasons].sort()).toEqual([
      'DEFAULT',
      'DISABLED',
      'ERROR',
      'SPLIT',
      'STATIC',
      'TARGETING_MATCH',
    ]);
    await OpenFeature.close();
  });
});
