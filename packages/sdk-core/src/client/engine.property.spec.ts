import { compile, type Evaluator, type Snapshot } from '@sluice/evaluator';
import fc from 'fast-check';
import type { Overlay } from '@sluice/protocol';
import {
  arbitraryChange,
  FakeWorld,
  ModelServer,
  seededRandom,
  settled,
  type FakeStream,
  type MakeChange,
} from '../testing/index.js';

/** What a network, a server and its operators can do to an SDK. */
type Mishap =
  | { readonly kind: 'commit'; readonly make: MakeChange }
  | { readonly kind: 'deliver' | 'drop' | 'duplicate' | 'delay' | 'cut' | 'restore' | 'revoke' }
  | {
      readonly kind: 'nonsense';
      readonly value: unknown;
      readonly event: 'sync' | 'change' | 'overlay' | 'drain';
    }
  | { readonly kind: 'overlay'; readonly shutdown: boolean }
  | { readonly kind: 'answer'; readonly how: 'well' | 'old' | 'fail' | 'nonsense' }
  | { readonly kind: 'online' | 'sockets'; readonly works: boolean }
  | { readonly kind: 'wait'; readonly ms: number };

const of = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const kinds = <T extends string>(...kind: T[]) => fc.record({ kind: fc.constantFrom(...kind) });

const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  of(10, fc.record({ kind: fc.constant('commit'), make: arbitraryChange })),
  of(14, kinds('deliver')),
  of(6, kinds('drop', 'duplicate', 'delay')),
  of(1, kinds('cut', 'cut', 'restore', 'revoke')),
  of(
    4,
    fc.record({
      kind: fc.constant('answer'),
      how: fc.constantFrom('well', 'well', 'old', 'fail', 'nonsense'),
    }),
  ),
  of(3, fc.record({ kind: fc.constant('wait'), ms: fc.nat(2_000) })),
  of(1, fc.record({ kind: fc.constant('wait'), ms: fc.nat(200_000) })),
  of(2, fc.record({ kind: fc.constant('overlay'), shutdown: fc.boolean() })),
  of(1, fc.record({ kind: fc.constantFrom('online', 'sockets'), works: fc.boolean() })),
  of(
    1,
    fc.record({
      kind: fc.constant('nonsense'),
      value: fc.oneof(fc.anything(), fc.constant({ mode: 'full' })),
      event: fc.constantFrom('sync', 'change', 'overlay', 'drain'),
    }),
  ),
);

