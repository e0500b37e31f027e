/**
 * @jest-environment jsdom
 * @jest-environment-options {"customExportConditions": ["node"]}
 */
import { Suspense, act, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { aFlag } from '@sluice/sdk-core/testing';
import { SluiceProvider, useFlag, useFlagDetail } from '../../src/react/index.js';
import { FakeClient, Page } from './page.js';

const Words = (): ReactElement => (
  <p>{`${String(useFlag('on', false))} ${useFlagDetail('on').reason} ${String(useFlag('unknown', 7))}`}</p>
);

const user = { id: 'ada' };

it('renders on a server, and hydrates with what the server knew whatever the page knows by then', async () => {
  const there = new FakeClient([aFlag('on', 1)]);
  await there.begin();
  const serverDetails = JSON.parse(JSON.stringify(there.client.all(user))) as ReturnType<
    typeof there.client.all
  >;
  const html = renderToString(
    <SluiceProvider client={there.client} user={user} serverDetails={serverDetails}>
      <Words />
    </SluiceProvider>,
  );
  expect(html).toBe('<p>true STATIC 7</p>');

  const here = new FakeClient([aFlag('on', 2, { enabled: false })]);
  await here.begin();
  const page = new Page(html);
  const paragraph = page.element.querySelector('p');
  const complaints = await page.hydrate(
    <SluiceProvider client={here.client} user={user} serverDetails={serverDetails}>
      <Words />
    </SluiceProvider>,
  );
  expect(complaints).toEqual([]);
  expect(page.element.querySelector('p')).toBe(paragraph);
  expect(page.text).toBe('false DISABLED 7');
  page.close();
});

it('goes on with what the server knew until the page has flags, for that user alone', async () => {
  const serverDetails = { on: { flag: 'on', value: true, reason: 'STATIC' } } as const;
  const here = new FakeClient([aFlag('on', 1, { enabled: false })]);
  const of = (id: string): ReactElement => (
    <SluiceProvider client={here.client} user={id} serverDetails={serverDetails}>
      <Words />
    </SluiceProvider>
  );
  const page = new Page('<p>true STATIC 7</p>');
  expect(await page.hydrate(of('ada'))).toEqual([]);
  expect(page.text).toBe('true STATIC 7');
  page.render(of('bob'));
  expect(page.text).toBe('false ERROR 7');
  page.render(of('ada'));
  expect(page.text).toBe('true STATIC 7');
  await here.begin();
  expect(page.text).toBe('false DISABLED 7');
  page.close();
});

it('shows nothing old between what the server knew and what is true, where the page has an old cache', async () => {
  const shown: string[] = [];
  const Watched = (): ReactElement => {
    const value = useFlag('on', 'none');
    shown.push(value);
    return <p>{value}</p>;
  };
  const says = (version: number, text: string) =>
    aFlag('on', version, { type: 'string', variants: { on: text }, offVariant: null });
  const here = new FakeClient([says(3, 'now')], 'ada', [says(1, 'long ago')]);
  const serverDetails = { on: { flag: 'on', value: 'just now', reason: 'STATIC' } } as const;
  const page = new Page('<p>just now</p>');
  const app = (
    <SluiceProvider client={here.client} serverDetails={serverDetails}>
      <Watched />
    </SluiceProvider>
  );
  expect(await page.hydrate(app)).toEqual([]);
  await here.begin();
  expect([...new Set(shown)]).toEqual(['just now', 'now']);
  page.close();
});

it('shows what the page has once it knows that the server is no longer there', async () => {
  const here = new FakeClient([], 'ada', [aFlag('on', 1, { enabled: false })]);
  const serverDetails = { on: { flag: 'on', value: true, reason: 'STATIC' } } as const;
  const page = new Page('<p>true STATIC 7</p>');
  await page.hydrate(
    <SluiceProvider client={here.client} serverDetails={serverDetails}>
      <Words />
    </SluiceProvider>,
  );
  expect(page.text).toBe('true STATIC 7');
  await act(async () => {
    here.world.engine.start();
    here.world.transport.fetch?.answer({ kind: 'failed', message: 'offline' });
    await here.world.advance(1_000);
  });
  expect(here.client.state).toBe('stale');
  expect(page.text).toBe('false DISABLED 7');
  page.close();
});

it.each([
  ['nothing', undefined],
  ['a cache that answers both alike', [aFlag('on', 1, { enabled: false })]],
])(
  'gives nobody what the server knew of another, where the client has %s and is told of another',
  async (_, cached) => {
    const serverDetails = { on: { flag: 'on', value: true, reason: 'STATIC' } } as const;
    const here = new FakeClient([aFlag('on', 1)], 'ada', cached);
    const page = new Page('<p>true STATIC 7</p>');
    const app = (
      <SluiceProvider client={here.client} serverDetails={serverDetails}>
        <Words />
      </SluiceProvider>
    );
    expect(await page.hydrate(app)).toEqual([]);
    expect(page.text).toBe('true STATIC 7');
    act(() => here.client.identify('bob'));
    expect(page.text).toBe(cached ? 'false DISABLED 7' : 'false ERROR 7');
    page.close();
  },
);

it('does not wait for flags where it has what the server knew', async () => {
  const serverDetails = { on: { flag: 'on', value: true, reason: 'STATIC' } } as const;
  const Patient = (): ReactElement => <b>{String(useFlag('on', false, { suspend: true }))}</b>;
  const here = new FakeClient([aFlag('on', 1, { enabled: false })], 'ada');
  const app = (id: string): ReactElement => (
    <SluiceProvider client={here.client} user={id} serverDetails={serverDetails}>
      <Suspense fallback="waiting">
        <Patient />
      </Suspense>
    </SluiceProvider>
  );
  const html = renderToString(app('ada'));
  expect(html).toContain('<b>true</b>');
  const page = new Page(html);
  expect(await page.hydrate(app('ada'))).toEqual([]);
  page.render(app('ada'));
  expect(page.text).toBe('true');
  page.render(app('bob'));
  expect(page.text).toContain('waiting');
  await here.begin();
  expect(page.element.querySelector('b')?.textContent).toBe('false');
  page.close();
});

it('a flag of another type than the fallback is the fallback on both sides', () => {
  const there = new FakeClient([]);
  const Typed = (): ReactElement => <p>{useFlag('on', 'words')}</p>;
  const html = renderToString(
    <SluiceProvider
      client={there.client}
      serverDetails={{ on: { flag: 'on', value: true, reason: 'STATIC' } }}
    >
      <Typed />
    </SluiceProvider>,
  );
  expect(html).toBe('<p>words</p>');
});

it('without what the server knew, React finds another text than it expects', async () => {
  const here = new FakeClient([aFlag('on', 1)]);
  await here.begin();
  const page = new Page('<p>false ERROR 7</p>');
  const log = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const complaints = await page.hydrate(
    <SluiceProvider client={here.client} user={user}>
      <Words />
    </SluiceProvider>,
  );
  log.mockRestore();
  expect(complaints.length).toBeGreaterThan(0);
  page.close();
});
