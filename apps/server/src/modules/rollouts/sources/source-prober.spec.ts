import type { Guard } from '../domain/guards/guard.js';
import { SourceProber } from './source-prober.js';
import type { AskedSource, SourceReading } from './source-reader.js';

const guard = (id: string, url: string): Guard => ({
  id,
  metric: 'failures',
  source: { kind: 'http', url },
  comparison: 'above',
  threshold: 0,
  minimumSamples: 1,
  margin: 0.5,
  action: 'rollback',
});

/** A database in which the same rollouts are due at every look. */
class FakeDatabase {
  readonly stored: string[] = [];
  constructor(private readonly due: readonly { id: string; guards: Guard[] }[]) {}

  read<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    if (text.startsWith('UPDATE')) return Promise.resolve([...this.due] as T[]);
    const table = /INTO rollout_(\w+)/.exec(text)?.[1];
    this.stored.push(`${table} ${String(params[0])} ${String(params[1])}`);
    return Promise.resolve([]);
  }
}

/** Sources of which those called `http://hanging` never answer. */
class FakeReader {
  readonly asked: string[] = [];

  read(source: AskedSource): Promise<SourceReading> {
    const url = source.kind === 'http' ? source.url : '';
    this.asked.push(url);
    if (url === 'http://hanging') return new Promise(() => undefined);
    if (url === 'http://dead') return Promise.resolve({ silent: 'nobody listens there' });
    if (url === 'http://private')
      return Promise.resolve({ silent: 'it is not public', refused: true });
    return Promise.resolve({ value: 0, detail: '' });
  }
}

it('delays no other guard and no other rollout by a source that does not answer', async () => {
  const one = { id: 'one', guards: [guard('slow', 'http://hanging'), guard('quick', 'http://a')] };
  const database = new FakeDatabase([one, { id: 'two', guards: [guard('quick', 'http://b')] }]);
  const reader = new FakeReader();
  const prober = new SourceProber(database, reader, { debug: () => undefined });
  await prober.probe();
  await new Promise(setImmediate);
  await prober.probe();
  await new Promise(setImmediate);
  expect(database.stored).toEqual([
    'readings one quick',
    'readings two quick',
    'readings one quick',
    'readings two quick',
  ]);
  expect(reader.asked.filter((url) => url === 'http://hanging')).toHaveLength(1);
});

it('takes a health URL that nobody answers for a failure, and one that it may not ask for silence', async () => {
  const guards = [guard('dead', 'http://dead'), guard('private', 'http://private')];
  const database = new FakeDatabase([{ id: 'one', guards }]);
  const prober = new SourceProber(database, new FakeReader(), { debug: () => undefined });
  await prober.probe();
  await new Promise(setImmediate);
  expect(database.stored).toEqual(['readings one dead', 'silences one private']);
});
