/** @jest-environment jsdom */
import { Suspense, act, type ReactElement } from 'react';
import { aFlag } from '@sluice/sdk-core/testing';
import { SluiceProvider, useFlag, type FlagOptions } from '../../src/react/index.js';
import { FakeClient, Page } from './page.js';

const Patient = (options: FlagOptions): ReactElement => (
  <p>{String(useFlag('on', false, { suspend: true, ...options }))}</p>
);

const app = (fake: FakeClient, child: ReactElement): ReactElement => (
  <SluiceProvider client={fake.client}>
    <Suspense fallback="waiting">{child}</Suspense>
  </SluiceProvider>
);

let page: Page;
beforeEach(() => (page = new Page()));
afterEach(() => page.close());

it('waits for the first flags', async () => {
  const fake = new FakeClient([aFlag('on', 1)]);
  page.render(app(fake, <Patient />));
  expect(page.text).toBe('waiting');
  await fake.begin();
  expect(page.element.querySelector('p')?.textContent).toBe('true');
});

it('waits no longer than it was told, and shows the flags when they come at last', async () => {
  const fake = new FakeClient([aFlag('on', 1)]);
  page.render(app(fake, <Patient timeoutMs={200} />));
  await act(() => fake.world.advance(199));
  expect(page.text).toBe('waiting');
  await act(() => fake.world.advance(2));
  expect(page.element.querySelector('p')?.textContent).toBe('false');
  await fake.begin();
  expect(page.element.querySelector('p')?.textContent).toBe('true');
});

it('does not wait where there are flags already', async () => {
  const fake = new FakeClient([aFlag('on', 1)]);
  await fake.begin();
  page.render(app(fake, <Patient />));
  expect(page.text).toBe('true');
});
