import { act, type ReactNode } from 'react';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { FakeWorld, ModelServer, aFlag, aSnapshot } from '@sluice/sdk-core/testing';
import type { Change, Flag } from '@sluice/evaluator';
import type { User } from '@sluice/sdk-core';
import type { PageEngine } from '../../src/page-engine.js';
import { SluiceClient } from '../../src/sluice-client.js';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** A client with a server and time in hand. */
export class FakeClient {
  readonly world: FakeWorld;
  readonly client: SluiceClient;

  /** `bootstrap`: flags that it has before it hears of the server, as from a cache. */
  constructor(flags: readonly Flag[], user?: User, bootstrap?: readonly Flag[]) {
    const snapshot = bootstrap && aSnapshot(bootstrap);
    this.world = new FakeWorld({
      server: new ModelServer(aSnapshot(flags)),
      ...(snapshot && { options: { bootstrap: { snapshot, overlay: null } } }),
    });
    const page: Pick<PageEngine, 'options' | 'start'> = {
      options: { user } as PageEngine['options'],
      start: (handOver) => Promise.resolve(handOver(this.world.engine)),
    };
    this.client = new SluiceClient(page as PageEngine);
  }

  /** Connects; the flags arrive. */
  begin(): Promise<unknown> {
    return act(() => this.world.begin());
  }

  /** Changes something on the server, seen at once. */
  async commit(make: (revision: number) => Change): Promise<void> {
    const message = this.world.server.commit(make);
    // eslint-disable-next-line @typescript-eslint/require-await -- only an async act waits for what follows
    await act(async () => this.world.transport.stream?.handlers.change(message));
  }

  /** Serves a boolean flag on or off to everybody from now on. */
  turn(key: string, on: boolean): Promise<void> {
    const fallthrough = { variant: on ? 'on' : 'off' };
    return this.commit((version) => ({ put: aFlag(key, version, { fallthrough }) }));
  }
}

/** A piece of document that React renders into. */
export class Page {
  readonly element: HTMLElement;
  #root: Root | null = null;

  constructor(html = '') {
    this.element = document.createElement('main');
    this.element.innerHTML = html;
    document.body.append(this.element);
  }

  get text(): string {
    return this.element.textContent;
  }

  render(node: ReactNode): void {
    this.#root ??= createRoot(this.element);
    const root = this.#root;
    act(() => root.render(node));
  }

  /** Takes over what a server rendered; complaints of React come back. */
  async hydrate(node: ReactNode): Promise<string[]> {
    const complaints: string[] = [];
    const onRecoverableError = (error: unknown): void => void complaints.push(String(error));
    // eslint-disable-next-line @typescript-eslint/require-await -- only an async act waits for what follows
    await act(async () => {
      this.#root = hydrateRoot(this.element, node, { onRecoverableError });
    });
    return complaints;
  }

  close(): void {
    const root = this.#root;
    if (root !== null) act(() => root.unmount());
    this.element.remove();
  }
}