/** A world whose network misbehaves by script. */
class Ordeal {
  readonly world: FakeWorld;
  /** Everything the server ever was, so that the SDK can be held to having been one of these. */
  readonly states = new Map<string, Snapshot>();
  #queue: {
    readonly stream: FakeStream;
    readonly event: 'sync' | 'change' | 'overlay';
    readonly payload: unknown;
  }[] = [];
  #online = true;
  #sockets = true;
  #valid = true;
  #epochs = 1;
  #overlays = 0;
  #older: Snapshot;
  #checked: Evaluator | null = null;
  #seen = '';

  constructor(seed: number) {
    this.world = new FakeWorld({ server: new ModelServer(), random: seededRandom(seed) });
    this.#older = this.world.server.snapshot;
    this.#remember();
    const { transport } = this.world;
    transport.opening = (stream) => {
      if (!this.#valid) queueMicrotask(() => stream.handlers.refused('no'));
      else if (this.#online && this.#sockets) this.#greet(stream, stream.handshake);
      else queueMicrotask(() => stream.handlers.closed('no way'));
    };
    transport.asked = (stream, question) => this.#greet(stream, question);
    this.world.engine.start();
  }

  async suffer(what: Mishap): Promise<void> {
    this.#do(what);
    if (what.kind === 'wait') await this.world.advance(what.ms);
    await settled();
    this.check();
  }

  /** From now on everything works, for half an hour. */
  async heal(): Promise<void> {
    this.#online = this.#sockets = this.#valid = true;
    for (let turn = 0; turn < 100; turn++) {
      this.#deliverAll();
      this.#answer('well');
      await settled();
      await this.world.advance(18_000);
      this.check();
    }
  }

  /** What readers see is one state of the server, whole. */
  check(): void {
    const { engine } = this.world;
    const { evaluator } = engine;
    const seen = `${engine.epoch}:${engine.revision}:${engine.overlay?.id}`;
    if (evaluator === null || (evaluator === this.#checked && seen === this.#seen)) return;
    this.#checked = evaluator;
    this.#seen = seen;
    const state = this.states.get(`${engine.epoch}:${engine.revision}`);
    expect(state).toBeDefined();
    expect(evaluator.revision).toBe(engine.revision);
    const oracle = compile(state!);
    oracle.setOverlay(engine.overlay ?? { shutdown: false, overrides: {} });
    expect(evaluator.keys().sort()).toEqual(oracle.keys().sort());
    for (const key of oracle.keys())
      expect(evaluator.evaluate(key, { id: 'u1' }, 0)).toEqual(
        oracle.evaluate(key, { id: 'u1' }, 0),
      );
  }

  #do(what: Mishap): void {
    const stream = this.world.transport.stream;
    switch (what.kind) {
      case 'commit':
        return this.#commit(what.make);
      case 'restore':
        return this.#restore();
      case 'nonsense':
        return stream?.handlers[what.event](what.value);
      case 'overlay':
        return this.#setOverlay(what.shutdown);
      case 'answer':
        return this.#answer(what.how);
      case 'wait':
        return;
      default:
        return this.#damage(what);
    }
  }

  #damage(what: Mishap): void {
    const end = (reason: string): void => this.world.transport.stream?.handlers.closed(reason);
    if (what.kind === 'deliver') this.#deliver();
    if (what.kind === 'drop') this.#queue.shift();
    if (what.kind === 'duplicate') this.#queue.push(...this.#queue.slice(0, 1));
    if (what.kind === 'delay') this.#queue.push(...this.#queue.splice(0, 1));
    if (what.kind === 'cut') end('cut');
    if (what.kind === 'revoke') {
      this.#valid = !this.#valid;
      end('revoked');
    }
    if (what.kind === 'online') this.#online = what.works;
    if (what.kind === 'sockets') this.#sockets = what.works;
    if (!this.#online || !this.#sockets) end('gone');
  }

  #greet(stream: FakeStream, asked: { epoch: string | null; revision: number | null }): void {
    const sync = this.world.server.syncFor(asked.epoch, asked.revision);
    const large = sync.mode === 'full' && this.#epochs % 2 === 0;
    const { snapshot: _, ...rest } = sync as typeof sync & { snapshot?: unknown };
    const payload = large ? { ...rest, mode: 'fetch', spreadMs: 500 } : sync;
    this.#queue.push({ stream, event: 'sync', payload });
  }

  #commit(make: MakeChange): void {
    const { server, transport } = this.world;
    if (this.states.size % 3 === 0) this.#older = server.snapshot;
    const message = server.commit(make);
    this.#remember();
    const stream = transport.stream;
    const { changes: _, ...rest } = message as typeof message & { changes?: unknown };
    const large = this.states.size % 5 === 0;
    const payload = large ? { ...rest, fetch: true, spreadMs: 300 } : message;
    if (stream !== null) this.#queue.push({ stream, event: 'change', payload });
  }

  #setOverlay(shutdown: boolean): void {
    this.#overlays += 1;
    const overlay: Overlay = {
      id: `o${this.#overlays}`,
      shutdown,
      overrides: { a: this.#overlays % 2 === 0 ? 'on' : 'off' },
      watch: [],
    };
    this.world.server.overlay = overlay;
    const stream = this.world.transport.stream;
    if (stream !== null) this.#queue.push({ stream, event: 'overlay', payload: overlay });
  }

  #restore(): void {
    const { server, transport } = this.world;
    this.#epochs += 1;
    server.restore(`epoch-${this.#epochs}`, Math.max(1, server.snapshot.revision - 2));
    this.#older = server.snapshot;
    this.#remember();
    transport.stream?.handlers.closed('restarted');
  }

  #deliver(): void {
    const next = this.#queue.shift();
    if (next !== undefined) next.stream.handlers[next.event](structuredClone(next.payload));
  }

  #deliverAll(): void {
    while (this.#queue.length > 0) this.#deliver();
  }

  #answer(how: 'well' | 'old' | 'fail' | 'nonsense'): void {
    const { transport, server, answer } = this.world;
    const fetch = transport.fetch;
    if (fetch === null) return;
    if (!this.#valid) return fetch.answer({ kind: 'refused', message: 'no' });
    if (how === 'fail' || !this.#online) return fetch.answer({ kind: 'failed', message: 'no' });
    if (how === 'nonsense')
      return fetch.answer({ kind: 'snapshot', body: { snapshot: 1 }, serverTime: 1 });
    if (how === 'well') return fetch.answer(answer);
    const body = { snapshot: this.#older, overlay: server.overlay };
    fetch.answer({ kind: 'snapshot', body, serverTime: Number.NaN });
  }

  #remember(): void {
    const { snapshot } = this.world.server;
    this.states.set(`${snapshot.epoch}:${snapshot.revision}`, snapshot);
  }
}

describe('engine', () => {
  it('ends at the server’s state after any mishaps, having shown only whole states, with one timer and one stream', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mishap, { maxLength: 60 }), fc.nat(), async (mishaps, seed) => {
        const ordeal = new Ordeal(seed);
        if (seed % 4 > 0) await ordeal.suffer({ kind: 'answer', how: 'well' });
        if (seed % 4 > 1) await ordeal.suffer({ kind: 'deliver' });
        for (const what of mishaps) await ordeal.suffer(what);
        await ordeal.heal();
        const { engine, server, time } = ordeal.world;
        expect(engine.state).toBe('live');
        expect([engine.epoch, engine.revision]).toEqual([
          server.snapshot.epoch,
          server.snapshot.revision,
        ]);
        expect(engine.overlay).toEqual(server.overlay);
        expect(engine.snapshot).toEqual(server.snapshot);
        await engine.close();
        expect(time.hasTimer).toBe(false);
        expect(ordeal.world.transport.stream).toBeNull();
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});
