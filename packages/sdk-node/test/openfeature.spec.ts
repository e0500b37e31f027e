import {
  OpenFeature,
  ProviderEvents,
  ProviderStatus,
  type Client,
  type EventDetails,
} from '@openfeature/server-sdk';
import { aFlag, aSnapshot, ModelServer } from '@sluice/sdk-core/testing';
import { SluiceProvider, type SluiceProviderOptions } from '../src/openfeature/index.js';
import { ClientFixture } from './client-fixture.js';
import { FixtureServer, KEY } from './fixture-server.js';
import { until } from './until.js';

const ROLLOUT = '00000000-0000-4000-8000-000000000001';
const FLAGS = [
  aFlag('banner', 1, { metadata: { team: 'web' } }),
  aFlag('copy', 1, {
    type: 'string',
    variants: { long: 'Buy it now', short: 'Buy' },
    rules: [
      {
        id: 'pro',
        conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
        serve: { variant: 'long' },
      },
    ],
    offVariant: null,
    fallthrough: { variant: 'short' },
  }),
  aFlag('since', 1, {
    rules: [
      {
        id: 'old',
        conditions: [{ attribute: 'joined', operator: 'before', values: ['2020-01-01T00:00:00Z'] }],
        serve: { variant: 'off' },
      },
    ],
  }),
  aFlag('child', 1, { prerequisites: [{ flag: 'banner' }] }),
];

