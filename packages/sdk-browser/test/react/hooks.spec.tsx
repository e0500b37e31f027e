/** @jest-environment jsdom */
import { StrictMode, act, memo, type ReactElement } from 'react';
import { aFlag } from '@sluice/sdk-core/testing';
import { SluiceProvider, useClient, useFlag, useFlagDetail } from '../../src/react/index.js';
import { FakeClient, Page } from './page.js';

const renders: string[] = [];

const Shown = memo(function Shown({ flag }: { readonly flag: string }): ReactElement {
  const value = useFlag(flag, false);
  renders.push(`${flag}=${String(value)}`);
  return <p>{`${flag}:${String(value)} `}</p>;
});

let page: Page;
beforeEach(() => {
  renders.length = 0;
  page = new Page();
});
afterEach(() => page.close());

const on = aFlag('on', 1);
const off = aFlag('off', 1, { fallthrough: { variant: 'off' } });

it('answers the fallback before there are flags, and the flag as soon as there are', async () => {
  const fake = new FakeClient([on]);
  page.render(
    <SluiceProvider client={fake.client}>
      <Shown flag="on" />
    </SluiceProvider>,
  );
  expect(page.text).toBe('on:false ');
  await fake.begin();
  expect(page.text).toBe('on:true ');
});

it('renders only the components whose value changed', async () => {
  const fake = new FakeClient([on, off]);
  await fake.begin();
  page.render(
    <SluiceProvider client={fake.client}>
      <Shown flag="on" />
      <Shown flag="off" />
    </SluiceProvider>,
  );
  renders.length = 0;
  await fake.turn('off', true);
  expect(page.text).toBe('on:true off:true ');
  expect(renders).toEqual(['off=true']);
});

it('renders nothing for a change that leaves the value as it was', async () => {
  const fake = new FakeClient([on]);
  await fake.begin();
  page.render(
    <SluiceProvider client={fake.client}>
      <Shown flag="on" />
    </SluiceProvider>,
  );
  renders.length = 0;
  await fake.turn('on', true);
  expect(renders).toEqual([]);
});

it('keeps an object that arrives again with the same content', async () => {
  const copy = (version: number, title: string): ReturnType<typeof aFlag> =>
    aFlag('copy', version, { type: 'json', variants: { on: { title }, off: {} } });
  const seen: unknown[] = [];
  const Copy = (): ReactElement => {
    const value = useFlag('copy', { title: 'none' });
    seen.push(value);
    return <p>{value.title}</p>;
  };
  const fake = new FakeClient([copy(1, 'Hello')]);
  await fake.begin();
  page.render(
    <SluiceProvider client={fake.client}>
      <Copy />
    </SluiceProvider>,
  );
  await fake.commit((version) => ({ put: copy(version, 'Hello') }));
  expect(seen).toEqual([{ title: 'Hello' }]);
  await fake.commit((version) => ({ put: copy(version, 'Bye') }));
  expect(page.text).toBe('Bye');
});

it('asks about the user of the provider, and again when it is another one', async () => {
  const fake = new FakeClient([
    aFlag('vip', 1, {
      targets: [{ ids: ['ada'], variant: 'on' }],
      fallthrough: { variant: 'off' },
    }),
  ]);
  await fake.begin();
  const of = (id: string): ReactElement => (
    <SluiceProvider client={fake.client} user={{ id }}>
      <Shown flag="vip" />
    </SluiceProvider>
  );
  page.render(of('ada'));
  expect(page.text).toBe('vip:true ');
  renders.length = 0;
  page.render(of('ada'));
  expect(renders).toEqual([]);
  page.render(of('bob'));
  expect(page.text).toBe('vip:false ');
});

it('follows identify() where the provider names no user', async () => {
  const vip = aFlag('vip', 1, {
    targets: [{ ids: ['ada'], variant: 'on' }],
    fallthrough: { variant: 'off' },
  });
  const fake = new FakeClient([vip, on], 'bob');
  await fake.begin();
  const Login = (): ReactElement => {
    const client = useClient();
    return <button onClick={() => client.identify('ada')}>log in</button>;
  };
  page.render(
    <SluiceProvider client={fake.client}>
      <Shown flag="vip" />
      <Shown flag="on" />
      <Login />
    </SluiceProvider>,
  );
  renders.length = 0;
  act(() => page.element.querySelector('button')?.click());
  expect(page.text).toContain('vip:true');
  expect(renders).toEqual(['vip=true']);
});

