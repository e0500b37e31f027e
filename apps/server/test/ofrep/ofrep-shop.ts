import { SnapshotStore } from '../../src/modules/delivery/index.js';
import { startTestApp, type Answer, type CallOptions, type TestApp } from '../test-app.js';

/** Where one flag, below this path, or all are asked for. */
export const FLAGS = '/ofrep/v1/evaluate/flags';
/** The administration's path of the project that the keys belong to. */
export const PROJECT = '/api/v1/projects/shop';
/** The administration's path of the environment that the keys belong to. */
export const PRODUCTION = `${PROJECT}/environments/production`;

const SPLIT_FLAG = { key: 'split', type: 'string', variants: { a: 'A', b: 'B' } };
const SPLIT_CONFIG = {
  offVariant: 'a',
  fallthrough: {
    split: [
      { variant: 'a', weight: 1 },
      { variant: 'b', weight: 1 },
    ],
  },
};
const COPY_FLAG = { key: 'copy', type: 'string', variants: { a: 'A', b: 'B' } };
const COPY_CONFIG = {
  offVariant: null,
  rules: [
    {
      id: 'half',
      conditions: [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
      rollout: { percentage: 50 },
      serve: { variant: 'b' },
    },
    {
      id: 'beta',
      conditions: [{ attribute: 'beta', operator: 'exists' }],
      serve: { variant: 'b' },
    },
  ],
  fallthrough: { variant: null },
};

/** What the bulk endpoint answers. */
export interface BulkBody {
  readonly flags: { readonly key: string; readonly value?: unknown }[];
  readonly eventStreams: { readonly endpoint: { readonly requestUri: string } }[];
}

/** A key of an SDK, as it is shown once. */
export interface ShopKey {
  readonly id: string;
  readonly secret: string;
}

/** A flag as it is created. */
interface NewFlag {
  readonly key: string;
  readonly [field: string]: unknown;
}

/** A server whose project `shop` has the flags `off`, `on` (client-visible), `child` (of `off`), `copy` and `split`. */
export class OfrepShop {
  private constructor(
    readonly server: TestApp,
    readonly serverKey: ShopKey,
    readonly clientKey: ShopKey,
  ) {}

  static async open(): Promise<OfrepShop> {
    const server = await startTestApp({ SLUICE_ANONYMOUS_RATE_LIMIT: '6000' });
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
    await server.call('POST', `${PROJECT}/environments`, { body: { key: 'production' } });
    const keys = [await newKey(server, 'server'), await newKey(server, 'client')] as const;
    const shop = new OfrepShop(server, ...keys);
    const serveOn = { fallthrough: { variant: 'on' } };
    const metadata = { team: 'web' };
    await shop.createFlag({ key: 'off', type: 'boolean' }, null);
    await shop.createFlag({ key: 'on', type: 'boolean', clientVisible: true, metadata }, serveOn);
    const prerequisites = [{ flag: 'off' }];
    await shop.createFlag({ key: 'child', type: 'boolean', prerequisites }, serveOn);
    await shop.createFlag(COPY_FLAG, COPY_CONFIG);
    await shop.createFlag(SPLIT_FLAG, SPLIT_CONFIG);
    return shop;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  createKey(kind: 'server' | 'client'): Promise<ShopKey> {
    return newKey(this.server, kind);
  }

  /** Creates a flag and, where a configuration is given, enables it with that; settles once it is served. */
  async createFlag(flag: NewFlag, config: object | null): Promise<void> {
    const created = await this.server.call('POST', `${PROJECT}/flags`, { body: flag });
    expect(created.status).toBe(201);
    if (config === null) return;
    const configured = await this.server.call('PATCH', `${PRODUCTION}/flags/${flag.key}`, {
      body: { enabled: true, ...config },
      headers: { 'if-match': '"1"' },
    });
    expect([configured.status, configured.body]).toEqual([200, expect.anything()]);
    await this.#served(Number(configured.headers.get('sluice-revision')));
  }

  /** A question with the server key; `path` is what stands behind {@link FLAGS}. */
  ask(path: string, body: unknown, options: CallOptions = {}): Promise<Answer> {
    const { secret } = this.serverKey;
    return this.server.call('POST', `${FLAGS}${path}`, { token: secret, body, ...options });
  }

  one(key: string, context: object = {}): Promise<Answer> {
    return this.ask(`/${key}`, { context });
  }

  bulk(options: CallOptions = {}): Promise<Answer> {
    return this.ask('', { context: { targetingKey: 'u1' } }, options);
  }

  /** Settles once this replica serves the revision: a write may be answered before it is read back. */
  async #served(revision: number): Promise<void> {
    const store = this.server.app.get(SnapshotStore);
    const newest = () => Math.max(0, ...[...store.all()].map(({ state }) => state.revision));
    while (newest() < revision) await new Promise((resolve) => setImmediate(resolve));
  }
}

async function newKey(server: TestApp, kind: 'server' | 'client'): Promise<ShopKey> {
  return (await server.call('POST', `${PRODUCTION}/keys`, { body: { kind, name: kind } })).body;
}