describe('the provider for @openfeature/server-sdk', () => {
  let fixture: ClientFixture;
  let server: FixtureServer;
  let client: Client;
  let domain = '';
  let count = 0;
  const heard: [string, EventDetails | undefined][] = [];

  beforeEach(async () => {
    fixture = new ClientFixture();
    server = await fixture.serve(new FixtureServer(new ModelServer(aSnapshot(FLAGS))));
    // Handlers outlive providers: each test has its own domain.
    domain = `shop-${count++}`;
    client = OpenFeature.getClient(domain);
    heard.length = 0;
    for (const name of Object.values(ProviderEvents))
      client.addHandler(name, (details) => void heard.push([name, details]));
  });

  afterEach(async () => {
    await OpenFeature.clearProviders();
    await fixture.close();
  });

  const provide = async (options: SluiceProviderOptions = {}): Promise<SluiceProvider> => {
    const provider = new SluiceProvider(fixture.client(server), options);
    await OpenFeature.setProviderAndWait(domain, provider);
    return provider;
  };
  const named = (name: string) => heard.filter(([one]) => one === name);

  it('answers with value, variant, reason and metadata', async () => {
    await provide();
    expect(client.providerStatus).toBe(ProviderStatus.READY);
    expect(client.metadata.providerMetadata.name).toBe('sluice');
    expect(await client.getBooleanDetails('banner', false)).toEqual({
      flagKey: 'banner',
      value: true,
      variant: 'on',
      reason: 'STATIC',
      flagMetadata: { team: 'web' },
    });
    expect(await client.getStringDetails('copy', 'x', { plan: 'pro' })).toMatchObject({
      value: 'Buy it now',
      reason: 'TARGETING_MATCH',
      flagMetadata: { ruleId: 'pro', ruleIndex: 0 },
    });
    expect(await client.getNumberDetails('copy', 7)).toMatchObject({
      value: 7,
      reason: 'ERROR',
      errorCode: 'TYPE_MISMATCH',
    });
    expect(await client.getObjectDetails('nobody', { a: 1 })).toMatchObject({
      value: { a: 1 },
      errorCode: 'FLAG_NOT_FOUND',
    });
  });

  it('takes dates of the context for what they are', async () => {
    await provide();
    const joined = (year: number) => ({ joined: new Date(Date.UTC(year, 0, 2)) });
    expect(await client.getBooleanValue('since', false, joined(2019))).toBe(false);
    expect(await client.getBooleanValue('since', false, joined(2021))).toBe(true);
  });

  it('tells of changed flags by key, those that depend on them too', async () => {
    await provide();
    await until('stream', () => server.streams === 1);
    server.commit((version) => ({ put: aFlag('banner', version, { enabled: false }) }));
    await until('change', () => named(ProviderEvents.ConfigurationChanged).length === 1);
    const [, details] = named(ProviderEvents.ConfigurationChanged)[0]!;
    expect(details).toMatchObject({ providerName: 'sluice', metadata: { revision: 2 } });
    expect((details as { flagsChanged: string[] }).flagsChanged.toSorted()).toEqual([
      'banner',
      'child',
    ]);
    expect(await client.getBooleanValue('child', true)).toBe(false);
  });

  it('is stale while the server is away, serves on, and is ready after', async () => {
    await provide();
    await until('stream', () => server.streams === 1);
    await server.stop();
    await until('stale', () => client.providerStatus === ProviderStatus.STALE);
    expect(await client.getBooleanValue('banner', false)).toBe(true);
    await server.start();
    await until('ready', () => client.providerStatus === ProviderStatus.READY);
    expect(heard.map(([name]) => name)).toEqual([
      ProviderEvents.Ready,
      ProviderEvents.Stale,
      ProviderEvents.Ready,
    ]);
  });

  it('is fatal with a bad key, and answers with the default', async () => {
    const provider = new SluiceProvider(fixture.client(server, { key: 'slu_srv_wrong' }));
    await expect(OpenFeature.setProviderAndWait(domain, provider)).rejects.toMatchObject({
      code: 'PROVIDER_FATAL',
    });
    expect(client.providerStatus).toBe(ProviderStatus.FATAL);
    expect(await client.getBooleanDetails('banner', false)).toMatchObject({
      value: false,
      errorCode: 'PROVIDER_FATAL',
    });
    expect(named(ProviderEvents.Error)).toHaveLength(1);
    server.keys.add('slu_srv_wrong');
    await until('ready', () => client.providerStatus === ProviderStatus.READY);
    expect(await client.getBooleanValue('banner', false)).toBe(true);
  });

  it('is in error when nothing comes in time, obeys overrides meanwhile, and gets ready after', async () => {
    server.intercept = () => true;
    server.blocksSockets = true;
    const overridden = fixture.client(server, { overrides: { banner: true } });
    const provider = new SluiceProvider(overridden, { readyTimeoutMs: 50 });
    await expect(OpenFeature.setProviderAndWait(domain, provider)).rejects.toMatchObject({
      code: 'PROVIDER_NOT_READY',
    });
    expect(client.providerStatus).toBe(ProviderStatus.ERROR);
    expect(await client.getBooleanValue('banner', false)).toBe(true);
    expect(await client.getStringDetails('copy', 'x')).toMatchObject({
      value: 'x',
      errorCode: 'PROVIDER_NOT_READY',
    });
    server.intercept = null;
    server.blocksSockets = false;
    await until('ready', () => client.providerStatus === ProviderStatus.READY, 20_000);
  });

  it('closes a client of its own with OpenFeature, and can be provided again', async () => {
    const logger = fixture.logger;
    const provider = new SluiceProvider({ url: server.url, key: KEY, logger });
    const first = provider.client;
    await OpenFeature.setProviderAndWait(domain, provider);
    expect(await client.getBooleanValue('banner', false)).toBe(true);
    await OpenFeature.clearProviders();
    expect(first.state).toBe('closed');
    expect(server.batches.flatMap(({ counts }) => counts)).toMatchObject([{ flag: 'banner' }]);
    await provider.onClose();
    await OpenFeature.setProviderAndWait(domain, provider);
    expect(provider.client).not.toBe(first);
    expect(await client.getBooleanValue('banner', false)).toBe(true);
  });

  it('leaves a client that it was given open', async () => {
    const provider = await provide();
    await OpenFeature.clearProviders();
    expect(provider.client.state).toBe('live');
  });

  it('leaves hooks to OpenFeature, and takes tracking without complaint', async () => {
    const provider = await provide();
    const stages: string[] = [];
    const hook = {
      before: () => void stages.push('before'),
      after: () => void stages.push('after'),
      error: () => void stages.push('error'),
      finally: () => void stages.push('finally'),
    };
    await client.getBooleanValue('banner', false, {}, { hooks: [hook] });
    await client.getBooleanValue('nobody', false, {}, { hooks: [hook] });
    expect(stages).toEqual(['before', 'after', 'finally', 'before', 'error', 'finally']);
    expect(provider).not.toHaveProperty('hooks');
    expect(() =>
      client.track('banner', { targetingKey: 'u' }, { value: 1, latencyMs: 3 }),
    ).not.toThrow();
  });

  it('counts what is tracked for the rollouts that watch the flag', async () => {
    const rollout = { flag: 'half', ruleId: 'r', rolloutId: ROLLOUT, step: 0 };
    server.model.overlay = { id: 'w', shutdown: false, overrides: {}, watch: [rollout] };
    server.commit((version) => ({
      put: aFlag('half', version, {
        rules: [
          {
            id: 'r',
            conditions: [],
            rollout: { seed: 1, percentage: 50 },
            serve: { variant: 'on' },
          },
        ],
        fallthrough: { variant: 'off' },
      }),
    }));
    const timings = { flushWatchedMs: 100 };
    const watching = fixture.client(server, {}, { timings });
    await OpenFeature.setProviderAndWait(domain, new SluiceProvider(watching));
    for (let i = 0; i < 50; i++)
      client.track('half', { targetingKey: `u${i}` }, { latencyMs: 5, error: i % 2 === 0 });
    const reported = () => server.batches.flatMap(({ observations }) => observations ?? []);
    await until('observations', () => reported().length > 0);
    expect(reported()[0]).toMatchObject({ rollout: ROLLOUT });
  });

  it('refuses options that make no sense where they are given', () => {
    expect(() => new SluiceProvider({ url: 'nowhere', key: KEY })).toThrow(/`url` is "nowhere"/);
  });
});