it('tells another reason after identify() where the value is the same', async () => {
  const vip = aFlag('vip', 1, { targets: [{ ids: ['ada'], variant: 'on' }] });
  const fake = new FakeClient([vip], 'bob');
  await fake.begin();
  const Why = (): ReactElement => {
    const { value, reason } = useFlagDetail('vip', false);
    return <p>{`${JSON.stringify(value)} by ${reason}`}</p>;
  };
  page.render(
    <SluiceProvider client={fake.client}>
      <Why />
      <Shown flag="vip" />
    </SluiceProvider>,
  );
  renders.length = 0;
  act(() => fake.client.identify('ada'));
  expect(page.text).toContain('true by TARGETING_MATCH');
  expect(renders).toEqual([]);
});

it('tells how a value came about, and renders when only that changed', async () => {
  const Why = (): ReactElement => {
    const { value, reason } = useFlagDetail('on', false);
    return <p>{`${JSON.stringify(value)} by ${reason}`}</p>;
  };
  const fake = new FakeClient([on]);
  page.render(
    <SluiceProvider client={fake.client}>
      <Why />
    </SluiceProvider>,
  );
  expect(page.text).toBe('false by ERROR');
  await fake.begin();
  expect(page.text).toBe('true by STATIC');
  await fake.commit((version) => ({
    put: aFlag('on', version, { enabled: false, offVariant: 'on' }),
  }));
  expect(page.text).toBe('true by DISABLED');
});

it('goes on in strict mode, which mounts everything twice', async () => {
  const fake = new FakeClient([on]);
  await fake.begin();
  page.render(
    <StrictMode>
      <SluiceProvider client={fake.client}>
        <Shown flag="on" />
      </SluiceProvider>
    </StrictMode>,
  );
  await fake.turn('on', false);
  expect(page.text).toBe('on:false ');
});

it('asks the client once per change, however often a component renders', async () => {
  const fake = new FakeClient([on]);
  await fake.begin();
  const variant = jest.spyOn(fake.client, 'variant');
  const Often = ({ turn }: { readonly turn: number }): ReactElement => (
    <p>{`${turn} ${String(useFlag('on', false))}`}</p>
  );
  const at = (turn: number): ReactElement => (
    <SluiceProvider client={fake.client}>
      <Often turn={turn} />
    </SluiceProvider>
  );
  for (let turn = 0; turn < 5; turn++) page.render(at(turn));
  expect(page.text).toBe('4 true');
  expect(variant).toHaveBeenCalledTimes(1);
});

it('asks once more for the first answer of the server, however that is told', async () => {
  const fake = new FakeClient([aFlag('on', 2, { enabled: false })], undefined, [on]);
  const variant = jest.spyOn(fake.client, 'variant');
  page.render(
    <SluiceProvider client={fake.client}>
      <Shown flag="on" />
    </SluiceProvider>,
  );
  expect(page.text).toBe('on:true ');
  await fake.begin();
  expect([page.text, fake.client.state]).toEqual(['on:false ', 'live']);
  expect(variant).toHaveBeenCalledTimes(2);
});

it('asks about another key, and another client, as soon as it is given one', async () => {
  const [first, second] = [new FakeClient([on, off]), new FakeClient([off])];
  await first.begin();
  await second.begin();
  const of = ({ client }: FakeClient, flag: string): ReactElement => (
    <SluiceProvider client={client}>
      <Shown flag={flag} />
    </SluiceProvider>
  );
  page.render(of(first, 'on'));
  expect(page.text).toBe('on:true ');
  page.render(of(first, 'off'));
  expect(page.text).toBe('off:false ');
  page.render(of(second, 'on'));
  expect(page.text).toBe('on:false ');
  page.render(of(second, 'off'));
  await first.turn('off', true);
  expect(page.text).toBe('off:false ');
  await second.turn('off', true);
  expect(page.text).toBe('off:true ');
});

it('leaves no listener behind when a component goes', async () => {
  const fake = new FakeClient([on]);
  await fake.begin();
  const provider = (child: ReactElement | null): ReactElement => (
    <SluiceProvider client={fake.client}>{child}</SluiceProvider>
  );
  page.render(provider(<Shown flag="on" />));
  page.render(provider(null));
  const variant = jest.spyOn(fake.client, 'variant');
  await fake.turn('on', false);
  expect(variant).not.toHaveBeenCalled();
});

it('says what is missing where there is no provider', () => {
  const log = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(() => page.render(<Shown flag="on" />)).toThrow(
    'useFlag() needs a <SluiceProvider client={…}> above it.',
  );
  log.mockRestore();
});
